/** The page's side of the engine's worker: one for the tab, and the same work on this thread where it cannot start. */
import { type LaterEngine, laterHere, type LaterWorks, type Lane, type Question } from "./later";
import type { MarketRead } from "./market";
import type { FromWorker, ToWorker } from "./worker-messages";

type Hear = Parameters<LaterEngine["ask"]>[1];

/** As much of a worker as is used. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  addEventListener(type: "message", heard: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: "error", heard: () => void): void;
}

export function laterEngine(worker: WorkerPort, here: LaterEngine): LaterEngine {
  /** The last question of each lane, in case that the worker fails. */
  const asked: Partial<Record<Lane, { question: Question; hear: Hear }>> = {};
  const reading = new Map<number, (read: MarketRead) => void>();
  let markets = 0;
  let failed = false;

  function fail(): void {
    if (failed) return;
    failed = true;
    for (const each of Object.values(asked)) here.ask(each.question, each.hear);
    for (const answer of reading.values()) answer({ faults: [] });
    reading.clear();
  }

  worker.addEventListener("error", fail);
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "failed") {
      fail();
    } else if (data.kind === "market") {
      reading.get(data.id)?.(data.read);
      reading.delete(data.id);
    } else {
      const last = asked[data.lane];
      // What is older than the last question is of no use to anybody.
      if (last?.question.revision === data.revision) last.hear(data.answers);
    }
  });

  return {
    ask(question, hear) {
      asked[question.lane] = { question, hear };
      if (failed) here.ask(question, hear);
      else worker.postMessage({ kind: "ask", question });
    },
    takeOwnRates(book) {
      if (!failed) worker.postMessage({ kind: "rates", book });
    },
    takeMarket(market) {
      if (failed) return here.takeMarket(market);
      markets += 1;
      const id = markets;
      return new Promise((resolve) => {
        reading.set(id, resolve);
        worker.postMessage({ kind: "market", id, market });
      });
    },
  };
}

let shared: LaterEngine | null = null;

/** The tab's own; `here` is the engine of this thread once it is there. */
export function startLaterEngine(here: () => LaterWorks | null): LaterEngine {
  if (shared) return shared;
  const onThisThread = laterHere(here, (then) => requestAnimationFrame(then));
  try {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" });
    shared = laterEngine(worker, onThisThread);
  } catch {
    shared = onThisThread;
  }
  return shared;
}
