/** Goes through what waits in this browser and sends it, when somebody signs in and when the network is back. */
import { session } from "../api/http";
import { queries } from "../app/queries";
import { say } from "../ui/notices";
import { whileNoDesk } from "./holding";
import { drafts } from "./offline";
import { isStuck } from "./stuck";
import type { DealMark } from "./vault";

let going: Promise<void> | null = null;

/** Resolves when everything that can go now is sent. */
export function sendWaiting(): Promise<void> {
  going ??= sendAll().finally(() => {
    going = null;
  });
  return going;
}

async function sendAll(): Promise<void> {
  const { viewer } = session;
  if (viewer === null || !navigator.onLine) return;
  const waiting = await drafts.unsent(viewer.id);
  const sent: string[] = [];
  for (const deal of waiting?.deals ?? []) {
    if (session.viewer?.id !== viewer.id) return;
    await whileNoDesk(deal.id, async () => {
      if (await sendDeal(deal)) sent.push(deal.number);
    });
  }
  if (sent.length === 0) return;
  say(`What you typed at ${sent.join(", ")} is with the server now.`);
  void queries.invalidateQueries({ queryKey: ["deals"] });
}

/** Each scenario by itself; what is sent is kept no longer. */
async function sendDeal(deal: DealMark): Promise<boolean> {
  const { sendDraft } = await import("./sending");
  let left = await drafts.of(deal.id);
  if (left.length === 0) return false;
  let why: string | null = null;
  for (const draft of left) {
    const put = (next: typeof draft | null) => {
      left = left.flatMap((each) => (each.id !== draft.id ? [each] : next === null ? [] : [next]));
      return drafts.keep(deal, left);
    };
    const outcome = await sendDraft(deal.id, draft, put);
    if (outcome.kind === "sent") await put(null);
    else if (outcome.kind === "stuck") why = outcome.why;
  }
  if (why !== null) isStuck(deal, why);
  return left.length === 0;
}
