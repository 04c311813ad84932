/** A cell that takes numbers, formulas and percents: parsed on every key, worked out at once, never losing what was typed. */
import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useDesk, useDeskStore, useEditable, useOpen } from "../DeskContext";
import type { Cell } from "../model/cells";
import { colleagueIn } from "../following";
import type { Entry } from "../numbers/money-entry";
import { cx } from "../parts/cx";
import { Colleague } from "../parts/People";
import { formulaKey } from "../store/state";
import { useKeypad } from "../../ui/useMedia";
import { useSelected } from "../../ui/useSelected";
import { moveFrom } from "./moving";
import classes from "./EntryCell.module.css";

interface EntryCellProps {
  cell: Cell;
  /** Line, amount, taxed or not, effect. The cell adds what it holds. */
  name?: string;
  /** Quiet in a grid of rows, framed as a control elsewhere. */
  look?: "row" | "control";
  strong?: boolean;
  placeholder?: string;
}

export function EntryCell({ cell, name, look = "row", strong = false, placeholder }: EntryCellProps) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const mistyped = useDesk((state) => state.mistyped[cell.id] ?? null);
  const formula = useDesk((state) => state.formulas[formulaKey(state.openId, cell.id)] ?? null);
  const colleague = useDesk((state) => colleagueIn(state, cell.id));
  const [draft, setDraft] = useState<string | null>(null);
  const present = useRef<string | null>(null);
  const { select, mouse } = useSelected();
  const keypad = useKeypad();
  const helpId = useId();
  const colleagueId = useId();

  const value = cell.read(open.inputs);
  const fault = open.faults.find((each) => each.pointer === cell.pointer);
  const help = mistyped?.message ?? fault?.detail ?? null;
  // A row owns its sign; in a form the label says which way it goes.
  const shown = look === "row" ? cell.show : cell.draft;
  const resting = mistyped?.text ?? (value === null ? "" : shown(value));

  function focused(event: FocusEvent<HTMLInputElement>) {
    present.current = value;
    store.enter(cell.id);
    const kept = formula && formula.value === value ? formula.text : null;
    setDraft(mistyped?.text ?? kept ?? (value === null ? "" : cell.draft(value)));
    select(event.currentTarget);
  }

  function take(text: string, done: boolean) {
    const entry = judged(cell.parse(text, present.current, open.inputs, store.names()));
    if (entry.ok) {
      store.mistype(cell.id, null);
      const inputs = cell.write(open.inputs, entry.value);
      store.change(inputs, cell.id);
      const became = cell.read(inputs);
      store.keepFormula(
        cell.id,
        entry.formula === null || became === null ? null : { text: entry.formula, value: became },
      );
      return;
    }
    if (entry.unfinished && !done) return;
    // The figures go back to what they were before this entry.
    store.cancel(cell.id);
    store.mistype(cell.id, { text, message: entry.message, label: cell.label });
  }

  function judged(entry: Entry): Entry {
    const message = entry.ok ? cell.refuse?.(open.inputs, entry.value) : null;
    return message == null ? entry : { ok: false, message };
  }

  function typed(text: string) {
    setDraft(text);
    take(text, false);
  }

  function blurred() {
    // A half-typed formula is a mistake once it is left.
    if (draft !== null && touched(draft)) take(draft, true);
    setDraft(null);
    store.leave(cell.id);
  }

  /** Whether leaving must read the text again: relative amounts would count twice. */
  function touched(text: string): boolean {
    const entry = cell.parse(text, present.current, open.inputs, store.names());
    return !entry.ok && entry.unfinished === true;
  }

  function pressed(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (moveFrom(event.currentTarget, event.shiftKey ? -1 : 1)) return;
      if (draft !== null && touched(draft)) take(draft, true);
      else if (!mistyped) commit(event.currentTarget);
    } else if (event.key === "Escape") {
      // With nothing to take back, Escape is free to close what the cell stands in.
      const before = present.current === null ? "" : cell.draft(present.current);
      if (mistyped || value !== present.current || draft !== before) event.preventDefault();
      store.mistype(cell.id, null);
      store.cancel(cell.id);
      store.keepFormula(cell.id, null);
      setDraft(present.current === null ? "" : cell.draft(present.current));
    } else if (
      (event.key === "ArrowUp" || event.key === "ArrowDown") &&
      cell.step &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      event.preventDefault();
      const stroke = { up: event.key === "ArrowUp", shift: event.shiftKey, alt: event.altKey };
      const stepped = cell.step(value, stroke);
      const refused = cell.refuse?.(open.inputs, stepped) ?? null;
      if (refused !== null) {
        const text = cell.draft(stepped);
        setDraft(text);
        store.cancel(cell.id);
        store.mistype(cell.id, { text, message: refused, label: cell.label });
        return;
      }
      const inputs = cell.write(open.inputs, stepped);
      store.mistype(cell.id, null);
      store.keepFormula(cell.id, null);
      store.change(inputs, cell.id);
      const became = cell.read(inputs);
      setDraft(became === null ? "" : cell.draft(became));
    }
  }

  /** Enter at the last cell: what is there now is what the next `+500` counts from. */
  function commit(input: HTMLInputElement) {
    store.settle();
    present.current = value;
    setDraft(value === null ? "" : cell.draft(value));
    select(input);
  }

  const label = name ?? cell.label;
  return (
    <span className={classes.wrap} data-look={look} data-colleague={colleague?.name}>
      <input
        className={cx(classes.cell, strong && classes.strong)}
        type="text"
        inputMode={keypad ? "none" : "decimal"}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={help !== null}
        aria-describedby={cx(help !== null && helpId, colleague && colleagueId) || undefined}
        data-cell={cell.id}
        readOnly={!editable}
        placeholder={placeholder}
        value={draft ?? resting}
        onFocus={focused}
        {...mouse}
        onBlur={blurred}
        onChange={(event) => typed(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      {colleague && <Colleague id={colleagueId} person={colleague} />}
      {help !== null && (
        <span id={helpId} className={classes.help} role="alert">
          {help}
        </span>
      )}
    </span>
  );
}
