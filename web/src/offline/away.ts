/** Whether the page shows what was kept because the server cannot be reached, and from when. */
import { useSyncExternalStore } from "react";

let since: number | null = null;
const watchers = new Set<() => void>();

function set(next: number | null): void {
  if (next === since) return;
  since = next;
  for (const changed of watchers) changed();
}

/** A kept answer was shown; the oldest one counts. */
export function isAway(at: number): void {
  set(since === null ? at : Math.min(since, at));
}

export function isBack(): void {
  set(null);
}

export function useAwaySince(): number | null {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => since,
  );
}
