/** What was typed at deals that are not open and could not be sent: which, and why, for the person to decide. */
import { useSyncExternalStore } from "react";
import type { DealMark } from "./vault";

export interface Stuck {
  deal: DealMark;
  why: string;
}

let stuck: readonly Stuck[] = [];
const watchers = new Set<() => void>();

function set(next: readonly Stuck[]): void {
  stuck = next;
  for (const changed of watchers) changed();
}

export function isStuck(deal: DealMark, why: string): void {
  set([...stuck.filter((each) => each.deal.id !== deal.id), { deal, why }]);
}

export function isSettled(dealId: string): void {
  if (stuck.some(({ deal }) => deal.id === dealId)) set(stuck.filter(({ deal }) => deal.id !== dealId));
}

export function noneIsStuck(): void {
  if (stuck.length > 0) set([]);
}

export function useStuck(): readonly Stuck[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => stuck,
  );
}
