/** Payments by cash down and term. Alt M comes here, arrows move, Enter takes, Escape returns. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { GridCell, TermOffer } from "../../engine";
import { Key } from "../../keys/Key";
import { useCommands } from "../../keys/offered";
import { useDesk, useDeskStore, useEditable, useOpen, useWaiting } from "../DeskContext";
import { atTerm, programmeOf } from "../lenders/offers";
import { paymentTitle } from "../model/paid";
import { downOf, takeOffer, withDown } from "../model/take";
import { money, percent, shortMoney } from "../numbers/format";
import { TermDialog } from "./TermDialog";
import classes from "./PaymentGrid.module.css";

export function PaymentGrid() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const later = useDesk((state) => state.later);
  const aim = useDesk((state) => state.aim);
  const waiting = useWaiting();
  const [at, setAt] = useState<{ row: number; column: number } | null>(null);
  const [changing, setChanging] = useState<TermOffer | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const back = useRef<HTMLElement | null>(null);

  const downStep = useDesk((state) => shortMoney(state.settings?.down_step ?? "1000.00"));

  const grid = later?.scenarioId === open.id ? later.grid : null;
  const deal = open.inputs;
  const lease = deal.kind === "lease";
  const present = (lease ? deal.lease?.term_months : deal.finance?.term_months) ?? 0;
  const rows = grid?.rows ?? [];
  const terms = grid?.terms ?? [];
  const hereRow = Math.max(
    0,
    rows.findIndex((row) => row.down === downOf(deal)),
  );
  const hereColumn = Math.max(
    0,
    terms.findIndex((term) => term.term_months === present),
  );
  const row = Math.min(at?.row ?? hereRow, Math.max(0, rows.length - 1));
  const column = Math.min(at?.column ?? hereColumn, Math.max(0, terms.length - 1));

  const cellAt = (toRow: number, toColumn: number) =>
    table.current?.querySelector<HTMLElement>(`[data-at="${toRow} ${toColumn}"]`);

  useEffect(() => {
    // The focused cell stays under the focus when the figures around it change.
    const box = table.current;
    if (!at || !box?.contains(document.activeElement)) return;
    box.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)?.focus();
  }, [table, at, row, column]);

  const enter = () => {
    back.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    cellAt(hereRow, hereColumn)?.focus();
  };
  useCommands({
    "desk.grid": grid === null ? undefined : { run: enter, detail: "arrows move, Enter takes" },
  });

  function take(toRow: number, toColumn: number) {
    const down = rows[toRow]?.down;
    const term = terms[toColumn];
    const cell = rows[toRow]?.cells[toColumn];
    if (!editable || !down || !term || !cell || "problem" in cell) return;
    keepPresent(term);
    store.settle();
    store.change(withDown(takenTerm(term), down), `take ${down} ${term.term_months}`);
    setAt(null);
  }

  /** Under a sheet the row of the term comes with its rate. */
  function takenTerm(term: TermOffer) {
    return programmeOf(deal) && deal.kind === "retail"
      ? atTerm(deal, store.state().market, term.term_months)
      : takeOffer(deal, term);
  }

  /** Going to a term with a rate of its own: the term that is left keeps the one it had. */
  function keepPresent(next: TermOffer) {
    if (next.term_months === present || programmeOf(deal)) return;
    const share = deal.lease?.residual_percent;
    if (lease && next.residual_percent && share) {
      store.offer("lease", { term_months: present, residual_percent: share });
    } else if (!lease && next.sell_rate && deal.finance) {
      store.offer("retail", { term_months: present, sell_rate: deal.finance.sell_rate });
    }
  }

  function pressed(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const by = step[event.key];
    if (by) {
      event.preventDefault();
      const next = {
        row: Math.max(0, Math.min(rows.length - 1, row + by[0])),
        column: Math.max(0, Math.min(terms.length - 1, column + by[1])),
      };
      setAt(next);
      cellAt(next.row, next.column)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      take(row, column);
    } else if (event.key === "Escape") {
      event.preventDefault();
      setAt(null);
      back.current?.focus();
    } else if (event.key.toLowerCase() === "r" && editable) {
      const term = terms[column];
      if (term) setChanging(term);
    }
  }

  if (!grid) return <div className={classes.empty} aria-hidden="true" />;
  const what = lease ? (deal.lease?.signing_total ? "Signing" : "Cash") : "Down";
  return (
    <>
      <table
        ref={table}
        className={classes.grid}
        role="grid"
        aria-label={`${paymentTitle(deal)} by ${what.toLowerCase()} and term`}
        data-waiting={waiting || undefined}
        data-region="payment grid"
        onKeyDown={pressed}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {what}
              <em>± {downStep}</em>
            </th>
            {terms.map((term, index) => (
              <th key={term.term_months} scope="col" data-here={index === hereColumn || undefined}>
                <button
                  type="button"
                  className={classes.term}
                  tabIndex={-1}
                  disabled={!editable}
                  title={`What ${term.term_months} months carry (R)`}
                  onClick={() => setChanging(term)}
                >
                  {term.term_months} mo
                  <em>{carried(term, deal)}</em>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line, lineAt) => (
            <tr key={line.down}>
              <th scope="row" data-here={lineAt === hereRow || undefined}>
                {shortMoney(line.down)}
              </th>
              {line.cells.map((cell, cellAtColumn) => {
                const term = terms[cellAtColumn];
                const here = lineAt === hereRow && cellAtColumn === hereColumn;
                return (
                  <td
                    key={term?.term_months ?? cellAtColumn}
                    tabIndex={lineAt === row && cellAtColumn === column ? 0 : -1}
                    data-at={`${lineAt} ${cellAtColumn}`}
                    data-here={here || undefined}
                    data-hit={("payment" in cell && cell.at_or_under_target) || undefined}
                    aria-selected={here}
                    aria-label={spokenCell(line.down, term, cell, carried(term, deal), aim.target, here)}
                    title={"problem" in cell ? cell.problem : undefined}
                    onClick={() => take(lineAt, cellAtColumn)}
                    onFocus={() => {
                      if (at?.row !== lineAt || at.column !== cellAtColumn)
                        setAt({ row: lineAt, column: cellAtColumn });
                    }}
                    onBlur={(event) => {
                      if (!table.current?.contains(event.relatedTarget)) setAt(null);
                    }}
                  >
                    {"payment" in cell ? money(cell.payment) : "–"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.legend}>
        {aim.target !== null && aim.of === "payment" ? (
          <span className={classes.hit}>at or under {money(aim.target)}</span>
        ) : (
          <span>{lease ? "tax inside every figure" : "each term at its own rate"}</span>
        )}
        <span className={classes.space} />
        <span>
          <Key of="desk.grid" /> <kbd>←↑↓→</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> take
        </span>
      </div>
      {changing && <TermDialog offer={changing} close={() => setChanging(null)} />}
    </>
  );
}

/** The rate or residual under a term. */
function carried(term: TermOffer | undefined, deal: ReturnType<typeof useOpen>["inputs"]): string {
  if (!term) return "";
  if (deal.kind === "lease") {
    const share = term.residual_percent ?? deal.lease?.residual_percent;
    return share ? `${percent(share, 0)} res.` : "fixed res.";
  }
  return percent(term.sell_rate ?? deal.finance?.sell_rate ?? "0");
}

function spokenCell(
  down: string,
  term: TermOffer | undefined,
  cell: GridCell,
  rate: string,
  target: string | null,
  here: boolean,
): string {
  const head = `${shortMoney(down)} down, ${term?.term_months ?? 0} months, ${rate}`;
  if ("problem" in cell) return `${head}, no payment: ${cell.problem}`;
  const over = target === null ? "" : cell.at_or_under_target ? ", at or under target" : ", over target";
  return `${head}, ${money(cell.payment)}${here ? ", selected" : ""}${over}`;
}
