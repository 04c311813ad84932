/** What one term of the payment grid carries: its rate, or the residual of a lease. */
import { useState } from "react";
import type { TermOffer } from "../../engine";
import { useDeskStore, useOpen } from "../DeskContext";
import { takeOffer } from "../model/take";
import { percentNumber } from "../numbers/format";
import { readPercent } from "../numbers/rate-entry";
import { Dialog } from "../parts/Dialog";
import { partClasses } from "../parts/parts";

export function TermDialog({ offer, close }: { offer: TermOffer; close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const lease = open.inputs.kind === "lease";
  const held = lease
    ? (offer.residual_percent ?? open.inputs.lease?.residual_percent ?? null)
    : (offer.sell_rate ?? open.inputs.finance?.sell_rate ?? null);
  const [text, setText] = useState(held === null ? "" : percentNumber(held));
  const [message, setMessage] = useState<string | null>(null);
  const label = lease ? "Residual, % of MSRP" : "Sell rate, %";

  function keep() {
    const entry = readPercent(text, {
      present: held,
      needed: true,
      most: 100,
      called: lease ? "residual" : "rate",
      example: lease ? "61" : "6.49",
    });
    if (!entry.ok) {
      setMessage(entry.message);
      return;
    }
    const changed: TermOffer = {
      term_months: offer.term_months,
      ...(lease ? { residual_percent: entry.value } : { sell_rate: entry.value }),
    };
    const block = lease ? open.inputs.lease : open.inputs.finance;
    if (block?.term_months === offer.term_months) {
      store.settle();
      store.change(takeOffer(open.inputs, changed), `term ${offer.term_months}`);
    } else {
      store.offer(lease ? "lease" : "retail", changed);
    }
    close();
  }

  return (
    <Dialog
      title={`${offer.term_months} months`}
      close={close}
      foot={
        <>
          <button type="button" className={partClasses.button} onClick={close}>
            Cancel
          </button>
          <button type="button" className={partClasses.button} data-tone="primary" onClick={keep}>
            Keep
          </button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <label className={partClasses.field}>
          {label}
          <input
            className={partClasses.input}
            inputMode="decimal"
            value={text}
            aria-invalid={message !== null}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setMessage(null);
            }}
          />
          {message !== null && (
            <span className={partClasses.wrong} role="alert">
              {message}
            </span>
          )}
        </label>
      </form>
    </Dialog>
  );
}
