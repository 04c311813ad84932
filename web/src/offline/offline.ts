/** The offline store of this browser: whose it is, and what is typed at a deal and not with the server yet. */
import type { Viewer } from "../api/session";
import type { Draft, Reasons } from "../desk/store/state";
import { browserDrawer } from "./drawer";
import { isSettled } from "./stuck";
import { besideOtherTabs, together } from "./tabs";
import { type DealMark, Vault, type Waiting } from "./vault";

export const vault = new Vault(browserDrawer, Date.now);

/** Where a browser keeps nothing (a private window, say), everything else works as before. */
let ready: Promise<Viewer | null> = vault.resume().catch(() => null);

/** Done when the store is open, or it is known that it is not. */
export const opened = (): Promise<Viewer | null> => ready;

/** Done when what was typed so far is written. */
let writing: Promise<void> = Promise.resolve();

/** The store opens anew for somebody who just signed in, or is locked behind somebody who left; their last keys go first. */
export function openWith(work: () => Promise<Viewer | null>): void {
  const typed = writing;
  ready = ready
    .then(() => typed)
    .then(work)
    .catch(() => null);
}

/** Who was signed in here last, for a page that cannot ask the server. */
export const keptViewer = (): Promise<Viewer | null> => ready;

const nameOf = (dealId: string) => `drafts of ${dealId}`;

/** Drafts of everybody who left some at this machine; nothing where the browser keeps nothing. */
export async function waitingHere(): Promise<Waiting[]> {
  await ready;
  await writing;
  return vault.waiting().catch(() => []);
}

/** What this tab kept last of each deal, or took up. */
const own = new Map<string, readonly Draft[]>();
/** What is to be kept next: of many keys only the last one is written. */
const next = new Map<string, readonly Draft[]>();

const readDrafts = async (dealId: string) =>
  (await vault.read<Draft[]>(nameOf(dealId)).catch(() => null)) ?? [];

/** No other tab may keep between the look and the writing. */
async function alone(work: () => Promise<void>): Promise<void> {
  if ("locks" in navigator) await navigator.locks.request("autolytiq.drafts", work);
  else await work();
}

/** In the order of what was typed, and never before it is known whose store it is. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const before = writing;
  const done = ready.then(() => before).then(() => alone(work));
  // What the browser does not keep holds up nothing that comes after it.
  writing = done.catch(() => undefined);
  return writing;
}

async function write(deal: DealMark): Promise<void> {
  const mine = next.get(deal.id);
  if (mine === undefined) return;
  next.delete(deal.id);
  const kept = await readDrafts(deal.id);
  const all = besideOtherTabs(kept, mine, own.get(deal.id) ?? []);
  own.set(deal.id, mine);
  await vault.keep(nameOf(deal.id), all.length === 0 ? null : all, deal);
}

export const drafts = {
  /** Resolves when it is written, or cannot be. */
  keep(deal: DealMark, list: readonly Draft[]): Promise<void> {
    if (list.length === 0) isSettled(deal.id);
    next.set(deal.id, list);
    return inTurn(() => write(deal));
  },
  async of(dealId: string): Promise<readonly Draft[]> {
    await ready;
    const kept = await readDrafts(dealId);
    own.set(dealId, kept);
    return together(kept);
  },
  /** The deals at which this person typed what is not sent, and until when it is kept. */
  async unsent(viewerId: string): Promise<Waiting | null> {
    return (await waitingHere()).find(({ viewer }) => viewer.id === viewerId) ?? null;
  },
  async throwAway(deals: readonly DealMark[]): Promise<void> {
    await inTurn(async () => {
      for (const deal of deals) {
        isSettled(deal.id);
        own.delete(deal.id);
        await vault.keep(nameOf(deal.id), null, deal);
      }
    });
  },
};

const reasonsOf = (dealId: string) => `reasons of ${dealId}`;

/** Why a deal may go beyond limits, as far as it was said and not submitted yet. */
export const reasons = {
  keep(dealId: string, given: Reasons): Promise<void> {
    const none = Object.keys(given).length === 0;
    return ready.then(() => vault.keep(reasonsOf(dealId), none ? null : given));
  },
  async of(dealId: string): Promise<Reasons> {
    await ready;
    return (await vault.read<Reasons>(reasonsOf(dealId)).catch(() => null)) ?? {};
  },
};
