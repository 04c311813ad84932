/** Opens one deal: reads it, starts the engine beside it, and keeps both alive while the page is there. */
import { useEffect, useState } from "react";
import { loadEngineWithOwnRates } from "../engine/own-rates";
import { readDeal } from "./api/deals";
import { DeskStore } from "./store/desk-store";
import { browserClock } from "./store/saving";

export type Opening = { store: DeskStore } | { error: unknown } | null;

const ports = {
  clock: browserClock,
  nextFrame: (then: () => void) => {
    const frame = requestAnimationFrame(then);
    return () => cancelAnimationFrame(frame);
  },
  online: () => navigator.onLine,
  storage: window.localStorage,
};

export function useOpenedDeal(dealId: string, letter: string | null): Opening {
  const [opening, setOpening] = useState<Opening>(null);
  const [firstLetter] = useState(letter);

  useEffect(() => {
    const leaving = new AbortController();
    let store: DeskStore | null = null;
    const engine = loadEngineWithOwnRates();
    engine.catch(() => {
      // Said on the page by the store, once the deal is there.
    });
    readDeal(dealId, leaving.signal).then(
      ({ value, etag }) => {
        if (leaving.signal.aborted) return;
        const opened = new DeskStore(value, etag ?? `"${value.version}"`, firstLetter, ports);
        store = opened;
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
    };
  }, [dealId, firstLetter]);

  return opening;
}
