/** Walking a list by keys: to the next row and the one before, and into the row that the keys are at. */
import { useState } from "react";
import { useCommands } from "../keys/offered";

/** The row that the keys are at; -1 before the first key. */
export function useListKeys({
  count,
  open,
}: {
  count: number;
  open: (index: number) => void;
}): [number, (index: number) => void] {
  const [at, setAt] = useState(-1);
  const row = Math.min(at, count - 1);
  useCommands({
    "list.down": { run: () => setAt(Math.min(row + 1, count - 1)) },
    "list.up": { run: () => setAt(Math.max(row - 1, 0)) },
    "list.open": row < 0 ? undefined : { run: () => open(row) },
  });
  return [row, setAt];
}
