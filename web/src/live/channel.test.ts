import { beforeEach, describe, expect, it } from "vitest";
import { type DealWatcher, LiveChannel, type WireEvents } from "./channel";
import type { Changed, Person } from "./shapes";

/** A socket of the test's own: what was said on it, and the events of the other end. */
interface FakeWire {
  ticket: string;
  events: WireEvents;
  said: unknown[];
  closed: boolean;
}

let wires: FakeWire[];
let timers: Map<number, { at: number; run: () => void }>;
let now: number;
let next: number;
/** What the next tickets are; an Error is a server that cannot be reached. */
let tickets: (string | null | Error)[];

function channel(): LiveChannel {
  return new LiveChannel({
    ticket: async () => {
      const ticket = tickets.length > 0 ? tickets.shift() : `t${wires.length + 1}`;
      if (ticket instanceof Error) throw ticket;
      return ticket ?? null;
    },
    open: (ticket, events) => {
      const wire: FakeWire = { ticket, events, said: [], closed: false };
      wires.push(wire);
      return {
        send: (text) => wire.said.push(JSON.parse(text)),
        close: () => {
          wire.closed = true;
        },
      };
    },
    after: (ms, then) => {
      next += 1;
      timers.set(next, { at: now + ms, run: then });
      return next;
    },
    cancel: (timer) => timers.delete(timer),
    random: () => 0.5,
  });
}

/** Lets promises settle. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

async function pass(ms: number) {
  const until = now + ms;
  for (;;) {
    const due = [...timers].filter(([, timer]) => timer.at <= until).toSorted((a, b) => a[1].at - b[1].at)[0];
    if (!due) break;
    timers.delete(due[0]);
    now = due[1].at;
    due[1].run();
    await settle();
  }
  now = until;
}

const wire = (at = -1) => {
  const found = wires.at(at);
  if (!found) throw new Error("no socket was opened");
  return found;
};

function say(message: object) {
  wire().events.heard(JSON.stringify(message));
}

/** A watcher that writes down what it hears. */
function listener() {
  const heard: (string | number)[] = [];
  const watcher: DealWatcher = {
    changed: (change: Changed) => heard.push(`changed ${change.version}`),
    present: (people: readonly Person[]) => heard.push(`present ${people.map(({ name }) => name).join("+")}`),
    here: (version: number) => heard.push(`here ${version}`),
  };
  return { heard, watcher };
}

const dana: Person = { id: "u1", name: "Dana", structure: null, cell: null, since: "2026-11-22T10:00:00Z" };
const change = (version: number): Changed => ({
  deal: "d1",
  version,
  act: "structure_changed",
  by: { id: "u2", name: "Sam" },
});

beforeEach(() => {
  wires = [];
  timers = new Map();
  now = 0;
  next = 0;
  tickets = [];
});

