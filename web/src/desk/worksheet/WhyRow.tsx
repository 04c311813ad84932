/** Why a tax is what it is: its base term by term, what stayed out and for which reason, the law, and how sure we are. */
import { Icon } from "../../icons/Icon";
import type { TaxLine } from "../../engine";
import { useOpen } from "../DeskContext";
import { explain } from "../model/explain";
import { partName } from "../model/words";
import { isNegative, money, percent } from "../numbers/format";
import { day } from "../numbers/format";
import { Pill } from "../parts/parts";
import classes from "./WhyRow.module.css";

export function WhyRow({ line }: { line: TaxLine }) {
  const { figures, inputs } = useOpen();
  if (!figures) return null;
  const { parts, before } = explain(figures.tax, line);
  const out = figures.tax.left_out;
  return (
    <div role="row">
      <div
        role="gridcell"
        aria-colspan={5}
        aria-label={`Why ${line.name} is ${money(line.amount)}`}
        className={classes.why}
      >
        <dl className={classes.sum}>
          {parts.map((part, at) => (
            <Term
              key={`${part.kind} ${part.amount}`}
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
              <li key={`${part.kind} ${part.amount}`}>
                <span>
                  {partName[part.kind]} {money(part.amount)} stays out
                </span>
                {part.reason && <span>: {part.reason}</span>}
                {part.citation && <span className={classes.source}> ({part.citation})</span>}
                {!part.verified && " · not verified"}
              </li>
            ))}
          </ul>
          <p className={classes.date}>
            {figures.tax.law}
            {figures.tax.law.endsWith(".") ? "" : "."} Rules in force on {day(inputs.date)}.
          </p>
        </div>
      </div>
    </div>
  );
}

function baseName(line: TaxLine, limited: boolean): string {
  const rate = line.rate === null ? "" : ` × ${percent(line.rate)}`;
  return `${limited ? "Reached by this tax" : "Taxable base"}${rate}`;
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
