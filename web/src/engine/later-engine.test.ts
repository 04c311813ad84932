import { describe, expect, it } from "vitest";
import { ortega } from "./example";
import { type Answered, laterHere, type Question } from "./later";
import { laterEngine, type WorkerPort } from "./later-engine";
import { engineForTests } from "./testing";
import type { FromWorker, ToWorker } from "./worker-messages";

const engine = engineForTests();

/** The other end of the wire: what was sent, and a way to answer. */
function wire() {
  const sent: ToWorker[] = [];
  let hear: (event: MessageEvent<FromWorker>) => void = () => undefined;
  let breaks: () => void = () => undefined;
  const port: WorkerPort = {
    postMessage: (message) => sent.push(message),
    addEventListener: (type: "message" | "error", heard: never) => {
      if (type === "message") hear = heard;
      else breaks = heard;
    },
  };
  return {
    port,
    sent,
    say: (data: FromWorker) => hear({ data } as MessageEvent<FromWorker>),
    breaks: () => breaks(),
  };
}

const effects = (revision: number): Question => ({
  lane: "open",
  revision,
  phases: [[{ of: "effects", deal: ortega }]],
});
const answered: Answered[] = [{ of: "effects", answer: { ok: { lines: [] } } }];
const here = laterHere(
  () => engine,
  (then) => then(),
);

describe("the engine's worker, from the page", () => {
  it("is heard only with the answer to the newest question of a lane", () => {
    const { port, say } = wire();
    const later = laterEngine(port, here);
    const heard: string[] = [];
    later.ask(effects(1), () => heard.push("first"));
    later.ask(effects(2), () => heard.push("second"));
    later.ask({ ...effects(3), lane: "others" }, () => heard.push("others"));
    say({ kind: "answer", lane: "open", revision: 1, answers: answered });
    say({ kind: "answer", lane: "others", revision: 3, answers: answered });
    say({ kind: "answer", lane: "open", revision: 2, answers: answered });
    expect(heard).toEqual(["others", "second"]);
  });

  it("is replaced by this thread where it fails, for what was asked and what will be", () => {
    const { port, sent, breaks } = wire();
    const later = laterEngine(port, here);
    const heard: Answered[][] = [];
    later.ask(effects(1), (answers) => heard.push([...answers]));
    breaks();
    later.ask(effects(2), (answers) => heard.push([...answers]));
    expect(sent).toHaveLength(1);
    expect(heard).toHaveLength(2);
    // 3,000 down lowers the payment of 72 months at 6.49 % by 50.42, as the engine's own tests have it.
    const [first] = heard[1] ?? [];
    if (first?.of !== "effects") throw new Error("effects were asked for");
    expect(first.answer.ok?.lines.find((line) => line.code === "cash_down")?.per_month).toBe("-50.42");
  });

  it("reads a market, one answer for each", async () => {
    const { port, sent, say } = wire();
    const later = laterEngine(port, here);
    const first = later.takeMarket("one");
    const second = later.takeMarket("two");
    const ids = sent.map((message) => (message.kind === "market" ? message.id : 0));
    say({ kind: "market", id: ids[1] ?? 0, read: { ok: { lenders: 2, programmes: 2 } } });
    say({ kind: "market", id: ids[0] ?? 0, read: { ok: { lenders: 1, programmes: 1 } } });
    expect((await first).ok?.lenders).toBe(1);
    expect((await second).ok?.lenders).toBe(2);
  });
});
