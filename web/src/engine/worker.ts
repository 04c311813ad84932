/** The engine in a thread of its own: it works out what may come a moment later, the newest question of each lane first. */
import { type Door, engineOf } from "./index";
import { type Job, type Lane, type LaterWorks, type Question, work } from "./later";
import { startPackage } from "./start";
import type { FromWorker, ToWorker } from "./worker-messages";

/** What this file asks of the thread that it runs in. */
interface Thread {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", heard: (event: MessageEvent<ToWorker>) => void): void;
}

const thread = globalThis as unknown as Thread;
const say = (message: FromWorker) => thread.postMessage(message);

interface Started {
  works: LaterWorks;
  takeOwnRates(book: string): boolean;
}

const starting: Promise<Started> = start();

async function start(): Promise<Started> {
  const program = new URL("./pkg/wasm_bg.wasm", import.meta.url);
  const door: Door = await startPackage(import("./pkg/wasm.js"), program);
  const engine = engineOf(door);
  return { works: engine, takeOwnRates: (book) => engine.takeOwnRates(book) };
}

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

async function run(works: LaterWorks): Promise<void> {
  if (working) return;
  working = true;
  for (let lane = wanted(); lane; lane = wanted()) {
    const question = waiting[lane];
    const phase = question?.phases.shift();
    if (!question || !phase) {
      delete waiting[lane];
      continue;
    }
    const answers = phase.flatMap((job) => work(works, job));
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
    .then(async (started) => {
      if (data.kind === "rates" && !started.takeOwnRates(data.book)) {
        throw new Error("The dealership's own rates cannot be read.");
      }
      if (data.kind === "ask") await run(started.works);
    })
    .catch((problem: unknown) => say({ kind: "failed", why: String(problem) }));
});