describe("the live channel", () => {
  it("opens one socket for all that is watched, and none before", async () => {
    const live = channel();
    await settle();
    expect(wires).toHaveLength(0);
    const first = listener();
    live.watchDeal("d1", first.watcher);
    live.watchDeals(() => undefined);
    live.watchDeal("d2", listener().watcher);
    await settle();
    expect(wires).toHaveLength(1);
    expect(wire().ticket).toBe("t1");
    wire().events.opened();
    expect(wire().said).toEqual([
      { watch: { deal: "d1" } },
      { watch: { deal: "d2" } },
      { watch: { deals: true } },
    ]);
    say({ watching: { deal: "d1", version: 4 } });
    say({ present: { deal: "d1", people: [dana] } });
    say({ changed: change(5) });
    say({ changed: { ...change(9), deal: "another" } });
    say({ ping: {} });
    expect(first.heard).toEqual(["here 4", "present Dana", "changed 5"]);
  });

  it("tells the lists of every change, and when it is there again", async () => {
    const live = channel();
    let told = 0;
    live.watchDeals(() => {
      told += 1;
    });
    await settle();
    wire().events.opened();
    say({ watching: { deals: true } });
    say({ changed: change(5) });
    expect(told).toBe(2);
    wire().events.closed(1006);
    await pass(500);
    wire().events.opened();
    say({ watching: { deals: true } });
    expect(told).toBe(3);
  });

  it("comes again after a break with growing pauses, and says anew what is watched", async () => {
    const live = channel();
    const { heard, watcher } = listener();
    live.watchDeal("d1", watcher);
    await settle();
    // Half a second, one, two, five, ten, thirty, and no longer: random() is the middle.
    for (const pause of [500, 1000, 2000, 5000, 10_000, 30_000, 30_000]) {
      const before = wires.length;
      wire().events.closed(1006);
      await pass(pause - 1);
      expect(wires).toHaveLength(before);
      await pass(1);
      expect(wires).toHaveLength(before + 1);
    }
    wire().events.opened();
    expect(wire().said).toEqual([{ watch: { deal: "d1" } }]);
    say({ watching: { deal: "d1", version: 7 } });
    expect(heard.at(-1)).toBe("here 7");
    // Once it stood, the pauses begin anew.
    const before = wires.length;
    wire().events.closed(1012);
    await pass(500);
    expect(wires).toHaveLength(before + 1);
  });

  it("comes at once with a new ticket where only the token had ended", async () => {
    const live = channel();
    live.watchDeal("d1", listener().watcher);
    await settle();
    wire().events.opened();
    wire().events.closed(4001);
    await settle();
    expect(wires.map(({ ticket }) => ticket)).toEqual(["t1", "t2"]);
  });

  it("shows nobody while it is away", async () => {
    const live = channel();
    const { heard, watcher } = listener();
    live.watchDeal("d1", watcher);
    await settle();
    wire().events.opened();
    say({ present: { deal: "d1", people: [dana] } });
    wire().events.closed(1006);
    expect(heard).toEqual(["present Dana", "present "]);
  });

  it("gives up a socket that says nothing for longer than the server ever is silent", async () => {
    const live = channel();
    live.watchDeal("d1", listener().watcher);
    await settle();
    wire().events.opened();
    for (let beat = 0; beat < 6; beat += 1) {
      await pass(20_000);
      say({ ping: {} });
    }
    expect(wires).toHaveLength(1);
    await pass(50_000 + 500);
    expect(wire(0).closed).toBe(true);
    expect(wires).toHaveLength(2);
    // What the dead one still says is not heard.
    wire(0).events.opened();
    expect(wire(0).said).toEqual([{ watch: { deal: "d1" } }]);
  });

  it("says where a walk over cells ends, and again after a break", async () => {
    const live = channel();
    const deal = live.watchDeal("d1", listener().watcher);
    await settle();
    wire().events.opened();
    deal.at("s1", "price");
    deal.at("s1", null);
    deal.at("s1", "cash_down");
    await pass(80);
    const at = { at: { deal: "d1", structure: "s1", cell: "cash_down" } };
    expect(wire().said).toEqual([{ watch: { deal: "d1" } }, at]);
    deal.at("s1", "cash_down");
    await pass(80);
    expect(wire().said).toHaveLength(2);
    wire().events.closed(1006);
    await pass(500);
    wire().events.opened();
    say({ watching: { deal: "d1", version: 1 } });
    expect(wire().said).toEqual([{ watch: { deal: "d1" } }, at]);
  });

  it("leaves what nobody watches, and closes a moment after the last", async () => {
    const live = channel();
    const one = live.watchDeal("d1", listener().watcher);
    const two = live.watchDeal("d1", listener().watcher);
    const stopLists = live.watchDeals(() => undefined);
    await settle();
    wire().events.opened();
    one.stop();
    expect(wire().said).not.toContainEqual({ unwatch: { deal: "d1" } });
    two.stop();
    two.stop();
    expect(wire().said.filter((each) => "unwatch" in (each as object))).toEqual([
      { unwatch: { deal: "d1" } },
    ]);
    stopLists();
    await pass(1999);
    expect(wire().closed).toBe(false);
    // The next page in time keeps it.
    const later = live.watchDeal("d2", listener().watcher);
    await pass(5000);
    expect(wire().closed).toBe(false);
    later.stop();
    await pass(2000);
    expect(wire().closed).toBe(true);
  });

  it("waits without a ticket: for the server, or for somebody to sign in", async () => {
    const live = channel();
    tickets = [new Error("unreachable")];
    live.watchDeal("d1", listener().watcher);
    await settle();
    expect(wires).toHaveLength(0);
    await pass(500);
    expect(wires).toHaveLength(1);
    // Signed out: the socket goes, and without a ticket there is no next one until somebody signs in.
    live.close();
    expect(wire().closed).toBe(true);
    tickets = [null];
    live.tryNow();
    await pass(60_000);
    expect(wires).toHaveLength(1);
    live.tryNow();
    await settle();
    expect(wires).toHaveLength(2);
  });

  it("does not wait out a pause when the network is back", async () => {
    const live = channel();
    live.watchDeal("d1", listener().watcher);
    await settle();
    for (const pause of [500, 1000, 2000, 5000]) {
      wire().events.closed(1006);
      await pass(pause);
    }
    const before = wires.length;
    wire().events.closed(1006);
    live.tryNow();
    await settle();
    expect(wires).toHaveLength(before + 1);
    await pass(60_000 - 10_000);
    // One silence later, and not a second socket beside it from the pause that was waiting.
    expect(wires).toHaveLength(before + 1);
  });
});
