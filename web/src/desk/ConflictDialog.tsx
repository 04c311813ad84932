/** Two people changed the same line: both values, both payments, and what to do. */
import { useState } from "react";
import { explain } from "../api/problem";
import { Alarm } from "../ui/Alarm";
import { say } from "../ui/notices";
import { useDeskStore } from "./DeskContext";
import { pathText, valueText } from "./model/clash";
import { money } from "./numbers/format";
import { Dialog } from "./parts/Dialog";
import { partClasses } from "./parts/parts";
import type { Conflict } from "./store/state";
import classes from "./ConflictDialog.module.css";

export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const store = useDeskStore();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function settle(choice: "mine" | "theirs" | "both") {
    setBusy(true);
    setError(null);
    try {
      await store.settleConflict(choice);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  }

  const lines = conflict.clashes.length === 1 ? "One line was" : `${conflict.clashes.length} lines were`;
  return (
    <Dialog
      title="Someone changed this scenario too"
      close={() => say("Both of you changed the same line. Pick one of the three ways on.", "refused")}
      foot={
        <>
          <button
            type="button"
            className={partClasses.button}
            disabled={busy}
            onClick={() => void settle("both")}
          >
            Make both scenarios
          </button>
          <button
            type="button"
            className={partClasses.button}
            disabled={busy}
            onClick={() => void settle("theirs")}
          >
            Take theirs
          </button>
          <button
            type="button"
            className={partClasses.button}
            data-tone="primary"
            disabled={busy}
            onClick={() => void settle("mine")}
          >
            Keep mine, save
          </button>
        </>
      }
    >
      {error !== null && <Alarm text={explain(error)} />}
      <p className={classes.text}>
        {lines} changed by both of you. Every other line of theirs is taken over; nothing is lost, both stay
        in the history.
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {conflict.clashes.map((clash) => (
            <tr key={clash.path.join("/")}>
              <th scope="row">{pathText(clash.path, conflict.mine)}</th>
              <td>{valueText(clash.mine)}</td>
              <td>{valueText(clash.theirs)}</td>
            </tr>
          ))}
          <tr className={classes.payment}>
            <th scope="row">Payment</th>
            <td>{conflict.paymentWithMine === null ? "–" : money(conflict.paymentWithMine)}</td>
            <td>{conflict.paymentWithTheirs === null ? "–" : money(conflict.paymentWithTheirs)}</td>
          </tr>
        </tbody>
      </table>
    </Dialog>
  );
}
