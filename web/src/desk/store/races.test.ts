/** Orders in which answers, colleagues and keys may come, each as it once went wrong. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import * as api from "../api/deals";
import { cashDown } from "../model/cells";
import { DeskStore } from "./desk-store";
import { type Draft, openScenario } from "./state";
import { type Asked, engine, type Fate, ports, problem, record, WELL, World } from "./world-for-tests";

vi.mock("../api/deals", () => ({
  etagOf: (revision: number) => `"${revision}"`,
  readDeal: vi.fn<() => unknown>(),
  readStructure: vi.fn<() => unknown>(),
  saveStructure: vi.fn<() => unknown>(),
  copyStructure: vi.fn<() => unknown>(),
}));

const server = vi.mocked(api);

/** How the next requests of each kind fare; the ones after them are answered at once. */
let fates: Partial<Record<Asked, Partial<Fate>[]>>;
let world: World;
let store: DeskStore;
let kept: readonly Draft[];

/** Whether the channel tells of saves; a test that says itself what is heard turns it off. */
let told: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  fates = {};
  kept = [];
  told = false;
  world = new World(
    (asked) => ({ ...WELL, ...fates[asked]?.shift() }),
    (change) => void (told && setTimeout(() => store.heard(change), 20)),
  );
  server.readDeal.mockReset().mockImplementation(world.readDeal);
  server.readStructure.mockReset().mockImplementation(world.readStructure);
  server.saveStructure.mockReset().mockImplementation(world.saveStructure);
  server.copyStructure.mockReset().mockImplementation(world.copyStructure);
  store = opened();
});

afterEach(() => {
  vi.useRealTimers();
});

