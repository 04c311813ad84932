/** One line of the worksheet. */
import { Icon } from "../../icons/Icon";
import { EntryCell } from "../cell/EntryCell";
import { useDesk, useOpen, useWaiting } from "../DeskContext";
import { spokenPer } from "../model/paid";
import type { LineRef, Row } from "../model/rows";
import { isNegative, isZero, money, signedMoney, spoken } from "../numbers/format";
import { cx } from "../parts/cx";
import { Figure } from "../parts/Figure";
import { Pill } from "../parts/parts";
import { useUnsold } from "../UnsoldNotes";
import { formulaKey } from "../store/state";
import classes from "./WorksheetGrid.module.css";

interface WorksheetRowProps {
  row: Row;
  isOpen: boolean;
  toggle: () => void;
  openLine: (line: LineRef) => void;
}

export function WorksheetRow({ row, isOpen, toggle, openLine }: WorksheetRowProps) {
  const open = useOpen();
  const waiting = useWaiting();
  const payment = open.inputs.kind !== "cash";
  const spokenName = [
    row.label,
    row.taxed,
    row.effect && payment
      ? `${isNegative(row.effect) ? "takes off" : "adds"} ${spoken(row.effect.replace("-", ""))} ${spokenPer(open.inputs)}`
      : null,
  ]
    .filter(Boolean)
    .join(", ");

  return (
    <div
      role="row"
      className={cx(classes.row, row.ruled && classes.ruled)}
      data-look={row.look}
      data-tax={row.tax || row.group === "tax" || row.group === "tax_at_signing" ? row.id : undefined}
      data-line={row.id}
    >
      <span role="rowheader" className={cx(classes.label, row.inset && classes.inset)}>
        <Label row={row} isOpen={isOpen} toggle={toggle} openLine={openLine} />
      </span>
      <span role="gridcell" className={classes.basis}>
        <Basis row={row} />
      </span>
      <span role="gridcell" className={classes.center}>
        {row.taxed === "taxed" && (
          <abbr className={classes.taxed} title="Taxed">
            T
          </abbr>
        )}
        {row.taxed === "not taxed" && (
          <abbr className={classes.untaxed} title="Not taxed">
            –
          </abbr>
        )}
      </span>
      <span role="gridcell" className={classes.amount}>
        {row.cell ? (
          <EntryCell cell={row.cell} name={spokenName} strong={row.look === "strong"} placeholder="0.00" />
        ) : (
          <span className={classes.result} tabIndex={-1} data-amount={row.id}>
            {row.amount ? <Figure text={money(row.amount)} waiting={waiting} /> : "–"}
          </span>
        )}
      </span>
      <span role="gridcell" className={classes.effect}>
        {row.effect && !isZero(row.effect) && payment && (
          <Effect row={row} effect={row.effect} waiting={waiting} />
        )}
      </span>
    </div>
  );
}

/** How many points of the law in play were not confirmed with their source; the explanation names them. */
function Unconfirmed() {
  const { figures } = useOpen();
  const count = figures?.tax.warnings.filter((warning) => warning.code === "unverified").length ?? 0;
  if (count === 0) return null;
  return (
    <Pill tone="warn" small title="Open a tax to read which">
      {count} to confirm
    </Pill>
  );
}

function Effect({ row, effect, waiting }: { row: Row; effect: string; waiting: boolean }) {
  return row.look === "due" ? (
    <strong>
      <Figure text={money(effect)} waiting={waiting} />
    </strong>
  ) : (
    <Figure text={signedMoney(effect)} waiting={waiting} />
  );
}

function Label({ row, isOpen, toggle, openLine }: WorksheetRowProps) {
  const unsold = useUnsold();
  if (row.group || row.tax) {
    return (
      <button
        type="button"
        className={classes.opener}
        tabIndex={-1}
        aria-expanded={isOpen}
        title={row.label}
        onClick={toggle}
      >
        <Icon name={isOpen ? "down" : "right"} small />
        <span className={classes.words}>{row.label}</span>
        {row.group === "tax" && <Unconfirmed />}
        {row.tax && !row.tax.verified && (
          <Pill tone="warn" small title="This rule was not confirmed with its source">
            not verified
          </Pill>
        )}
      </button>
    );
  }
  const { line } = row;
  if (line) {
    const fault = line.list === "products" ? unsold.find((each) => each.line === line.id) : undefined;
    return (
      <button
        type="button"
        className={classes.opener}
        tabIndex={-1}
        aria-label={fault ? `${row.label}, cannot be sold, details` : `${row.label}, details`}
        title={`${row.label}: details`}
        onClick={() => openLine(line)}
      >
        <span className={classes.words}>{row.label}</span>
        {fault && (
          <Pill tone="neg" small title={fault.detail}>
            cannot be sold
          </Pill>
        )}
      </button>
    );
  }
  return (
    <span className={classes.words} title={row.label}>
      {row.label}
    </span>
  );
}

/** Where a formula is being typed, its result; else what the line rests on. */
function Basis({ row }: { row: Row }) {
  const typing = useDesk((state) => row.cell !== undefined && state.typing === row.cell.id);
  const formula = useDesk((state) =>
    row.cell ? (state.formulas[formulaKey(state.openId, row.cell.id)] ?? null) : null,
  );
  if (typing && formula && /^-?\d+\.\d\d$/.test(formula.value)) {
    return <span className={classes.live}>= {money(formula.value)}</span>;
  }
  if (row.group === "tax" || row.group === "tax_at_signing") {
    return row.basis ? (
      <Pill tone="accent" small>
        {row.basis}
      </Pill>
    ) : null;
  }
  return <span title={row.basis}>{row.basis}</span>;
}
