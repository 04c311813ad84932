/** The palette: answers, commands, people, cars and deals out of one field, by keyboard first. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "wouter";
import { useViewer } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { meant } from "../keys/bindings";
import { currentChoice } from "../keys/choice";
import { Key } from "../keys/Key";
import { type Answer, answersTo } from "../keys/offered";
import { strokeOf } from "../keys/strokes";
import { type Item, listed, settingsItems } from "./items";
import classes from "./Palette.module.css";
import { soughtOf, useRecords } from "./records";

const PAGE = 8;
/** What somebody may be called. */
const A_NAME = /^\p{L}[\p{L}\p{M}' .,-]+$/u;
const NOBODY: ReadonlySet<string> = new Set();

/** What is asked, and what the page answers to it. */
export interface Asked {
  typed: string;
  answers: readonly Answer[];
}

interface PaletteProps {
  /** What the page that is open offers. */
  commands: readonly Item[];
  /** On a deal numbers can be asked for. */
  onDeal: boolean;
  /** What was typed while the palette was still to come. */
  ahead: Asked;
  /** Starts a deal with a name that nobody here has yet; absent for those who may not. */
  startDeal?: (name: string) => void;
  close: () => void;
}

export default function Palette({ commands, onDeal, ahead, startDeal, close }: PaletteProps) {
  const permissions = useViewer()?.permissions ?? NOBODY;
  const [, go] = useLocation();
  const [{ typed, answers }, setTyped] = useState(ahead);
  const [picked, setPicked] = useState<string | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  // What is asked of the engine is not asked of the network.
  const records = useRecords(answers.length > 0 ? null : soughtOf(typed, permissions));
  const groups = listed(
    typed,
    answers,
    [...commands, ...settingsItems(permissions, go)],
    records.items.map(({ href, ...item }) => ({ ...item, run: () => go(href) })),
  );
  const name = typed.trim();
  const nothing = groups.length === 0 && !records.pending && name !== "";
  if (nothing && startDeal && records.error === null && A_NAME.test(name)) {
    groups.push({
      group: "Everywhere",
      items: [
        {
          id: "start a deal",
          group: "Everywhere",
          icon: "plus",
          text: `Start a deal with “${name}”`,
          detail: "a new customer of this name",
          run: () => startDeal(name),
        },
      ],
    });
  }
  const usable = groups.flatMap(({ items }) => items).filter((item) => item.run !== undefined);
  const at = Math.max(
    0,
    usable.findIndex((item) => item.id === picked),
  );
  const active = usable[at];
  const optionId = (item: Item) => `${list}-${item.id.replaceAll(/[^\w-]/g, "_")}`;

  useEffect(() => {
    if (active === undefined) return;
    document
      .getElementById(`${list}-${active.id.replaceAll(/[^\w-]/g, "_")}`)
      ?.scrollIntoView({ block: "nearest" });
  }, [active, list]);

  function take(item: Item) {
    if (item.run === undefined) return;
    // The focus is back where it was before anything is done: a command may lead it elsewhere.
    flushSync(close);
    item.run();
  }

  function pressed(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    const stroke = strokeOf(event.nativeEvent);
    if (by !== undefined && usable.length > 0) {
      event.preventDefault();
      const next = at + by;
      const round = Math.abs(by) === 1;
      const last = usable.length - 1;
      const to = round ? (next + usable.length) % usable.length : Math.min(Math.max(next, 0), last);
      setPicked(usable[to]?.id ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active !== undefined) take(active);
    } else if (event.key === "Escape") {
      // The page under the palette may mean something of its own by it.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (
      stroke !== null &&
      meant(currentChoice(), stroke).some(({ name: each }) => each === "palette")
    ) {
      event.preventDefault();
      close();
    }
  }

  return (
    // The backdrop belongs to the dialog: a press beside the panel is one on the dialog itself.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className={classes.palette}
      aria-label="Search and commands"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className={classes.ask}>
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Search and commands"
          aria-expanded={usable.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : optionId(active)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={onDeal ? "A question, a command, a name, a VIN" : "A name, a VIN, a deal, a command"}
          value={typed}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped({ typed: text, answers: answersTo(text) });
            setPicked(null);
          }}
          onKeyDown={pressed}
        />
        <button type="button" className={classes.escape} aria-label="Close" onClick={close}>
          <kbd>Esc</kbd>
          <Icon name="close" />
        </button>
      </div>
      <div className={classes.found}>
        {nothing && <p className={classes.state}>No match for “{name}”.</p>}
        <div id={list} role="listbox" aria-label="Results">
          {groups.map(({ group, items }) => (
            <div key={group} role="group" aria-labelledby={`${list}-${group}`}>
              <p id={`${list}-${group}`} className={classes.group}>
                {group}
              </p>
              {items.map((item) => (
                <Option
                  key={item.id}
                  id={optionId(item)}
                  item={item}
                  on={item === active}
                  point={() => setPicked(item.id)}
                  take={() => take(item)}
                />
              ))}
            </div>
          ))}
        </div>
        {records.pending && <p className={classes.state}>Searching</p>}
        {records.error !== null && (
          <p className={classes.state} role="alert">
            {records.error}
          </p>
        )}
      </div>
      <footer className={classes.foot}>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>pick
        </span>
        <span>
          <kbd>Enter</kbd>do it
        </span>
        <span className={classes.gap} />
        <span>
          {onDeal ? "Try “down 4k”, “72 months”, “vin 5FNYF”" : "Try a name, a stock number, “vin 5FNYF”"}
        </span>
      </footer>
      <p role="status" className="al-sr">
        {name === "" || records.pending ? "" : `${usable.length} results`}
      </p>
    </dialog>
  );
}

function Option({
  id,
  item,
  on,
  point,
  take,
}: {
  id: string;
  item: Item;
  on: boolean;
  point: () => void;
  take: () => void;
}) {
  const says = item.run === undefined;
  return (
    // The field keeps the focus; arrows and Enter do here what the pointer does.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={on}
      aria-disabled={says || undefined}
      className={classes.option}
      data-says={says || undefined}
      onPointerMove={() => {
        if (!on && !says) point();
      }}
      onPointerDown={(event) => event.preventDefault()}
      onClick={take}
    >
      <Icon name={item.icon} />
      <span className={classes.text}>{item.text}</span>
      {item.detail !== "" && <span className={classes.detail}>{item.detail}</span>}
      <span className={classes.gap} />
      {item.group === "Answer" && on ? (
        <kbd>Enter</kbd>
      ) : (
        item.command !== undefined && <Key of={item.command} digit={item.digit} />
      )}
    </div>
  );
}
