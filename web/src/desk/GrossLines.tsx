/** What the gross and the commission are made of, over the bar at the foot: packs, holdback, reserve, steps of the plan. */
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { Gross } from "../engine";
import { Icon } from "../icons/Icon";
import { useOpen } from "./DeskContext";
import type { Commission, CommissionLine, DealPlan } from "./house/shapes";
import { grossName, productName } from "./model/words";
import { money, percent } from "./numbers/format";
import { partClasses } from "./parts/parts";
import classes from "./GrossBar.module.css";

interface LinesProps {
  gross: Gross;
  commission: Commission | null;
  plan: DealPlan | null;
  shown: boolean;
  toggle: () => void;
  close: () => void;
}

export function GrossLines({ gross, commission, plan, shown, toggle, close }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!shown) return;
    box.current?.focus();
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target) && !button.current?.contains(target))
        close();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [shown, close]);

  function pressed(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    button.current?.focus();
  }

  return (
    <span className={classes.anchor}>
      <button
        ref={button}
        type="button"
        className={partClasses.quiet}
        aria-expanded={shown}
        aria-controls={shown ? id : undefined}
        onClick={toggle}
      >
        <Icon name={shown ? "down" : "up"} small />
        Lines
      </button>
      {shown && (
        <div
          ref={box}
          id={id}
          role="dialog"
          aria-label="What the gross is made of"
          tabIndex={-1}
          className={classes.lines}
          onKeyDown={pressed}
        >
          <Front gross={gross} />
          {commission && (
            <Table
              title="Commission"
              rows={commission.lines.map((line, at) => [
                `${line.code} ${at}`,
                commissionName(line),
                line.amount,
              ])}
              total={commission.total}
            />
          )}
          {commission && plan?.plan && (
            <p className={partClasses.faint}>
              By the plan {plan.plan.name || plan.plan.id}: {whose(plan)}
            </p>
          )}
        </div>
      )}
    </span>
  );
}

/** Front and back as the engine's lines have them, and what commission is paid on where that differs. */
function Front({ gross }: { gross: Gross }) {
  const { books } = useOpen().inputs;
  const names = (books ?? []).map(
    (book) =>
      book.name ||
      grossName[book.kind === "other_cost" || book.kind === "other_income" ? "other" : book.kind],
  );
  const differs = gross.commissionable.front !== gross.front || gross.commissionable.back !== gross.back;
  return (
    <>
      <Table
        title="Gross"
        rows={gross.lines.map((line, at) => [`${line.code} ${at}`, grossName[line.code], line.amount])}
        total={gross.total}
      />
      {names.length > 0 && <p className={partClasses.faint}>Of the books: {names.join(", ")}</p>}
      {differs && (
        <p className={partClasses.faint}>
          Commission is paid on {money(gross.commissionable.front)} front and{" "}
          {money(gross.commissionable.back)} back.
        </p>
      )}
    </>
  );
}

function Table({
  title,
  rows,
  total,
}: {
  title: string;
  rows: readonly (readonly [key: string, name: string, amount: string])[];
  total: string;
}) {
  return (
    <table className={classes.table}>
      <caption>{title}</caption>
      <tbody>
        {rows.map(([key, name, amount]) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{money(amount)}</td>
          </tr>
        ))}
        <tr data-total>
          <th scope="row">Total</th>
          <td>{money(total)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function whose({ salesperson, because }: DealPlan): string {
  switch (because) {
    case "person":
      return `it names ${salesperson.name}.`;
    case "role":
      return `it is for a role of ${salesperson.name}.`;
    default:
      return `no other names ${salesperson.name}.`;
  }
}

function commissionName({ code, basis, share, product }: CommissionLine): string {
  const of = share && basis ? ` ${percent(share, 0)} of ${money(basis)}` : "";
  switch (code) {
    case "front":
      return `Front${of}`;
    case "back":
      return `Back${of}`;
    case "minimum":
      return "Up to the minimum";
    case "product":
      return product ? productName[product] : "Product";
    case "unit_bonus":
      return "Unit bonus";
  }
}
