/** The steps that a vehicle can take now, from the list of them; read at the moment the window opens. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned } from "../api/http";
import { explain } from "../api/problem";
import type { Vehicle } from "../api/shapes";
import { ReasonDialog } from "../deals/ReasonDialog";
import { Dialog, DialogBody } from "../ui/Dialog";
import { say } from "../ui/notices";
import { Failed, Loading } from "../ui/states";
import classes from "./inventory.module.css";
import { VEHICLE_STATUSES } from "./names";
import { stepsFor, type VehicleStep } from "./steps";
import { useVehicleStep } from "./useVehicleStep";

export function StepDialog({ of, close }: { of: Vehicle; close: () => void }) {
  const answer = useQuery({
    queryKey: ["vehicle-now", of.id],
    queryFn: ({ signal }) => getVersioned<Vehicle>(`/vehicles/${of.id}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<VehicleStep | null>(null);
  const take = useVehicleStep();
  const etag = answer.data?.etag ?? null;

  async function start(step: VehicleStep) {
    if (step.needsReason) {
      setAsking(step);
      return;
    }
    setBusy(true);
    try {
      await take(of, etag, step, null);
    } catch (refused) {
      say(explain(refused), "refused");
    }
    close();
  }

  if (asking !== null) {
    return (
      <ReasonDialog
        title={`${of.stock_number}: ${asking.word}`}
        word={asking.word}
        close={close}
        take={async (reason) => {
          await take(of, etag, asking, reason);
          close();
        }}
      />
    );
  }
  const steps = answer.data === undefined ? [] : stepsFor(answer.data.value);
  return (
    <Dialog title={`${of.stock_number}: change status`} close={close}>
      <DialogBody>
        {answer.isPending && <Loading rows={3} label="Asking which steps there are" />}
        {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
        {answer.data !== undefined && (
          <>
            <p>
              Status now: {VEHICLE_STATUSES[answer.data.value.status].word}.
              {steps.length === 0 && " A deal holds this vehicle; its status follows the deal."}
            </p>
            <div className={classes.steps}>
              {steps.map((step, index) => (
                <button
                  key={step.to}
                  autoFocus={index === 0}
                  type="button"
                  className={classes.step}
                  disabled={busy}
                  onClick={() => void start(step)}
                >
                  {step.word}
                  {step.needsReason && <span>asks for a reason</span>}
                </button>
              ))}
            </div>
          </>
        )}
      </DialogBody>
    </Dialog>
  );
}
