/** The Desk's own keypad: the device's has no `k`, no `+` and no `=`. The field keeps the focus while it is pressed. */
import type { PointerEvent, ReactNode } from "react";
import { Icon } from "../../icons/Icon";
import { rubOut, typeInto } from "./typing";
import classes from "./Keypad.module.css";

const KEYS = [
  ["1", "2", "3", "+"],
  ["4", "5", "6", "-"],
  ["7", "8", "9", "k"],
  ["00", "0", ".", "="],
] as const;

const SPOKEN: Record<string, string> = {
  "+": "plus",
  "-": "minus",
  k: "thousand",
  "=": "formula",
  ".": "point",
};

interface KeypadProps {
  /** Where it types; read at each key, since the focus moves between fields. */
  into: () => HTMLInputElement | null;
  /** Stands between the keys that move and those that end. */
  children?: ReactNode;
  move?: (by: 1 | -1) => void;
  done?: () => void;
}

export function Keypad({ into, children, move, done }: KeypadProps) {
  const press = (run: (input: HTMLInputElement) => void) => () => {
    const input = into();
    if (input) run(input);
  };
  return (
    // What is pressed must not take the focus from the field.
    <div
      role="group"
      aria-label="Keypad"
      className={classes.pad}
      onPointerDown={(event: PointerEvent) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div className={classes.bar}>
        {move && (
          <>
            <button type="button" aria-label="Line before" onClick={() => move(-1)}>
              <Icon name="up" />
            </button>
            <button type="button" aria-label="Next line" onClick={() => move(1)}>
              <Icon name="down" />
            </button>
          </>
        )}
        <span className={classes.said}>{children}</span>
        <button type="button" aria-label="Rub out" onClick={press(rubOut)}>
          <Icon name="rub" />
        </button>
        {done && (
          <button type="button" className={classes.done} onClick={done}>
            Done
          </button>
        )}
      </div>
      <div className={classes.keys}>
        {KEYS.flat().map((key) => (
          <button
            key={key}
            type="button"
            aria-label={SPOKEN[key]}
            data-quiet={/^\d$|^\.$/.test(key) ? undefined : true}
            onClick={press((input) => typeInto(input, key))}
          >
            {key === "-" ? "\u2212" : key}
          </button>
        ))}
      </div>
    </div>
  );
}
