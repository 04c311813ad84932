/** Roll to payment on a phone: the target, every lever beside what it would have to be, and where to put it. */
import { type FormEvent, useRef, useState } from "react";
import { explain } from "../../api/problem";
import type { Rolled } from "../../engine";
import { Dialog } from "../../ui/Dialog";
import { say } from "../../ui/notices";
import { useKeypad } from "../../ui/useMedia";
import { useDeskStore, useOpen, useSeesGross } from "../DeskContext";
import { paymentOf } from "../model/paid";
import { isNegative, money, signedMoney } from "../numbers/format";
import { partClasses } from "../parts/parts";
import { Keypad } from "../phone/Keypad";
import { changeOf, moveOf, nameOf, shown, unreached, valueOf } from "./levers";
import { RollOf } from "./RollOf";
import { useRoll } from "./useRoll";
import classes from "./RollSheet.module.css";

export function RollSheet({ close }: { close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const keypad = useKeypad();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const { aim, setAim, text, wrong, typed, left, levers, chosen, pick, apply } = useRoll();
  const now = paymentOf(open.figures);

  function take(event: FormEvent) {
    event.preventDefault();
    if (chosen && apply(chosen)) close();
  }

  /** What was asked for stays as it is; the lever moves in a copy beside it. */
  async function anew() {
    if (!chosen || busy) return;
    setBusy(true);
    try {
      await store.copy(`To ${text}`);
      if (apply(chosen)) close();
    } catch (refused) {
      say(explain(refused), "refused");
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title="Roll to payment" close={close}>
      <form className={classes.sheet} onSubmit={take}>
        <div className={classes.body}>
          <RollOf of={aim.of} choose={setAim} />
          <label className={classes.target}>
            <span>Target</span>
            <input
              ref={input}
              inputMode={keypad ? "none" : "decimal"}
              autoComplete="off"
              value={text}
              placeholder={now === null ? "650" : money(now)}
              aria-label="Target payment"
              aria-invalid={wrong !== null}
              aria-describedby={wrong === null ? undefined : "roll-sheet-help"}
              onFocus={(event) => event.currentTarget.select()}
              onBlur={left}
              onChange={(event) => typed(event.currentTarget.value)}
            />
          </label>
          {wrong !== null && (
            <p id="roll-sheet-help" role="alert" className={partClasses.wrong}>
              {wrong}
            </p>
          )}
          {aim.target !== null && levers.length > 0 && (
            <fieldset className={classes.levers}>
              <legend className="al-sr">Move only</legend>
              {levers.map((lever) => (
                <Lever key={lever.lever} lever={lever} on={lever === chosen} pick={() => pick(lever)} />
              ))}
            </fieldset>
          )}
          <p className={classes.hint}>
            {aim.target === null
              ? `Now ${now === null ? "not known" : money(now)}. Type a payment.`
              : "Each line moves alone and lands on the target to the cent; a term on the nearest."}
          </p>
        </div>
        <div className={classes.foot}>
          <button
            type="button"
            className={partClasses.button}
            disabled={!chosen || busy}
            onClick={() => void anew()}
          >
            New scenario
          </button>
          <button type="submit" className={partClasses.button} data-tone="primary" disabled={!chosen || busy}>
            Apply to {open.letter}
          </button>
        </div>
        {keypad && <Keypad into={() => input.current} />}
      </form>
    </Dialog>
  );
}

function Lever({ lever, on, pick }: { lever: Rolled; on: boolean; pick: () => void }) {
  const { inputs } = useOpen();
  const seesGross = useSeesGross();
  const value = valueOf(lever);
  if (value === null) {
    return (
      <p className={classes.out}>
        <span>{nameOf(lever, inputs)}</span>
        <span>{unreached(lever)}</span>
      </p>
    );
  }
  const gross = lever.gross_change;
  return (
    <label className={classes.lever}>
      <input type="radio" name="lever" checked={on} onChange={pick} />
      <span className={classes.what}>
        {moveOf(lever, inputs)}
        <small>{changeOf(lever, inputs)}</small>
      </span>
      <span className={classes.to}>
        {shown(lever, value)}
        {seesGross && gross && (
          <small data-tone={isNegative(gross) ? "neg" : "pos"}>gross {signedMoney(gross)}</small>
        )}
      </span>
    </label>
  );
}