function opened(): DeskStore {
  const desk = new DeskStore(
    record(world.structures),
    '"5"',
    null,
    ports({ drafts: { keep: (_deal, drafts) => void (kept = drafts) } }),
  );
  desk.engineReady(engine);
  return desk;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const open = () => openScenario(store.state());
const type = (down: string) => store.change(cashDown.write(open().inputs, down), "cash_down");

/** A colleague changes something of a scenario; the answer is what the channel tells of it. */
function colleague(change: Partial<Deal>, id = "s1") {
  const { name, inputs } = world.held(id);
  const { revision } = world.store(id, name, { ...inputs, ...change });
  return { version: world.version, structure_id: id, revision };
}

/** All is with the server, and the page says so. */
function expectRest() {
  for (const each of store.state().scenarios) {
    expect(each.inputs).toEqual(world.held(each.id).inputs);
    expect(each.name).toBe(world.held(each.id).name);
    expect(each.save.kind).toBe("saved");
  }
  expect(store.unsaved).toBe(false);
  expect(kept).toEqual([]);
}

describe("somebody else's save", () => {
  it("shows although something was typed and taken back while it was being read", async () => {
    store.heard(colleague({ selling_price: "40500.00" }));
    type("4000.00");
    await pass(100);
    store.cancel("cash_down");
    await pass(60_000);
    expect(open().inputs).toMatchObject({ cash_down: "3000.00", selling_price: "40500.00" });
    expectRest();
  });

  it("shows although the first try to read it failed", async () => {
    const change = colleague({ selling_price: "40500.00" });
    fates = { deal: [{ end: "failed" }], structure: [{ end: "failed" }] };
    store.heard(change);
    await pass(60_000);
    expect(open().inputs.selling_price).toBe("40500.00");
    expectRest();
  });

  it("shows where reading it failed after what was typed here was taken back", async () => {
    type("4000.00");
    fates = { deal: [{ back: 300, end: "failed" }], structure: [{ back: 300, end: "failed" }] };
    store.heard(colleague({ selling_price: "40500.00" }));
    await pass(100);
    store.cancel("cash_down");
    await pass(60_000);
    expect(open().inputs.selling_price).toBe("40500.00");
    expectRest();
  });

  it("is not taken back by an answer about an older one that comes late", async () => {
    type("4000.00");
    fates = { deal: [{ back: 300 }], structure: [{ back: 300 }] };
    store.heard(colleague({ selling_price: "40500.00" }));
    await pass(30);
    store.heard(colleague({ selling_price: "40700.00" }));
    await pass(60);
    expect(open().inputs.selling_price).toBe("40700.00");
    await pass(250);
    expect(open().inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40700.00" });
    await pass(60_000);
    expectRest();
  });

  it("shows where it was heard of while a save was under way that changed nothing", async () => {
    // What is sent is what the server holds: typed and taken back around an answer that was lost.
    fates = { save: [{ end: "lost there" }, { back: 500 }], deal: [{}, { end: "failed" }] };
    type("4000.00");
    await pass(450);
    store.undo();
    await pass(450);
    store.heard(colleague({ selling_price: "40500.00" }));
    await pass(60_000);
    expect(open().inputs).toMatchObject({ cash_down: "3000.00", selling_price: "40500.00" });
    expectRest();
  });

  it("takes no step of redo away when it is told of twice", async () => {
    const change = colleague({ selling_price: "40500.00" });
    type("4000.00");
    fates = { deal: [{ back: 20 }, { back: 200 }], structure: [{ back: 20 }, { back: 200 }] };
    store.heard(change);
    store.heard(change);
    await pass(50);
    store.undo();
    await pass(300);
    expect(open().future).toHaveLength(1);
  });
});

describe("a save whose answer was lost", () => {
  it("leaves what was undone since undone, though a colleague saved on top of it", async () => {
    fates = { save: [{ end: "lost back" }] };
    type("4000.00");
    await pass(450);
    expect(world.held("s1").inputs.cash_down).toBe("4000.00");
    colleague({ selling_price: "40500.00" });
    store.undo();
    await pass(60_000);
    expect(store.state().conflict).toBeNull();
    expect(open().inputs).toMatchObject({ cash_down: "3000.00", selling_price: "40500.00" });
    expectRest();
  });

  it("asks nobody about one's own line, though a colleague saved on top of it", async () => {
    fates = { save: [{ end: "lost back" }] };
    type("4000.00");
    await pass(450);
    colleague({ selling_price: "40500.00" });
    type("4500.00");
    await pass(60_000);
    expect(store.state().conflict).toBeNull();
    expect(open().inputs).toMatchObject({ cash_down: "4500.00", selling_price: "40500.00" });
    expectRest();
  });

  it("does not bring back a name that was given and taken back", async () => {
    fates = { save: [{ end: "lost back" }] };
    store.rename("s1", "More down");
    await pass(450);
    expect(world.held("s1").name).toBe("More down");
    store.rename("s1", "As asked");
    await pass(60_000);
    expect(open().name).toBe("As asked");
    expectRest();
  });
});

describe("a save that meets somebody else's", () => {
  it("goes again at once where somebody waits for it", async () => {
    colleague({ selling_price: "40500.00" });
    type("4000.00");
    const flushed = store.flush();
    await pass(300);
    expect(await flushed).toBe(true);
    expect(world.held("s1").inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
  });

  it("is not tried again without a pause where the server refuses the very revision that it holds", async () => {
    server.saveStructure.mockImplementation(async () => {
      throw problem(412);
    });
    type("4000.00");
    await pass(10_000);
    expect(open().save.kind).toBe("retrying");
    // At 0.4 s, and then 1, 2 and 5 seconds after the one before.
    expect(server.saveStructure).toHaveBeenCalledTimes(4);
  });

  it("keeps both questions where it happens to two scenarios", async () => {
    colleague({ cash_down: "5000.00" });
    colleague({ cash_down: "6000.00" }, "s2");
    type("4000.00");
    store.open("s2");
    type("4500.00");
    store.leave("cash_down");
    await pass(2000);
    expect(store.state().conflict?.scenarioId).toBe("s1");
    await store.settleConflict("mine");
    expect(store.state().conflict?.scenarioId).toBe("s2");
    await store.settleConflict("theirs");
    await pass(60_000);
    expect(store.state().conflict).toBeNull();
    expect(world.held("s1").inputs.cash_down).toBe("4000.00");
    expect(world.held("s2").inputs.cash_down).toBe("6000.00");
    expectRest();
  });

  it("keeps what is typed on another line while the question is open", async () => {
    colleague({ cash_down: "5000.00" });
    type("4000.00");
    await pass(2000);
    expect(store.state().conflict).not.toBeNull();
    store.change({ ...open().inputs, selling_price: "40500.00" }, "selling_price");
    await store.settleConflict("theirs");
    await pass(60_000);
    expect(open().inputs).toMatchObject({ cash_down: "5000.00", selling_price: "40500.00" });
    expectRest();
  });

  it("asks nothing any more where the scenario was taken off the deal", async () => {
    colleague({ cash_down: "5000.00" });
    type("4000.00");
    await pass(2000);
    world.structures = world.structures.filter(({ id }) => id !== "s1");
    world.version += 1;
    store.heard({ version: world.version });
    await pass(2000);
    expect(store.state().conflict).toBeNull();
    expect(kept.map(({ id, inputs }) => [id, inputs.cash_down])).toEqual([["s1", "4000.00"]]);
  });
});

describe("what is sent in whose name", () => {
  it("ends with the person: a save that turns out too late asks for nothing and copies nothing", async () => {
    colleague({ cash_down: "5000.00" });
    type("4000.00");
    await pass(410);
    store.abandon();
    await pass(60_000);
    expect(server.readStructure).not.toHaveBeenCalled();
    expect(server.copyStructure).not.toHaveBeenCalled();
  });

  it("ends with the person also where the other's save is just being read", async () => {
    colleague({ cash_down: "5000.00" });
    type("4000.00");
    await pass(450);
    expect(server.readStructure).toHaveBeenCalledTimes(1);
    store.abandon();
    await pass(60_000);
    expect(server.copyStructure).not.toHaveBeenCalled();
  });
});

describe("a copy", () => {
  it("keeps what is typed into it before an answer from before it comes", async () => {
    fates = { deal: [{ back: 100 }, { back: 2000 }] };
    void store.refresh();
    const copied = store.copy("Less down");
    await pass(50);
    type("4500.00");
    await pass(10_000);
    await copied;
    expect(open().id).toBe("s3");
    expect(world.held("s3").inputs.cash_down).toBe("4500.00");
    expectRest();
  });

  it("is there once, though the channel tells of it before its answer comes", async () => {
    told = true;
    fates = { copy: [{ back: 500 }], deal: [{}, { back: 3000 }] };
    const copied = store.copy("Less down");
    await pass(600);
    expect(store.state().scenarios.map(({ id }) => id)).toEqual(["s1", "s2", "s3"]);
    expect(open().id).toBe("s3");
    await pass(10_000);
    await copied;
  });
});

describe("how it stands", () => {
  it("is “saved” where a name was given and taken back before it was sent", async () => {
    store.rename("s1", "More down");
    store.rename("s1", "As asked");
    await pass(60_000);
    expect(server.saveStructure).not.toHaveBeenCalled();
    expectRest();
  });

  it("is at rest for a page that is left with what the server refuses", async () => {
    server.saveStructure.mockImplementation(async () => {
      throw problem(409, "The deal is submitted.");
    });
    type("4000.00");
    store.close();
    expect(store.going).toBe(true);
    await pass(1000);
    expect(store.going).toBe(false);
    expect(kept.map(({ inputs }) => inputs.cash_down)).toEqual(["4000.00"]);
  });

  it("is not at rest before both are kept for a page that is left", async () => {
    fates = { copy: [{ back: 500 }] };
    colleague({ cash_down: "5000.00" });
    type("4000.00");
    store.close();
    await pass(300);
    expect(server.copyStructure).toHaveBeenCalledTimes(1);
    expect(store.going).toBe(true);
    let rested = false;
    store.watch(() => void (rested ||= !store.going));
    await pass(1000);
    expect(rested).toBe(true);
    expect(world.structures.map(({ inputs }) => inputs.cash_down)).toEqual(["5000.00", "3000.00", "4000.00"]);
    expectRest();
  });

  it("is told anew where the scenario was taken off the deal and nobody said so", async () => {
    world.structures = world.structures.filter(({ id }) => id !== "s1");
    world.version += 1;
    type("4000.00");
    await pass(5000);
    expect(store.state().scenarios.map(({ id }) => id)).toEqual(["s2"]);
    expect(kept.map(({ id, inputs }) => [id, inputs.cash_down])).toEqual([["s1", "4000.00"]]);
  });

  it("says nothing of other figures for what was typed before the engine was there", async () => {
    store = new DeskStore(record(world.structures), '"5"', null, ports());
    type("4000.00");
    await pass(1000);
    store.engineReady(engine);
    expect(world.held("s1").inputs).toEqual({ ...ortega, cash_down: "4000.00" });
    expect(store.state().mismatches).toEqual([]);
  });
});
