/** Taking a step of the workflow: on the version that was read, once, with its reason, and the lists follow. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { getVersioned, post } from "../api/http";
import { explain } from "../api/problem";
import type { Deal } from "../api/shapes";
import { say } from "../ui/notices";
import { type Lane, STEPS, type Step, stepInto } from "./status";

export interface Asking {
  deal: { id: string; number: string };
  etag: string | null;
  step: Step;
}

export function useStep() {
  const queries = useQueryClient();
  /** A step that waits for its reason. */
  const [asking, setAsking] = useState<Asking | null>(null);

  const take = useCallback(
    async (wanted: Asking, reason: string | null): Promise<void> => {
      await post(`/deals/${wanted.deal.id}/${wanted.step}`, reason === null ? {} : { reason }, {
        ifMatch: wanted.etag,
      });
      setAsking(null);
      say(`${wanted.deal.number} is ${STEPS[wanted.step].done}.`);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["deals"] }),
        queries.invalidateQueries({ queryKey: ["deal", wanted.deal.id] }),
      ]);
    },
    [queries],
  );

  const start = useCallback(
    async (wanted: Asking): Promise<void> => {
      if (STEPS[wanted.step].needsReason) {
        setAsking(wanted);
        return;
      }
      try {
        await take(wanted, null);
      } catch (refused) {
        say(explain(refused), "refused");
      }
    },
    [take],
  );

  /** A card was put on a lane: the deal is read as it is now, and goes there or says why not. */
  const moveTo = useCallback(
    async (id: string, lane: Lane): Promise<void> => {
      try {
        const { value: deal, etag } = await getVersioned<Deal>(`/deals/${id}`);
        if (lane.statuses.includes(deal.status)) return;
        const way = stepInto(lane, deal);
        if ("refusal" in way) {
          say(way.refusal, "refused");
        } else {
          await start({ deal, etag, step: way.step });
        }
      } catch (refused) {
        say(explain(refused), "refused");
      }
    },
    [start],
  );

  return { asking, stopAsking: () => setAsking(null), take, start, moveTo };
}
