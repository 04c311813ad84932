/** The steps that a deal can take now, asked of the server at the moment the menu opens. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned } from "../api/http";
import { explain } from "../api/problem";
import type { Deal, DealRow } from "../api/shapes";
import { Dialog } from "../ui/Dialog";
import { Failed, Loading } from "../ui/states";
import { STATUSES, STEPS, stepsOf } from "./status";
import type { Asking } from "./useStep";
import classes from "./deals.module.css";

export function StepMenu({
  deal,
  close,
  start,
}: {
  deal: DealRow;
  close: () => void;
  start: (wanted: Asking) => Promise<void>;
}) {
  const answer = useQuery({
    queryKey: ["deal-steps", deal.id],
    queryFn: ({ signal }) => getVersioned<Deal>(`/deals/${deal.id}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const [busy, setBusy] = useState(false);
  const steps = answer.data === undefined ? [] : stepsOf(answer.data.value.allowed_actions);

  return (
    <Dialog title={`${deal.number}: change status`} close={close}>
      {answer.isPending && <Loading rows={3} label="Asking which steps there are" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.data !== undefined && (
        <div className={classes.steps}>
          <p>
            Status now: {STATUSES[answer.data.value.status].word}.
            {steps.length === 0 && " There is no step that you can take from here."}
          </p>
          {steps.map((step, index) => (
            <button
              key={step}
              autoFocus={index === 0}
              type="button"
              disabled={busy}
              data-danger={step === "cancel" || undefined}
              onClick={async () => {
                setBusy(true);
                await start({ deal, etag: answer.data.etag, step });
                close();
              }}
            >
              {STEPS[step].word}
              {STEPS[step].needsReason && <span>asks for a reason</span>}
            </button>
          ))}
        </div>
      )}
    </Dialog>
  );
}
