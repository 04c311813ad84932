/** Roll to payment: what each lever alone would have to be. Alt R types the target, arrows pick, Enter applies. */
import { type KeyboardEvent, useRef } from "react";
import type { Deal, Rolled } from "../../engine";
import { Key } from "../../keys/Key";
import { useCommands } from "../../keys/offered";
import { useEditable, useOpen, useSeesGross } from "../DeskContext";
import { isNegative, money, signedMoney } from "../numbers/format";
import { cx } from "../parts/cx";
import { Card, partClasses } from "../parts/parts";
import { changeOf, nameOf, shown, unreached, valueOf } from "./levers";
import { RollOf } from "./RollOf";
import { useRoll } from "./useRoll";
import classes from "./RollPanel.module.css";

export function RollPanel() {
  const open = useOpen();
  const editable = useEditable();
  const seesGross = useSeesGross();
  const input = useRef<HTMLInputElement>(null);
  const { aim, setAim, text, wrong, typed, left, levers, chosen, step, apply } = useRoll();

  useCommands({
    "desk.roll":
      open.inputs.kind === "cash"
        ? undefined
        : {
            run: () => input.current?.focus(),
            detail: aim.target === null ? "what each lever would be" : `target ${money(aim.target)}`,
          },
  });

  function pressed(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.ctrlKey && chosen) {
      event.preventDefault();
      if (editable) apply(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      left();
    }
  }

  if (open.inputs.kind === "cash") return null;
  return (
    <Card
      title="Roll to payment"
      icon="target"
      region="roll"
      extra={
        <>
          <Key of="desk.roll" />
          <span className={partClasses.grow} />
          <RollOf small of={aim.of} choose={setAim} />
          <label className={classes.target}>
            <span>Target</span>
            <input
              ref={input}
              inputMode="decimal"
              autoComplete="off"
              value={text}
              placeholder="650"
              aria-invalid={wrong !== null}
              aria-label="Target payment"
              aria-describedby="roll-help"
              aria-activedescendant={chosen ? `lever-${chosen.lever}` : undefined}
              role="combobox"
              aria-expanded={chosen !== undefined}
              aria-controls="roll-levers"
              onFocus={(event) => event.currentTarget.select()}
              onBlur={left}
              onChange={(event) => typed(event.currentTarget.value)}
              onKeyDown={pressed}
            />
          </label>
        </>
      }
    >
      <div className={classes.body}>
        {wrong !== null && (
          <p id="roll-help" role="alert" className={partClasses.wrong}>
            {wrong}
          </p>
        )}
        {aim.target === null ? (
          <p className={classes.hint}>Type a payment: every lever shows what it alone would have to be.</p>
        ) : (
          <>
            <div className={cx(classes.row, classes.head)} aria-hidden="true">
              <span>Move only</span>
              <span>to</span>
              <span>change</span>
              <span>{seesGross ? "gross" : ""}</span>
              <span />
            </div>
            <ul id="roll-levers" role="listbox" aria-label="Levers">
              {levers.map((lever) => (
                <Lever
                  key={lever.lever}
                  lever={lever}
                  deal={open.inputs}
                  on={lever === chosen}
                  seesGross={seesGross}
                  apply={editable ? () => apply(lever) : null}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
}

function Lever({
  lever,
  deal,
  on,
  seesGross,
  apply,
}: {
  lever: Rolled;
  deal: Deal;
  on: boolean;
  seesGross: boolean;
  apply: (() => void) | null;
}) {
  const value = valueOf(lever);
  const name = nameOf(lever, deal);
  if (value === null) {
    return (
      <li
        id={`lever-${lever.lever}`}
        role="option"
        aria-selected={false}
        className={cx(classes.row, classes.out)}
      >
        <span>{name}</span>
        <span>–</span>
        <span className={classes.why} title={lever.reason ?? undefined}>
          {unreached(lever)}
        </span>
      </li>
    );
  }
  const gross = lever.gross_change;
  return (
    <li
      id={`lever-${lever.lever}`}
      role="option"
      aria-selected={on}
      className={classes.row}
      data-on={on || undefined}
      onPointerDown={(event) => {
        // The target keeps the focus, so that arrows and Enter go on working.
        event.preventDefault();
        if (event.target instanceof Element && event.target.closest("[data-apply]")) apply?.();
      }}
    >
      <span>{name}</span>
      <span className={classes.value}>{shown(lever, value)}</span>
      <span className={classes.change}>{changeOf(lever, deal)}</span>
      <span data-tone={gross && isNegative(gross) ? "neg" : undefined} className={classes.gross}>
        {seesGross ? (gross ? signedMoney(gross) : "–") : "hidden"}
      </span>
      <span>
        {apply && (
          <span className={partClasses.link} data-apply>
            Apply
          </span>
        )}
      </span>
    </li>
  );
}
