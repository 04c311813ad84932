/** The offline store of this browser: whose it is, and what is typed at a deal and not with the server yet. */
import type { Viewer } from "../api/session";
import type { Draft } from "../desk/store/state";
import { browserDrawer } from "./drawer";
import { Vault } from "./vault";

export const vault = new Vault(browserDrawer, Date.now);

/** Where a browser keeps nothing (a private window, say), everything else works as before. */
let ready: Promise<Viewer | null> = vault.resume().catch(() => null);

/** Done when the store is open, or it is known that it is not. */
export const opened = (): Promise<Viewer | null> => ready;

/** The store opens anew, for somebody who just signed in. */
export function openWith(work: () => Promise<Viewer | null>): void {
  ready = ready.then(work).catch(() => null);
}

/** Who was signed in here last, for a page that cannot ask the server. */
export const keptViewer = (): Promise<Viewer | null> => ready;

export const drafts = {
  keep(dealId: string, list: readonly Draft[]): void {
    void vault.keep(`drafts of ${dealId}`, list.length === 0 ? null : list);
  },
  async of(dealId: string): Promise<readonly Draft[]> {
    await ready;
    return (await vault.read<Draft[]>(`drafts of ${dealId}`).catch(() => null)) ?? [];
  },
};
