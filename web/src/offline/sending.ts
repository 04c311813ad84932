/**
 * Sends what was typed at a deal whose desk is not open: by the ETag it was typed on, beside what others did since, and
 * once. Where somebody changed the same line it waits for the desk, which asks.
 */
import { Problem, Unreachable } from "../api/problem";
import { copyStructure, etagOf, readStructure, saveStructure } from "../desk/api/deals";
import { same } from "../desk/model/merge";
import { beside } from "../desk/store/joining";
import type { Draft } from "../desk/store/state";

export type Sent = { kind: "sent" } | { kind: "later" } | { kind: "stuck"; why: string };

const SENT: Sent = { kind: "sent" };
/** Others who save at the same moment are met again; not for ever. */
const MEETINGS = 5;

/** `note` keeps the draft as it is now: what goes out is known before it goes, so that a lost answer is no second save. */
export async function sendDraft(
  dealId: string,
  draft: Draft,
  note: (draft: Draft) => Promise<void>,
): Promise<Sent> {
  let now = draft;
  try {
    for (let met = 0; met < MEETINGS; met += 1) {
      if (!now.sent.some((each) => same(each, now.inputs))) now = { ...now, sent: [...now.sent, now.inputs] };
      await note(now);
      const { id, name, inputs, stored } = now;
      try {
        await saveStructure(dealId, id, { name, inputs }, stored.etag);
        return SENT;
      } catch (error) {
        if (!(error instanceof Problem && error.status === 412)) throw error;
      }
      const theirs = (await readStructure(dealId, id)).value;
      const { name: joinedName, merged } = beside(now, theirs);
      if (merged.clashes.length > 0) {
        return { kind: "stuck", why: "Somebody else changed the same line since. Open the deal and choose." };
      }
      const joined = { name: joinedName, inputs: merged.value };
      if (joined.name === theirs.name && same(joined.inputs, theirs.inputs)) return SENT;
      const { revision } = theirs;
      const held = { name: theirs.name, inputs: theirs.inputs, etag: etagOf(revision), revision };
      now = { id, ...joined, stored: held, sent: [] };
    }
    return { kind: "later" };
  } catch (error) {
    if (error instanceof Unreachable) return { kind: "later" };
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401 || error.status === 429 || error.status >= 500) return { kind: "later" };
    if (error.status === 404) return asCopy(dealId, now);
    const [first] = error.faults;
    return { kind: "stuck", why: first?.detail ?? (error.detail || error.title) };
  }
}

/** The scenario was taken off the deal meanwhile: what was typed comes back as one of its own. */
async function asCopy(dealId: string, { id, name, inputs, stored }: Draft): Promise<Sent> {
  try {
    // The same key however often it is tried: a lost answer makes no second copy.
    await copyStructure(dealId, { name: `${name}, mine`, inputs }, `typed-at-${id}-on-${stored.revision}`);
    return SENT;
  } catch (error) {
    if (error instanceof Unreachable) return { kind: "later" };
    if (!(error instanceof Problem)) throw error;
    return { kind: "stuck", why: error.detail || error.title };
  }
}
