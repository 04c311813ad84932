/** Sets the offline store to work: its key at sign-in, answers into it and out of it, and the shell without a network. */
import { get, keepWith, session } from "../api/http";
import { answerOf, isKept, type KeptAnswer, responseOf } from "./answers";
import { isAway, isBack } from "./away";
import { opened, openWith, vault } from "./offline";
import type { ReleasedKey } from "./vault";

const nameOf = (address: string) => `answer to ${address}`;

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
    const answer = await vault.read<KeptAnswer>(nameOf(address)).catch(() => null);
    if (answer === null) return null;
    isAway(answer.at);
    return responseOf(answer);
  },
});

let who: string | null = null;

function seen(): void {
  const viewer = session.viewer;
  if (viewer === null) {
    if (who !== null) openWith(() => vault.wipe().then(() => null));
    who = null;
  } else if (viewer.id !== who) {
    who = viewer.id;
    openWith(async () => {
      await vault.admit(viewer, await get<ReleasedKey>("/me/offline-key"));
      return viewer;
    });
  }
}

session.watch(seen);
seen();

// Only where the page came over HTTPS or from this machine, as browsers demand; and not while developing.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
}
