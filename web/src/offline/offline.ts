/** The offline store of this browser: whose it is, and what is typed at a deal and not with the server yet. */
import type { Viewer } from "../api/session";
import type { Draft } from "../desk/store/state";
import { browserDrawer } from "./drawer";
import { isSettled } from "./stuck";
import { type DealMark, Vault, type Waiting } from "./vault";

export const vault = new Vault(browserDrawer, Date.now);

/** Where a browser keeps nothing (a private window, say), everything else works as before. */
let ready: Promise<Viewer | null> = vault.resume().catch(() => null);

/** Done when the store is open, or it is known that it is not. */
export const opened = (): Promise<Viewer | null> => ready;

/** The store opens anew for somebody who just signed in, or is locked behind somebody who left. */
export function openWith(work: () => Promise<Viewer | null>): void {
  ready = ready.then(work).catch(() => null);
}

/** Who was signed in here last, for a page that cannot ask the server. */
export const keptViewer = (): Promise<Viewer | null> => ready;

const nameOf = (dealId: string) => `drafts of ${dealId}`;

/** Drafts of everybody who left some at this machine; nothing where the browser keeps nothing. */
export async function waitingHere(): Promise<Waiting[]> {
  await ready;
  return vault.waiting().catch(() => []);
}

export const drafts = {
  /** Resolves when it is written, or cannot be. */
  keep({ id, number }: DealMark, list: readonly Draft[]): Promise<void> {
    if (list.length === 0) isSettled(id);
    // In the order of what was typed, and never before it is known whose store it is.
    return ready.then(() => vault.keep(nameOf(id), list.length === 0 ? null : list, { id, number }));
  },
  async of(dealId: string): Promise<readonly Draft[]> {
    await ready;
    return (await vault.read<Draft[]>(nameOf(dealId)).catch(() => null)) ?? [];
  },
  /** The deals at which this person typed what is not sent, and until when it is kept. */
  async unsent(viewerId: string): Promise<Waiting | null> {
    return (await waitingHere()).find(({ viewer }) => viewer.id === viewerId) ?? null;
  },
  async throwAway(deals: readonly DealMark[]): Promise<void> {
    await Promise.all(deals.map((deal) => drafts.keep(deal, [])));
  },
};
