/** The worksheet: every line of the deal from sticker to what is owed, typed in place and answered at once. */
import { type KeyboardEvent, useState } from "react";
import { useCommands } from "../../keys/offered";
import { useDesk, useOpen } from "../DeskContext";
import { leaseRows } from "../model/lease-sheet";
import { effectHead } from "../model/paid";
import type { LineRef, Row, Sheet } from "../model/rows";
import { worksheetRows } from "../model/worksheet";
import { money } from "../numbers/format";
import { cx } from "../parts/cx";
import { partClasses } from "../parts/parts";
import { AddLine } from "./AddLine";
import { LineDialog } from "./LineDialog";
import { TaxExtras } from "./TaxExtras";
import { WhyRow } from "./WhyRow";
import { WorksheetRow } from "./WorksheetRow";
import classes from "./WorksheetGrid.module.css";

const AT_FIRST: ReadonlySet<string> = new Set(["tax"]);

/** With an explanation open, every line of an ordinary deal still fits from this height on. */
const TALL = 1000;

export function WorksheetGrid() {
  const open = useOpen();
  const later = useDesk((state) => state.later);
  const stock = useDesk((state) => state.deal.vehicle?.stock_number ?? null);
  const [openGroups, setOpenGroups] = useState(AT_FIRST);
  /** Which tax explains itself; on a tall screen the first one does from the start. */
  const [why, setWhy] = useState<string | "first" | null>(() =>
    window.innerHeight >= TALL ? "first" : null,
  );
  const [line, setLine] = useState<LineRef | null>(null);
  const [showDelivery, setShowDelivery] = useState(false);

  const sheet: Sheet = {
    deal: open.inputs,
    figures: open.figures,
    effects: later?.scenarioId === open.id ? later.effects : null,
    openGroups,
    stock,
    showDelivery,
  };
  const rows = open.inputs.kind === "lease" ? leaseRows(sheet) : worksheetRows(sheet);
  // Questions and cautions of the law stand under the last line of the taxes.
  const taxHead = rows.findIndex((row) => row.group === "tax");
  const afterTax = rows.findIndex((row, at) => at > taxHead && !row.tax && !row.id.startsWith("tax/"));
  const explained = why === "first" ? (rows.find((row) => row.tax)?.id ?? null) : why;

  function toggleGroup(group: string) {
    const next = new Set(openGroups);
    if (!next.delete(group)) next.add(group);
    setOpenGroups(next);
  }

  function toggleWhy(id: string) {
    setWhy(explained === id ? null : id);
  }

  /** Closed from inside, the explanation gives the focus back to its figure. */
  function closeAround(inside: Element | null): boolean {
    const id = inside?.closest<HTMLElement>("[data-why]")?.dataset["why"];
    if (id === undefined) return false;
    inside
      ?.closest("[role=grid]")
      ?.querySelector<HTMLElement>(`[data-amount="${CSS.escape(id)}"]`)
      ?.focus();
    toggleWhy(id);
    return true;
  }

  // Alt T: the explanation of the tax that the focus is on, else of the first one.
  const firstTax = rows.find((row) => row.tax);
  const explain = () => {
    if (closeAround(document.activeElement)) return;
    const at = document.activeElement?.closest<HTMLElement>("[data-tax]")?.dataset["tax"];
    const id = rows.find((row) => row.tax && row.id === at)?.id ?? firstTax?.id;
    if (id) toggleWhy(id);
  };
  useCommands({
    "desk.why": firstTax && {
      run: explain,
      detail: firstTax.amount ? `${firstTax.label} ${money(firstTax.amount)}` : firstTax.label,
    },
  });

  function pressed(event: KeyboardEvent<HTMLElement>) {
    const target = event.target as HTMLElement;
    if (event.key === "Escape" && closeAround(target)) {
      event.preventDefault();
      return;
    }
    // Enter on a figure, or Alt Enter in a cell, opens what stands behind the line.
    const opens = event.key === "Enter" && (event.altKey || target.dataset["amount"] !== undefined);
    if (opens) {
      event.preventDefault();
      target.closest("[role=row]")?.querySelector("button")?.click();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      moveRow(target, event.key === "ArrowDown" ? 1 : -1);
    }
  }

  return (
    <section className={cx(partClasses.card, classes.sheet)} aria-label="Worksheet" data-region="worksheet">
      <div role="grid" tabIndex={-1} aria-label="Deal structure" className={classes.grid} onKeyDown={pressed}>
        <div role="rowgroup">
          <div role="row" className={cx(classes.row, classes.header)}>
            <span role="columnheader" className={classes.first}>
              Line
              <AddLine
                added={setLine}
                addDelivery={() => setShowDelivery(true)}
                hasDelivery={rows.some((row) => row.id === "delivery_charge")}
              />
            </span>
            <span role="columnheader">Basis</span>
            <span role="columnheader" className={classes.center}>
              Taxed
            </span>
            <span role="columnheader" className={classes.right}>
              Amount
            </span>
            <span role="columnheader" className={classes.effect}>
              {open.inputs.kind === "cash" ? "" : effectHead(open.inputs)}
            </span>
          </div>
        </div>
        <div role="rowgroup" className={classes.body}>
          {rows.map((row, at) => (
            <RowWithMore
              key={row.id}
              row={row}
              last={at + 1 === afterTax}
              openGroups={openGroups}
              explained={explained}
              toggleGroup={toggleGroup}
              toggleWhy={toggleWhy}
              openLine={setLine}
            />
          ))}
        </div>
      </div>
      {line && <LineDialog line={line} close={() => setLine(null)} />}
    </section>
  );
}

interface RowWithMoreProps {
  row: Row;
  /** The last one of the taxes. */
  last: boolean;
  openGroups: ReadonlySet<string>;
  explained: string | null;
  toggleGroup: (group: string) => void;
  toggleWhy: (id: string) => void;
  openLine: (line: LineRef) => void;
}

function RowWithMore({
  row,
  last,
  openGroups,
  explained,
  toggleGroup,
  toggleWhy,
  openLine,
}: RowWithMoreProps) {
  const isOpen = row.group ? openGroups.has(row.group) : row.tax ? explained === row.id : false;
  return (
    <>
      <WorksheetRow
        row={row}
        isOpen={isOpen}
        toggle={() => (row.group ? toggleGroup(row.group) : toggleWhy(row.id))}
        openLine={openLine}
      />
      {row.tax && isOpen && <WhyRow id={row.id} line={row.tax} />}
      {last && <TaxExtras />}
    </>
  );
}

/** Ctrl+Arrow walks over every amount, typed or worked out. */
function moveRow(from: HTMLElement, by: 1 | -1) {
  const grid = from.closest("[role=grid]");
  const stops = [...(grid?.querySelectorAll<HTMLElement>("[data-cell], [data-amount]") ?? [])];
  const row = from.closest("[role=row]");
  const here = stops.findIndex((stop) => row?.contains(stop));
  stops[here + by]?.focus();
}
