/** The engine in a thread of its own: it works out what may come a moment later, the newest question of each lane first. */
import { type Job, type Lane, type Question, work } from "./later";
import { loadWholeEngine, type WholeEngine } from "./whole";
import type { FromWorker, ToWorker } from "./worker-messages";

/** What this file asks of the thread that it runs in. */
interface Thread {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", heard: (event: MessageEvent<ToWorker>) => void): void;
}

const thread = globalThis as unknown as Thread;
const say = (message: FromWorker) => thread.postMessage(message);

const starting = loadWholeEngine();

const LANES: readonly Lane[] = ["open", "others"];
const waiting: Partial<Record<Lane, { revision: number; phases: (readonly Job[])[] }>> = {};
let working = false;

/** Lets messages in between two phases: a newer question then takes the place of the rest of this one. */
const breath = new MessageChannel();
breath.port1.start();
const next = () =>
  new Promise<unknown>((resume) => {
    breath.port1.addEventListener("message", resume, { once: true });
    breath.port2.postMessage(null);
  });

async function run(engine: WholeEngine): Promise<void> {
  if (working) return;
  working = true;
  for (let lane = wanted(); lane; lane = wanted()) {
    const question = waiting[lane];
    const phase = question?.phases.shift();
    if (!question || !phase) {
      delete waiting[lane];
      continue;
    }
    const answers = phase.flatMap((job) => work(engine, job));
    say({ kind: "answer", lane, revision: question.revision, answers });
    await next();
  }
  working = false;
}

function wanted(): Lane | undefined {
  return LANES.find((lane) => waiting[lane] !== undefined);
}

function take({ lane, revision, phases }: Question): void {
  waiting[lane] = { revision, phases: [...phases] };
}

thread.addEventListener("message", ({ data }) => {
  if (data.kind === "ask") take(data.question);
  starting
    .then(async (engine) => {
      if (data.kind === "rates" && !engine.takeOwnRates(data.book)) {
        throw new Error("The dealership's own rates cannot be read.");
      }
      if (data.kind === "market") say({ kind: "market", id: data.id, read: engine.takeMarket(data.market) });
      if (data.kind === "ask") await run(engine);
    })
    .catch((problem: unknown) => say({ kind: "failed", why: String(problem) }));
});
