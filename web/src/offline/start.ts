/** Sets the offline store to work: its key at sign-in, answers into it and out of it, and the shell without a network. */
import { get, isProblem, keepWith, session } from "../api/http";
import { answerOf, isKept, type KeptAnswer, responseOf } from "./answers";
import { isAway, isBack } from "./away";
import { free } from "./idle";
import { opened, openWith, vault } from "./offline";
import { sendWaiting } from "./post";
import { noneIsStuck } from "./stuck";
import type { ReleasedKey } from "./vault";

const nameOf = (address: string) => `answer to ${address}`;
const DAY_MS = 24 * 3600_000;
/** So often it is looked whether deals changed that are kept. */
const ROUND_MS = 10 * 60_000;
/** The page that was asked for comes first. */
const BREATH_MS = 3_000;

const kept = (address: string) => vault.read<KeptAnswer>(nameOf(address)).catch(() => null);

keepWith({
  keeps: isKept,
  keep: (address, response) => {
    isBack();
    void answerOf(response, Date.now())
      .then(async (answer) => {
        await opened();
        await vault.keep(nameOf(address), answer);
      })
      // An answer that the page itself gave up is not kept.
      .catch(() => undefined);
  },
  give: async (address) => {
    await opened();
    const answer = await kept(address);
    if (answer === null) return null;
    isAway(answer.at);
    return responseOf(answer);
  },
});

/** Whose key was asked for, and when: a page that stays open for days asks every day. */
let admitted: { who: string; at: number } | null = null;

const released = (of?: string) => get<ReleasedKey>("/me/offline-key", { query: { of } });

/** The key of an earlier day; null where the server says no. */
async function earlier(day: string): Promise<ReleasedKey | null> {
  try {
    return await released(day);
  } catch (error) {
    if (isProblem(error, 422) || isProblem(error, 404)) return null;
    throw error;
  }
}

function seen(): void {
  const { viewer } = session;
  if (viewer === null) {
    admitted = null;
    noneIsStuck();
    openWith(() => vault.lock().then(() => null));
    return;
  }
  const mine = admitted;
  if (mine?.who === viewer.id && Date.now() - mine.at < DAY_MS) return;
  const asked = { who: viewer.id, at: Date.now() };
  admitted = asked;
  noneIsStuck();
  openWith(async () => {
    try {
      await vault.admit(viewer, await released(), earlier);
    } catch {
      // Asked again when the network is back; what was opened before goes on.
      if (admitted === asked) admitted = null;
    }
    return viewer;
  });
  void opened().then(goOn);
}

/** What waits goes first; then, in the quiet, what a time without a network will need comes. */
async function goOn(): Promise<void> {
  await sendWaiting();
  setTimeout(() => void stockUp(), BREATH_MS);
}

let stocking: Promise<void> | null = null;

function stockUp(): Promise<void> {
  stocking ??= round().finally(() => {
    stocking = null;
  });
  return stocking;
}

async function round(): Promise<void> {
  const { viewer } = session;
  if (viewer === null || !vault.isOpen || !(await free())) return;
  const { layIn } = await import("./stock");
  const stillHere = async () => (await free()) && session.viewer?.id === viewer.id;
  await layIn({ viewer, now: Date.now, free: stillHere, kept });
}

session.watch(seen);
window.addEventListener("online", () => {
  if (session.viewer === null) return;
  seen();
  void opened().then(goOn);
});
setInterval(() => void stockUp(), ROUND_MS);

// Only where the page came over HTTPS or from this machine, as browsers demand; and not while developing.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
}
