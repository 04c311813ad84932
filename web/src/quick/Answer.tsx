/** The payment, in large at the thumb's end of the screen, with what it rests on and the way to the desk. */
import { money } from "../desk/numbers/format";
import type { Figures } from "../engine";
import { paymentOf } from "./quote";
import classes from "./quick.module.css";

interface AnswerProps {
  figures: Figures | null;
  /** What is still missing; null where nothing is. */
  waits: string | null;
  faulty: boolean;
  save: (() => void) | null;
  saving: boolean;
}

export function Answer({ figures, waits, faulty, save, saving }: AnswerProps) {
  const payment = figures === null || waits !== null ? null : paymentOf(figures);
  return (
    <section className={classes.answer} aria-label="Payment">
      <p className={classes.payment} role="status">
        {payment === null ? (
          <span className={classes.waits}>
            {waits ?? (faulty ? "Look at the field in red." : "Calculating")}
          </span>
        ) : (
          <>
            {money(payment)} <small>{everyOf(figures)}</small>
          </>
        )}
      </p>
      {payment !== null && figures !== null && (
        <dl className={classes.sums}>
          {sumsOf(figures).map(([label, amount]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{money(amount)}</dd>
            </div>
          ))}
        </dl>
      )}
      {save !== null && (
        <button type="button" className={classes.save} disabled={payment === null || saving} onClick={save}>
          {saving ? "Saving" : "Save as deal"}
        </button>
      )}
    </section>
  );
}

function everyOf(figures: Figures | null): string {
  if (figures?.loan) return `a month, ${figures.loan.payments} payments`;
  if (figures?.lease) return `a month, ${figures.lease.payments} payments`;
  return "due at delivery";
}

function sumsOf(figures: Figures): [string, string][] {
  const sums: [string, string][] = [
    ["Taxes", figures.tax_total],
    ["Out the door", figures.total_price],
  ];
  if (figures.amount_financed !== null) sums.push(["Amount financed", figures.amount_financed]);
  if (figures.lease !== null) sums.push(["Due at signing", figures.lease.due_at_signing.total]);
  return sums;
}
