/** How the price of the chosen option is made, line by line to what is financed or due. */
import type { WorksheetLine } from "../api/types";
import { money } from "../desk/numbers/format";
import classes from "./present.module.css";
import type { Offer } from "./shapes";
import { usd } from "./words";

export function PriceCard({ offer }: { offer: Offer }) {
  const signing = offer.lease?.due_at_signing ?? [];
  return (
    <section className={classes.card} aria-label="Price">
      <h2>How the price of option {offer.letter} is made</h2>
      <dl className={classes.lines}>
        <Lines of={offer.price} />
        <Sum label="Total price, out the door" amount={offer.total_price} />
        <Lines of={offer.settlement} />
        <Lines of={signing} />
        <Sum label={offer.result.label} amount={offer.result.amount} />
      </dl>
    </section>
  );
}

function Lines({ of }: { of: readonly WorksheetLine[] }) {
  return keyed(of).map(({ key, line }) => (
    <div key={key}>
      <dt>
        {line.label}
        {line.optional && <span> optional</span>}
      </dt>
      <dd>{money(line.amount)}</dd>
    </div>
  ));
}

/** Two fees may have one name: the second of it is told from the first. */
export function keyed<Line extends Pick<WorksheetLine, "label">>(lines: readonly Line[]) {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const nth = (seen.get(line.label) ?? 0) + 1;
    seen.set(line.label, nth);
    return { key: `${line.label} ${nth}`, line };
  });
}

function Sum({ label, amount }: { label: string; amount: string }) {
  return (
    <div data-sum>
      <dt>{label}</dt>
      <dd>{usd(amount)}</dd>
    </div>
  );
}
