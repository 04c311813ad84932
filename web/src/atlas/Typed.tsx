/** A field of the atlas that is read on every key: good entries act at once, others stay and say what is wrong. */
import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { Entry } from "../desk/numbers/money-entry";
import type { Stroke } from "../desk/numbers/steps";
import { cx } from "../desk/parts/cx";
import { useSelected } from "../ui/useSelected";
import classes from "./Typed.module.css";

export interface TypedProps {
  label: string;
  value: string;
  parse: (typed: string, present: string) => Entry;
  show: (value: string) => string;
  change: (value: string) => void;
  step?: (value: string, stroke: Stroke) => string;
  /** Seen by nobody but read out; the words around the field say it. */
  quietLabel?: boolean;
  stacked?: boolean;
  wide?: boolean;
}

export function Typed({ label, value, parse, show, change, step, quietLabel, stacked, wide }: TypedProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [help, setHelp] = useState<string | null>(null);
  const present = useRef(value);
  const { select, mouse } = useSelected();
  const id = useId();
  const helpId = `${id}-help`;

  function typed(text: string, done = false) {
    setDraft(text);
    const entry = parse(text, present.current);
    if (entry.ok) {
      setHelp(null);
      if (entry.value !== value) change(entry.value);
    } else if (done || entry.unfinished !== true) {
      setHelp(entry.message);
    }
    return entry.ok;
  }

  function left() {
    if (draft === null) return;
    // What cannot be read stays to be mended; the last good value still counts.
    const entry = parse(draft, present.current);
    if (entry.ok) setDraft(null);
    else setHelp(entry.message);
  }

  function pressed(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Escape") {
      event.preventDefault();
      setHelp(null);
      change(present.current);
      setDraft(show(present.current));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (draft !== null && typed(draft, true)) {
        present.current = value;
        setDraft(show(value));
      }
    } else if (step && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      const next = step(value, { up: event.key === "ArrowUp", shift: event.shiftKey, alt: event.altKey });
      setHelp(null);
      change(next);
      setDraft(show(next));
    }
  }

  return (
    <span className={cx(classes.field, stacked && classes.stacked, wide && classes.wide)}>
      <label htmlFor={id} className={quietLabel ? "al-sr" : classes.label}>
        {label}
      </label>
      <input
        id={id}
        className={classes.input}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? show(value)}
        aria-invalid={help !== null}
        aria-describedby={help === null ? undefined : helpId}
        onFocus={(event) => {
          if (draft === null) {
            present.current = value;
            setDraft(show(value));
          }
          select(event.currentTarget);
        }}
        {...mouse}
        onBlur={left}
        onChange={(event) => typed(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      {help !== null && (
        <span id={helpId} className={classes.help} role="alert">
          {help}
        </span>
      )}
    </span>
  );
}
