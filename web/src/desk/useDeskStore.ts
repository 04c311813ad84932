/** Opens one deal: reads it, starts the engine beside it, and keeps both alive while the page is there. */
import { useEffect, useState } from "react";
import { session } from "../api/http";
import type { Engine } from "../engine";
import { startLaterEngine } from "../engine/later-engine";
import { loadEngineWithOwnRates } from "../engine/own-rates";
import { readDeal } from "./api/deals";
import { holdDesk } from "../offline/holding";
import { drafts, reasons } from "../offline/offline";
import { sendWaiting } from "../offline/post";
import { DeskStore } from "./store/desk-store";
import { browserClock } from "./store/saving";

export type Opening = { store: DeskStore } | { error: unknown } | null;

/** The engine of this thread, once it is there. */
let here: Engine | null = null;

const ports = {
  clock: browserClock,
  online: () => navigator.onLine,
  storage: window.localStorage,
  drafts,
};

export function useOpenedDeal(dealId: string, letter: string | null): Opening {
  const [opening, setOpening] = useState<Opening>(null);
  const [firstLetter] = useState(letter);

  useEffect(() => {
    const leaving = new AbortController();
    let store: DeskStore | null = null;
    const release = holdDesk(dealId);
    const me = session.viewer?.id;
    const unwatch = session.watch(() => {
      if (session.viewer?.id !== me) store?.abandon();
    });
    const later = startLaterEngine(() => here);
    const engine = loadEngineWithOwnRates(later).then((ready) => {
      here = ready;
      return ready;
    });
    engine.catch(() => {
      // Said on the page by the store, once the deal is there.
    });
    Promise.all([readDeal(dealId, leaving.signal), drafts.of(dealId), reasons.of(dealId)]).then(
      ([{ value, etag }, kept, said]) => {
        if (leaving.signal.aborted) return;
        const opened = new DeskStore(
          value,
          etag ?? `"${value.version}"`,
          firstLetter,
          { ...ports, later },
          kept,
        );
        store = opened;
        opened.recallReasons(said);
        keepReasons(opened, dealId);
        setOpening({ store: opened });
        engine.then(
          (ready) => opened.engineReady(ready),
          () => opened.engineFailed(),
        );
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) setOpening({ error });
      },
    );
    return () => {
      leaving.abort();
      store?.close();
      whenAtRest(store, () => {
        unwatch();
        release();
        // What cannot be saved from here is said where the person goes on.
        void sendWaiting();
      });
    };
  }, [dealId, firstLetter]);

  return opening;
}

/** Every word of it, so that neither a reload nor a look at another page costs it. */
function keepReasons(store: DeskStore, dealId: string): void {
  let { given } = store.state();
  store.watch(() => {
    const now = store.state().given;
    if (now === given) return;
    given = now;
    void reasons.keep(dealId, now);
  });
}

/** Once nothing is on its way any more; what is left saves for as long as it takes, unless the server refuses it. */
function whenAtRest(store: DeskStore | null, done: () => void): void {
  if (store === null || !store.going) {
    done();
    return;
  }
  const stop = store.watch(() => {
    if (store.going) return;
    stop();
    done();
  });
}
