/** Which scenarios stand side by side: those that the address names, or the open and the chosen one among the first. */
import type { Scenario } from "../store/state";

export const MOST = 4;

type Named = Pick<Scenario, "id" | "letter">;

/** In the order of the deal. Fewer than two letters that are known are no comparison. */
export function picked<Each extends Named>(
  scenarios: readonly Each[],
  named: readonly string[],
  wanted: { open: string | null; chosenId: string | null },
): Each[] {
  const known = scenarios.filter(({ letter }) => named.includes(letter));
  if (known.length >= 2) return known.slice(0, MOST);
  const isFirst = ({ id, letter }: Each) => letter === wanted.open || id === wanted.chosenId;
  const first = scenarios.filter(isFirst);
  const others = scenarios.filter((each) => !isFirst(each));
  const taken = new Set([...first, ...others].slice(0, MOST));
  return scenarios.filter((each) => taken.has(each));
}
