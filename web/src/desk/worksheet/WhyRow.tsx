/** Why a tax is what it is: its base term by term, what stayed out and for which reason, the law, and how sure we are. */
import { Link } from "wouter";
import { atlasOf } from "../../atlas/of-deal";
import { Icon } from "../../icons/Icon";
import type { TaxLine } from "../../engine";
import { useOpen } from "../DeskContext";
import { crossingOf } from "../model/crossing";
import { explain } from "../model/explain";
import { partName } from "../model/words";
import { day, isNegative, money, percent, shortMoney } from "../numbers/format";
import { Pill } from "../parts/parts";
import classes from "./WhyRow.module.css";

export function WhyRow({ id, line }: { id: string; line: TaxLine }) {
  const { figures, inputs } = useOpen();
  if (!figures) return null;
  const { parts, before } = explain(figures.tax, line);
  const out = figures.tax.left_out;
  const notes = figures.tax.warnings.flatMap((warning) =>
    warning.code === "unverified" ? [warning.detail] : [],
  );
  return (
    <div role="row" data-why={id}>
      <div
        role="gridcell"
        aria-colspan={5}
        aria-label={`Why ${line.name} is ${money(line.amount)}`}
        className={classes.why}
      >
        <dl className={classes.sum}>
          {parts.map((part, at) => (
            <Term
              key={`${part.kind} ${part.amount} ${part.citation}`}
              name={`${at === 0 ? "" : isNegative(part.amount) ? "− " : "+ "}${partName[part.kind]}`}
              amount={part.amount}
              title={[part.reason, part.citation].filter(Boolean).join(" · ")}
            />
          ))}
          {before !== null && <Term name="All of it" amount={before} />}
          <Term name={baseName(line, before !== null)} amount={line.base} total />
          <Term name={line.name} amount={line.amount} total />
        </dl>
        <div className={classes.law}>
          <p className={classes.cite}>
            <Icon name="scale" small />
            <strong>{line.citation}</strong>
            {!line.verified && (
              <Pill tone="warn" small>
                not verified
              </Pill>
            )}
          </p>
          <ul>
            {out.map((part) => (
              <li key={`${part.kind} ${part.amount} ${part.reason}`} title={part.citation}>
                {partName[part.kind]} {shortMoney(part.amount)} stays out.{" "}
                <span className={classes.source}>{part.reason}</span>
              </li>
            ))}
            {notes.map((note) => (
              <li key={note} className={classes.caution}>
                {note}
              </li>
            ))}
          </ul>
          <p className={classes.date}>
            {/* Over a state line the law stands under the taxes, with all that follows from it. */}
            {crossingOf(inputs, figures.tax) === null && `${sentence(figures.tax.law)} `}
            {line.source ? `Rate: ${sentence(line.source)} ` : ""}In force {day(inputs.date)}.{" "}
            <Link href={atlasOf(inputs, inputs.date)}>In every state</Link>
          </p>
        </div>
      </div>
    </div>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function baseName(line: TaxLine, limited: boolean): string {
  const rate = line.rate ? ` × ${percent(line.rate)}` : "";
  const base = line.due === "payment" ? "Of one payment" : limited ? "Reached by this tax" : "Taxable base";
  return `${base}${rate}`;
}

function Term({
  name,
  amount,
  total = false,
  title,
}: {
  name: string;
  amount: string;
  total?: boolean;
  title?: string;
}) {
  return (
    <>
      <dt data-total={total || undefined} title={title}>
        {name}
      </dt>
      <dd data-total={total || undefined}>{money(amount)}</dd>
    </>
  );
}
