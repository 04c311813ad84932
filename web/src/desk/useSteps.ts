/** The steps of the workflow from the Desk: everything is saved first, and what is in the way says so. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explain, Unreachable } from "../api/problem";
import { STEPS, type Step, stepsOf } from "../deals/status";
import { say } from "../ui/notices";
import { act } from "./api/deals";
import { useDesk, useDeskStore } from "./DeskContext";
import { readLimits } from "./house/api";
import { breachName, breachText, overridesOf, unreasoned } from "./house/breaches";
import type { AskedOverride } from "./house/shapes";
import { unsoldOf } from "./model/unsold";
import type { DeskStore } from "./store/desk-store";
import { type DeskState, givenOf, openScenario } from "./store/state";

export interface Steps {
  /** The step that the deal most likely takes next. */
  primary: { step: Step; take: () => void; blocker: string | null } | null;
  others: { step: Step; take: () => void }[];
  busy: boolean;
  /** Why nothing may be submitted or printed now. */
  blocker: string | null;
  asking: Step | null;
  stopAsking: () => void;
  takeWithReason: (reason: string) => Promise<void>;
}

const FORWARD: readonly Step[] = ["submit", "approve", "contract", "fund", "deliver"];

export function useSteps(): Steps {
  const store = useDeskStore();
  const queries = useQueryClient();
  const offers = useDesk((state) => state.deal.allowed_actions);
  const blocker = useDesk(blockerOf);
  const missing = useDesk(missingOf);
  const [asking, setAsking] = useState<Step | null>(null);
  const [busy, setBusy] = useState(false);

  const steps = stepsOf(offers);
  const next = FORWARD.find((step) => steps.includes(step)) ?? null;

  async function perform(step: Step, reason: string | null): Promise<void> {
    if (!(await store.flush()))
      throw new Error("Not everything is saved yet. Nothing was sent; try again in a moment.");
    await store.refresh();
    const overrides = step === "submit" ? await reasoned(store) : [];
    const { deal, dealEtag } = store.state();
    const said = {
      ...(reason === null ? {} : { reason }),
      ...(overrides.length === 0 ? {} : { overrides }),
    };
    try {
      await act(deal.id, step, said, dealEtag);
    } catch (error) {
      if (!(error instanceof Unreachable) || !(await arrived(store, step))) throw unsure(error, step);
    }
    await store.refresh();
    say(`${deal.number} is ${STEPS[step].done}.`);
    void queries.invalidateQueries({ queryKey: ["deals"] });
  }

  async function start(step: Step) {
    if (STEPS[step].needsReason) {
      setAsking(step);
      return;
    }
    if (busy) return;
    setBusy(true);
    try {
      await perform(step, null);
    } catch (refused) {
      say(explain(refused), "refused");
      store.refresh().catch(() => {
        // The refusal is on the screen; the next refresh will show how the deal stands.
      });
    } finally {
      setBusy(false);
    }
  }

  const primaryBlocker = next === "submit" ? (blocker ?? missing) : next === "contract" ? blocker : null;
  return {
    primary:
      next === null
        ? null
        : {
            step: next,
            take: () => {
              if (primaryBlocker === null) void start(next);
              else say(`${STEPS[next].word} waits: ${primaryBlocker}`, "refused");
            },
            blocker: primaryBlocker,
          },
    others: steps.filter((step) => step !== next).map((step) => ({ step, take: () => void start(step) })),
    busy,
    blocker,
    asking,
    stopAsking: () => setAsking(null),
    takeWithReason: async (reason) => {
      if (asking === null) return;
      await perform(asking, reason);
      setAsking(null);
    },
  };
}

/** Whether the server did the step, though its answer was lost: then it is not on offer any more. */
async function arrived(store: DeskStore, step: Step): Promise<boolean> {
  try {
    await store.refresh();
  } catch {
    return false;
  }
  return !store.state().deal.allowed_actions.includes(step);
}

function unsure(error: unknown, step: Step): unknown {
  if (!(error instanceof Unreachable)) return error;
  return new Error(
    `The server did not answer, so we do not know whether “${STEPS[step].word}” arrived. The deal is safe; take the step again once the connection is back: nothing is done twice.`,
  );
}

/** The reasons for whatever the contract's scenario has beyond limits; opens it where one is still needed. */
async function reasoned(store: DeskStore): Promise<AskedOverride[]> {
  const { deal } = store.state();
  const chosen = deal.chosen_structure_id;
  if (!chosen) return [];
  const { breaches } = await readLimits(deal.id, chosen);
  const given = givenOf(store.state(), chosen);
  const [first] = unreasoned(breaches, given);
  if (first) {
    store.open(chosen);
    throw new Error(`${breachText(first)} Give the reason under “Approval and history”, then submit again.`);
  }
  return overridesOf(breaches, given);
}

/** What makes the figures on the screen not the ones that would be submitted. */
export function blockerOf(state: DeskState): string | null {
  const mistyped = Object.values(state.mistyped)[0];
  if (mistyped) return `waiting for ${mistyped.label}`;
  const chosen =
    state.scenarios.find((each) => each.id === state.deal.chosen_structure_id) ?? openScenario(state);
  const faulty = [openScenario(state), chosen].find((scenario) => scenario.faults.length > 0);
  if (faulty) return `scenario ${faulty.letter} cannot be worked out`;
  if (state.engine !== "ready") return "the engine is not loaded";
  if (state.mismatches.length > 0) return "the server's figures differ";
  const unclear = chosen.figures?.tax.warnings.some((warning) => warning.code === "several_places");
  if (unclear) return `pick the county of scenario ${chosen.letter}`;
  return null;
}

function missingOf(state: DeskState): string | null {
  if (!state.deal.customer) return "a customer is needed";
  if (!state.deal.vehicle) return "a vehicle is needed";
  if (!state.deal.chosen_structure_id) return "choose a scenario";
  const chosen = state.scenarios.find((each) => each.id === state.deal.chosen_structure_id);
  if (chosen && unsoldOf(state.deal, chosen).length > 0) return "a product cannot be sold with it";
  if (state.openId === state.deal.chosen_structure_id) {
    const [first] = unreasoned(state.later?.limits ?? [], givenOf(state, state.openId));
    if (first) return `a reason is needed for ${breachName(first.code)}`;
  }
  return null;
}
