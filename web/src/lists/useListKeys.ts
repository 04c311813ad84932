/** Walking a list by J and K (or the arrows), opening by Enter, and the other single keys of a list. */
import { useEffect, useState } from "react";

export interface ListKeys {
  count: number;
  open: (index: number) => void;
  /** Other keys by what they type: `n`, `s`, `/`. */
  others?: Readonly<Record<string, (index: number) => void>>;
}

/** Single keys work only where nothing is being typed and no window is open. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return false;
  }
  const target = event.target;
  if (!(target instanceof HTMLElement)) {
    return true;
  }
  return (
    !target.isContentEditable &&
    target.closest("input, textarea, select, dialog, [role=menu], [role=listbox]") === null
  );
}

/** The row that the keys are at; -1 before the first key. */
export function useListKeys({ count, open, others }: ListKeys): [number, (index: number) => void] {
  const [at, setAt] = useState(-1);
  const row = Math.min(at, count - 1);

  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!isFree(event)) return;
      const onControl =
        event.target instanceof HTMLElement && event.target.closest("a, button, summary") !== null;
      if (event.key === "j" || (event.key === "ArrowDown" && !onControl)) {
        event.preventDefault();
        setAt(Math.min(row + 1, count - 1));
      } else if (event.key === "k" || (event.key === "ArrowUp" && !onControl)) {
        event.preventDefault();
        setAt(Math.max(row - 1, 0));
      } else if (event.key === "Enter" && !onControl && row >= 0) {
        event.preventDefault();
        open(row);
      } else if (event.key in (others ?? {})) {
        event.preventDefault();
        others?.[event.key]?.(row);
      }
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [count, row, open, others]);

  return [row, setAt];
}
