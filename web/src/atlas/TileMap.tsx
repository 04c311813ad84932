/** All states as tiles: arrows walk, what a tile says never hangs on its color alone. */
import { type KeyboardEvent, useRef } from "react";
import { centsOf } from "../desk/numbers/exact";
import { isZero, shortMoney } from "../desk/numbers/format";
import { amountOf, type Answered, bearsLocal, refusalWord, type StateAnswer, wholeDollars } from "./assess";
import type { Shown } from "./sample";
import { type Scale, type Step, stepAt, stepOf } from "./scale";
import { nextByLetter, ROWS, stepFrom, type Tile } from "./tiles";
import classes from "./TileMap.module.css";

interface Props {
  answers: Answered;
  shown: Shown;
  scale: Scale;
  chosen: string;
  compared: readonly string[];
  choose: (code: string) => void;
  compare: (code: string) => void;
}

export function TileMap({ answers, shown, scale, chosen, compared, choose, compare }: Props) {
  const map = useRef<HTMLDivElement>(null);

  function go(tile: Tile) {
    choose(tile.code);
    map.current?.querySelector<HTMLElement>(`[data-state="${tile.code}"]`)?.focus();
  }

  function pressed(event: KeyboardEvent, tile: Tile) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = /^[a-z]$/i.test(event.key);
    const next = letter ? nextByLetter(tile.code, event.key) : stepFrom(tile, event.key);
    if (next) {
      event.preventDefault();
      go(next);
    } else if (event.key === " ") {
      event.preventDefault();
      compare(tile.code);
    } else if (event.key === "Enter") {
      event.preventDefault();
      document.getElementById("atlas-state")?.focus();
    }
  }

  return (
    <div className={classes.frame}>
      <div
        ref={map}
        className={classes.map}
        role="grid"
        aria-label="Tax by state"
        aria-rowcount={ROWS.length}
        aria-colcount={11}
      >
        {ROWS.map((tiles, row) => (
          <div key={tiles[0]?.code} role="row" aria-rowindex={row + 1} className={classes.row}>
            {tiles.map((tile) => {
              const answer = answers.get(tile.code);
              const amount = amountOf(answer, shown);
              const marked = compared.includes(tile.code);
              return (
                <div
                  key={tile.code}
                  role="gridcell"
                  aria-colindex={tile.column}
                  aria-selected={tile.code === chosen}
                  aria-label={tileLabel(tile, answer, amount, marked)}
                  tabIndex={tile.code === chosen ? 0 : -1}
                  className={classes.tile}
                  data-state={tile.code}
                  data-step={amount === null ? undefined : stepOf(amount, scale)}
                  data-kind={answer?.kind ?? "loading"}
                  style={{ gridRow: tile.row, gridColumn: tile.column }}
                  title={tile.name}
                  onClick={() => go(tile)}
                  onKeyDown={(event) => pressed(event, tile)}
                >
                  <span className={classes.top}>
                    <b>{tile.code}</b>
                    {marked && <span className={classes.mark}>{compared.indexOf(tile.code) + 1}</span>}
                    {bearsLocal(answer) && <i className={classes.local} />}
                  </span>
                  <span className={classes.amount}>{tileText(answer, amount)}</span>
                  <span className={classes.short}>{shortText(answer, amount)}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function tileText(answer: StateAnswer | undefined, amount: string | null): string {
  if (amount !== null) return isZero(amount) ? "none" : wholeDollars(amount);
  if (answer?.kind === "refused") return refusalWord(answer.faults);
  return answer?.kind === "absent" ? "–" : "";
}

/** For a tile of a phone: `1.8k`. */
function shortText(answer: StateAnswer | undefined, amount: string | null): string {
  const cents = centsOf(amount);
  if (cents === null) return answer?.kind === "refused" ? "?" : "–";
  if (cents === 0n) return "0";
  if (cents < 100_000n) return String(cents / 100n);
  return `${Number((cents + 5_000n) / 10_000n) / 10}k`;
}

function tileLabel(
  tile: Tile,
  answer: StateAnswer | undefined,
  amount: string | null,
  marked: boolean,
): string {
  const parts = [tile.name];
  if (amount !== null) {
    parts.push(isZero(amount) ? "no tax" : `${shortMoney(amount)} dollars`);
    if (bearsLocal(answer)) parts.push("local tax on top");
  } else if (answer?.kind === "refused") {
    parts.push(`no amount: ${answer.faults[0]?.detail ?? "the law does not speak"}`);
  } else if (answer?.kind === "absent") {
    parts.push("not available in this build");
  }
  if (marked) parts.push("in the comparison");
  return parts.join(", ");
}

/** What the colors mean, in amounts. */
export function Legend({ scale, missing }: { scale: Scale; missing: boolean }) {
  const { breaks } = scale;
  const first = breaks[0];
  const steps: { step: Step; text: string }[] =
    first === undefined
      ? [{ step: stepAt(0, scale), text: "tax" }]
      : [
          { step: stepAt(0, scale), text: `<${whole(first)}` },
          ...breaks.map((dollar, at) => ({
            step: stepAt(at + 1, scale),
            text: `${whole(dollar)}${at === breaks.length - 1 ? "+" : ""}`,
          })),
        ];
  return (
    <ul className={classes.legend} aria-label="Color scale, dollars">
      <li>
        <i className={classes.swatch} data-step={0} />
        none
      </li>
      {steps.map(({ step, text }) => (
        <li key={text}>
          <i className={classes.swatch} data-step={step} />
          {text}
        </li>
      ))}
      <li>
        <i className={classes.local} />
        local on top
      </li>
      {missing && (
        <li>
          <i className={classes.swatch} data-kind="absent" />
          not in this build
        </li>
      )}
    </ul>
  );
}

const whole = (amount: number) => shortMoney(`${amount}.00`);
