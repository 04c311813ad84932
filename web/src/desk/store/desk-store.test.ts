import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Unreachable } from "../../api/problem";
import { ortega } from "../../engine/example";
import { laterHere } from "../../engine/later";
import type { DealRecord, Structure } from "../api/deals";
import * as api from "../api/deals";
import { cashDown, sellingPrice } from "../model/cells";
import { paymentOf } from "../model/paid";
import { DeskStore } from "./desk-store";
import { type Draft, openScenario } from "./state";
import { engine, ports, problem, record, structure } from "./world-for-tests";

// The server's side of the wire; the engine is the real one.
vi.mock("../api/deals", () => ({
  etagOf: (revision: number) => `"${revision}"`,
  readDeal: vi.fn<() => unknown>(),
  readStructure: vi.fn<() => unknown>(),
  saveStructure: vi.fn<() => unknown>(),
  copyStructure: vi.fn<() => unknown>(),
  chooseStructure: vi.fn<() => unknown>(),
  removeStructure: vi.fn<() => unknown>(),
}));

const server = vi.mocked(api);

const stale = problem(412);

/** What the server holds; a save with an old ETag is refused as the real one does. */
let held: Structure;
let frames: (() => void)[];

function paint() {
  for (const frame of frames.splice(0)) frame();
}

function opened(): DeskStore {
  const store = new DeskStore(record([held]), '"5"', null, {
    ...ports(),
    later: laterHere(
      () => engine,
      (then) => frames.push(then),
    ),
  });
  store.engineReady(engine);
  return store;
}

const open = (store: DeskStore) => openScenario(store.state());
const payment = (store: DeskStore) => paymentOf(open(store).figures);

function type(store: DeskStore, down: string) {
  store.change(cashDown.write(open(store).inputs, down), "cash_down");
}

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  held = structure(ortega);
  server.readDeal.mockReset();
  server.readDeal.mockImplementation(async () => ({ value: record([held], 5 + held.revision), etag: null }));
  server.readStructure.mockReset();
  server.readStructure.mockImplementation(async () => ({ value: held, etag: `"${held.revision}"` }));
  server.saveStructure.mockReset();
  server.saveStructure.mockImplementation(async (_deal, _id, { name, inputs }, ifMatch) => {
    if (ifMatch !== `"${held.revision}"`) throw stale;
    held = structure(inputs, held.revision + 1, { name });
    return { value: held, etag: `"${held.revision}"` };
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("typing", () => {
  it("is answered at once, and by grid and effects in the next frame", () => {
    const store = opened();
    paint();
    expect(payment(store)).toBe("689.31");
    type(store, "4000.00");
    expect(payment(store)).toBe("672.51");
    const before = store.state().later;
    expect(before?.edit).toBe(0);
    paint();
    const later = store.state().later;
    expect(later?.edit).toBe(1);
    expect(later?.grid?.rows.map((row) => row.down)).toContain("4000.00");
    expect(later?.effects?.lines.find((line) => line.code === "cash_down")?.per_month).toBe("-67.22");
  });

  it("keeps the last good figures where the engine finds a fault", () => {
    const store = opened();
    store.change({ ...open(store).inputs, finance: { term_months: 0, sell_rate: "0.0649" } }, "term");
    expect(open(store).faults.map((fault) => fault.pointer)).toContain("/finance/term_months");
    expect(payment(store)).toBe("689.31");
  });

  it("is undone in one step for one cell and redone", () => {
    const store = opened();
    type(store, "4.00");
    type(store, "40.00");
    type(store, "4000.00");
    store.settle();
    store.change(sellingPrice.write(open(store).inputs, "40000.00"), "selling_price");
    store.undo();
    expect(open(store).inputs.selling_price).toBe("41000.00");
    store.undo();
    expect(payment(store)).toBe("689.31");
    store.redo();
    expect(payment(store)).toBe("672.51");
  });

  it("can be taken back as if it had not been", () => {
    const store = opened();
    type(store, "4.00");
    store.cancel("cash_down");
    expect(payment(store)).toBe("689.31");
    expect(open(store).past).toEqual([]);
  });

  it("is refused on a deal that may not be edited", () => {
    const frozen = structure(ortega, 1, { frozen: true });
    held = frozen;
    const store = opened();
    type(store, "4000.00");
    expect(payment(store)).toBe("689.31");
  });
});

describe("saving", () => {
  it("waits until it is quiet and sends the last value once, with the ETag", async () => {
    const store = opened();
    type(store, "4.00");
    await vi.advanceTimersByTimeAsync(399);
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(399);
    expect(server.saveStructure).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(server.saveStructure).toHaveBeenCalledTimes(1);
    expect(server.saveStructure.mock.calls[0]?.[3]).toBe('"1"');
    expect(held.inputs.cash_down).toBe("4000.00");
    expect(open(store).save.kind).toBe("saved");
    expect(store.unsaved).toBe(false);
  });

  it("loses nothing that is typed while what somebody else saved is being read", async () => {
    let answer = () => {};
    server.readStructure.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ value: held, etag: `"${held.revision}"` });
        }),
    );
    const store = opened();
    held = structure({ ...ortega, selling_price: "40500.00" }, 2);
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    type(store, "4500.00");
    answer();
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.state().conflict).toBeNull();
    expect(held.inputs).toMatchObject({ cash_down: "4500.00", selling_price: "40500.00" });
    expect(open(store).inputs.cash_down).toBe("4500.00");
    expect(open(store).save.kind).toBe("saved");
  });

  it("is said to be under way from when it takes long until everything is there, however one types on", async () => {
    const answers: (() => void)[] = [];
    server.saveStructure.mockImplementation(
      (_deal, _id, { name, inputs }) =>
        new Promise((resolve) => {
          answers.push(() => {
            held = structure(inputs, held.revision + 1, { name });
            resolve({ value: held, etag: `"${held.revision}"` });
          });
        }),
    );
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    expect(open(store).save.kind).toBe("unsaved");
    await vi.advanceTimersByTimeAsync(1000);
    expect(open(store).save.kind).toBe("saving");
    type(store, "4500.00");
    expect(open(store).save.kind).toBe("saving");
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    // The server has the 4,000; the 4,500 is on nobody's paper but this one.
    expect(open(store).save.kind).toBe("saving");
    await vi.advanceTimersByTimeAsync(400);
    expect(open(store).save.kind).toBe("saving");
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(held.inputs.cash_down).toBe("4500.00");
    expect(open(store).save.kind).toBe("saved");
    // And the next one is calm again.
    type(store, "4600.00");
    expect(open(store).save.kind).toBe("unsaved");
  });

  it("is said to be under way where one types on and on, and nothing was sent for two seconds", async () => {
    const store = opened();
    for (let at = 0; at < 8; at += 1) {
      type(store, `${4000 + at}.00`);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(server.saveStructure).not.toHaveBeenCalled();
    expect(open(store).save.kind).toBe("saving");
    await vi.advanceTimersByTimeAsync(400);
    expect(held.inputs.cash_down).toBe("4007.00");
    expect(open(store).save.kind).toBe("saved");
  });

  it("does not send what cannot be worked out", async () => {
    const store = opened();
    store.change({ ...open(store).inputs, finance: { term_months: 0, sell_rate: "0.0649" } }, "term");
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.saveStructure).not.toHaveBeenCalled();
    expect(open(store).save.kind).toBe("unsaved");
  });

  it("is not said while a save is on its way that stores what was here before", async () => {
    let answer = () => {};
    server.saveStructure.mockImplementationOnce(
      (_deal, _id, { name, inputs }) =>
        new Promise((resolve) => {
          answer = () => {
            held = structure(inputs, held.revision + 1, { name });
            resolve({ value: held, etag: `"${held.revision}"` });
          };
        }),
    );
    const store = opened();
    // A bad entry grows out of a good one, which is sent; then it is healed.
    type(store, "300.00");
    await vi.advanceTimersByTimeAsync(400);
    store.cancel("cash_down");
    expect(open(store).inputs.cash_down).toBe("3000.00");
    expect(open(store).save.kind).toBe("unsaved");
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(held.inputs.cash_down).toBe("300.00");
    expect(open(store).save.kind).toBe("unsaved");
    await vi.advanceTimersByTimeAsync(400);
    expect(held.inputs.cash_down).toBe("3000.00");
    expect(open(store).save.kind).toBe("saved");
  });

  it("is not said of what came to be wrong while a save was on its way", async () => {
    let answer = () => {};
    server.saveStructure.mockImplementationOnce(
      (_deal, _id, { name, inputs }) =>
        new Promise((resolve) => {
          answer = () => {
            held = structure(inputs, held.revision + 1, { name });
            resolve({ value: held, etag: `"${held.revision}"` });
          };
        }),
    );
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    store.change({ ...open(store).inputs, finance: { term_months: 0, sell_rate: "0.0649" } }, "term");
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(open(store).faults).not.toEqual([]);
    expect(open(store).save.kind).toBe("unsaved");
  });

  it("sends one save at a time, however many cells are left while the first is on its way", async () => {
    let under = 0;
    let most = 0;
    server.saveStructure.mockImplementation(async (_deal, _id, { name, inputs }, ifMatch) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((answered) => setTimeout(answered, 300));
      under -= 1;
      if (ifMatch !== `"${held.revision}"`) throw stale;
      held = structure(inputs, held.revision + 1, { name });
      return { value: held, etag: `"${held.revision}"` };
    });
    const store = opened();
    for (const down of ["4000.00", "4500.00", "4600.00"]) {
      type(store, down);
      store.leave("cash_down");
    }
    await vi.advanceTimersByTimeAsync(10_000);
    expect(most).toBe(1);
    expect(server.saveStructure).toHaveBeenCalledTimes(2);
    expect(held.inputs.cash_down).toBe("4600.00");
    expect(open(store).save.kind).toBe("saved");
  });

  it("knows its own save again whose answer was lost, and asks nobody about it", async () => {
    for (const [then, kept] of [
      ["4000.00", "4000.00"],
      ["4500.00", "4500.00"],
      // Back to what the server held before: it must not keep what was only sent.
      ["3000.00", "3000.00"],
    ] as const) {
      held = structure(ortega);
      const store = opened();
      server.saveStructure.mockImplementationOnce(async (_deal, _id, { name, inputs }) => {
        held = structure(inputs, held.revision + 1, { name });
        throw new Unreachable(null);
      });
      type(store, "4000.00");
      await vi.advanceTimersByTimeAsync(400);
      expect(open(store).save.kind).toBe("retrying");
      type(store, then);
      expect(open(store).save.kind).not.toBe("saved");
      await vi.advanceTimersByTimeAsync(5000);
      expect(store.state().conflict).toBeNull();
      expect(open(store).inputs.cash_down).toBe(kept);
      expect(held.inputs.cash_down).toBe(kept);
      expect(open(store).save.kind).toBe("saved");
      expect(held.revision).toBe(kept === "4000.00" ? 2 : 3);
      store.close();
    }
  });

  it("tries again until the server answers", async () => {
    server.saveStructure.mockRejectedValueOnce(new Unreachable(null));
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    expect(open(store).save.kind).toBe("retrying");
    expect(store.unsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(held.inputs.cash_down).toBe("4000.00");
    expect(open(store).save.kind).toBe("saved");
  });

  it("goes on after the page is left, until it is stored", async () => {
    const store = opened();
    type(store, "4000.00");
    server.saveStructure.mockRejectedValueOnce(new Unreachable(null));
    store.close();
    await vi.advanceTimersByTimeAsync(2000);
    expect(held.inputs.cash_down).toBe("4000.00");
  });

  it("takes over what only the server knows, and then rests", async () => {
    server.saveStructure.mockImplementation(async (_deal, _id, { name, inputs }) => {
      held = structure({ ...inputs, vehicle_cost: "39000.00" }, held.revision + 1, { name });
      return { value: held, etag: `"${held.revision}"` };
    });
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(3000);
    expect(open(store).inputs.vehicle_cost).toBe("39000.00");
    expect(server.saveStructure).toHaveBeenCalledTimes(1);
  });

  it("says where the server's figures differ by a cent", async () => {
    server.saveStructure.mockImplementation(async (_deal, _id, { name, inputs }) => {
      held = structure(inputs, held.revision + 1, { name });
      const loan = held.figures.loan;
      const other = { ...held, figures: { ...held.figures, loan: loan && { ...loan, payment: "672.52" } } };
      return { value: other, etag: `"${held.revision}"` };
    });
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    expect(store.state().mismatches).toEqual([{ pointer: "/loan/payment", here: "672.51", there: "672.52" }]);
  });
});

describe("a page that was left before its changes were saved", () => {
  /** A page without a network in which this was typed; what it kept, and the store of the next page. */
  async function left(down: string) {
    const kept: Draft[][] = [];
    const away = ports({
      online: () => false,
      drafts: { keep: (_deal: unknown, drafts: readonly Draft[]) => void kept.push([...drafts]) },
    });
    const before = new DeskStore(record([held]), '"5"', null, away);
    before.engineReady(engine);
    server.saveStructure.mockRejectedValueOnce(new Unreachable(null));
    before.change(cashDown.write(open(before).inputs, down), "cash_down");
    await vi.advanceTimersByTimeAsync(400);
    expect(open(before).save.kind).toBe("offline");
    vi.clearAllTimers();
    const draft = structuredClone(kept.at(-1) ?? []);
    return {
      draft,
      kept,
      again: (more: Partial<DealRecord> = {}) => {
        const next = new DeskStore({ ...record([held]), ...more }, '"5"', null, away, draft);
        next.engineReady(engine);
        return next;
      },
    };
  }

  it("goes on where it was, with the same figures, and saves once", async () => {
    const { again, kept } = await left("4000.00");
    const next = again();
    expect(payment(next)).toBe("672.51");
    expect(next.unsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(held.inputs.cash_down).toBe("4000.00");
    expect(held.revision).toBe(2);
    expect(kept.at(-1)).toEqual([]);
  });

  it("keeps the line of a colleague who saved meanwhile", async () => {
    const { again } = await left("4000.00");
    held = structure({ ...ortega, selling_price: "40500.00" }, 2);
    const next = again();
    await vi.advanceTimersByTimeAsync(5000);
    expect(next.state().conflict).toBeNull();
    expect(held.inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
    expect(held.revision).toBe(3);
  });

  it("asks where it is the same line", async () => {
    const { again } = await left("4000.00");
    held = structure({ ...ortega, cash_down: "5000.00" }, 2);
    const next = again();
    await vi.advanceTimersByTimeAsync(5000);
    expect(next.state().conflict?.clashes).toEqual([
      { path: ["cash_down"], mine: "4000.00", theirs: "5000.00" },
    ]);
  });

  it("sends nothing where the save had arrived after all", async () => {
    const { again, kept } = await left("4000.00");
    held = structure({ ...ortega, cash_down: "4000.00" }, 2);
    const sent = server.saveStructure.mock.calls.length;
    const next = again();
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.saveStructure).toHaveBeenCalledTimes(sent);
    expect(next.unsaved).toBe(false);
    expect(kept.at(-1)).toEqual([]);
  });

  it("keeps what was typed at a scenario that a colleague took off the deal", async () => {
    const { again, kept, draft } = await left("4000.00");
    held = structure(ortega, 1, { id: "s2", letter: "B" });
    const next = again();
    await vi.advanceTimersByTimeAsync(5000);
    expect(next.state().scenarios.map(({ id }) => id)).toEqual(["s2"]);
    expect(kept.at(-1)).toEqual(draft);
  });

  it("sends nothing more for whoever is not signed in any longer, and leaves what was kept as it is", async () => {
    const { again, kept, draft } = await left("4000.00");
    const sent = server.saveStructure.mock.calls.length;
    const next = again();
    next.abandon();
    await vi.advanceTimersByTimeAsync(60_000);
    next.online();
    next.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.saveStructure).toHaveBeenCalledTimes(sent);
    expect(kept.at(-1)).toEqual(draft);
    expect(next.unsaved).toBe(false);
  });

  it("keeps what was typed for a deal that may not change any more", async () => {
    const { again, kept, draft } = await left("4000.00");
    const sent = server.saveStructure.mock.calls.length;
    const next = again({ allowed_actions: [] });
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.saveStructure).toHaveBeenCalledTimes(sent);
    expect(payment(next)).toBe("689.31");
    expect(kept.at(-1)).toEqual(draft);
  });
});

describe("two people", () => {
  it("keep both where they changed different lines", async () => {
    const store = opened();
    held = structure({ ...ortega, selling_price: "40500.00" }, 2);
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.state().conflict).toBeNull();
    expect(held.inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
    expect(open(store).inputs.selling_price).toBe("40500.00");
    store.undo();
    expect(open(store).inputs).toMatchObject({ cash_down: "3000.00", selling_price: "40500.00" });
  });

  it("are asked where it is the same line, with both payments, and either is kept", async () => {
    for (const [choice, down] of [
      ["mine", "4000.00"],
      ["theirs", "5000.00"],
    ] as const) {
      held = structure(ortega);
      const store = opened();
      held = structure({ ...ortega, cash_down: "5000.00" }, 2);
      type(store, "4000.00");
      await vi.advanceTimersByTimeAsync(2000);
      const conflict = store.state().conflict;
      expect(conflict?.clashes).toEqual([{ path: ["cash_down"], mine: "4000.00", theirs: "5000.00" }]);
      expect([conflict?.paymentWithMine, conflict?.paymentWithTheirs]).toEqual(["672.51", "655.70"]);
      await store.settleConflict(choice);
      await vi.advanceTimersByTimeAsync(2000);
      expect(held.inputs.cash_down).toBe(down);
      expect(open(store).inputs.cash_down).toBe(down);
      expect(store.unsaved).toBe(false);
    }
  });

  it("are asked about the keys too that were on their way when it came to light", async () => {
    for (const [choice, down, copied] of [
      ["mine", "4500.00", null],
      ["both", "5000.00", "4500.00"],
    ] as const) {
      held = structure(ortega);
      const store = opened();
      server.copyStructure.mockReset();
      server.copyStructure.mockImplementation(async (_deal, body) =>
        structure("inputs" in body ? body.inputs : ortega, 1, { id: "s2", letter: "B", name: body.name }),
      );
      held = structure({ ...ortega, cash_down: "5000.00" }, 2);
      type(store, "450.00");
      await vi.advanceTimersByTimeAsync(400);
      expect(store.state().conflict?.clashes).toMatchObject([{ mine: "450.00" }]);
      type(store, "4500.00");
      expect(store.state().conflict?.clashes).toMatchObject([{ mine: "4500.00", theirs: "5000.00" }]);
      await store.settleConflict(choice);
      await vi.advanceTimersByTimeAsync(2000);
      expect(held.inputs.cash_down).toBe(down);
      const made = server.copyStructure.mock.calls[0]?.[1];
      expect(made && "inputs" in made ? made.inputs.cash_down : null).toBe(copied);
    }
  });

  it("need not be asked where both come to type the same", async () => {
    const store = opened();
    held = structure({ ...ortega, cash_down: "5000.00" }, 2);
    type(store, "500.00");
    await vi.advanceTimersByTimeAsync(400);
    expect(store.state().conflict).not.toBeNull();
    type(store, "5000.00");
    expect(store.state().conflict).toBeNull();
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.unsaved).toBe(false);
    expect(open(store).save.kind).toBe("saved");
  });

  it("may both be kept, as two scenarios", async () => {
    const store = opened();
    held = structure({ ...ortega, cash_down: "5000.00" }, 2);
    server.copyStructure.mockReset();
    server.copyStructure.mockImplementation(async (_deal, body) =>
      structure("inputs" in body ? body.inputs : ortega, 1, { id: "s2", letter: "B", name: body.name }),
    );
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(2000);
    await store.settleConflict("both");
    expect(server.copyStructure.mock.calls[0]?.[1]).toMatchObject({ inputs: { cash_down: "4000.00" } });
    expect(open(store).inputs.cash_down).toBe("5000.00");
  });

  it("see what the other saved at once where nothing is typed here", async () => {
    const store = opened();
    paint();
    held = structure({ ...ortega, cash_down: "4000.00" }, 2);
    store.heard({ version: 7, structure_id: "s1", revision: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(payment(store)).toBe("672.51");
    expect(open(store).save.kind).toBe("saved");
    paint();
    expect(store.state().later?.edit).toBe(open(store).edit);
    expect(server.saveStructure).not.toHaveBeenCalled();
  });

  it("have the other's lines while they are typing, before anything of theirs is saved", async () => {
    const store = opened();
    type(store, "4000.00");
    held = structure({ ...ortega, selling_price: "40500.00" }, 2);
    store.heard({ version: 7, structure_id: "s1", revision: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(open(store).inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
    expect(server.saveStructure).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(400);
    expect(server.saveStructure).toHaveBeenCalledTimes(1);
    expect(held.inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
    expect(store.unsaved).toBe(false);
  });

  it("are asked at once where it is the same line", async () => {
    const store = opened();
    type(store, "4000.00");
    held = structure({ ...ortega, cash_down: "5000.00" }, 2);
    store.heard({ version: 7, structure_id: "s1", revision: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.state().conflict?.clashes).toEqual([
      { path: ["cash_down"], mine: "4000.00", theirs: "5000.00" },
    ]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.saveStructure).not.toHaveBeenCalled();
  });

  it("do not ask the server for what they saved themselves", async () => {
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    expect(open(store).stored.revision).toBe(2);
    const asked = server.readDeal.mock.calls.length;
    store.heard({ version: 7, structure_id: "s1", revision: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.readDeal).toHaveBeenCalledTimes(asked);
    expect(server.readStructure).not.toHaveBeenCalled();
  });

  it("leave a save under way to its answer", async () => {
    let answer = () => {};
    server.saveStructure.mockImplementationOnce(
      () =>
        new Promise((_, refuse) => {
          answer = () => refuse(stale);
        }),
    );
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(400);
    held = structure({ ...ortega, selling_price: "40500.00" }, 2);
    store.heard({ version: 7, structure_id: "s1", revision: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(server.readStructure).not.toHaveBeenCalled();
    answer();
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.readStructure).toHaveBeenCalledTimes(1);
    expect(held.inputs).toMatchObject({ cash_down: "4000.00", selling_price: "40500.00" });
  });

  it("an answer that was overtaken changes nothing", async () => {
    const store = opened();
    server.readDeal.mockResolvedValueOnce({
      value: record([structure({ ...ortega, cash_down: "1.00" }, 9)], 4),
      etag: null,
    });
    await store.refresh();
    expect(open(store).inputs.cash_down).toBe("3000.00");
  });
});

describe("rolling", () => {
  it("hits the target to the cent and is undone", () => {
    const store = opened();
    store.aim({ target: "650.00" });
    paint();
    const cash = store.state().later?.roll?.levers.find((lever) => lever.lever === "cash_down");
    expect(cash?.value).toBe("5338.90");
    type(store, cash?.value ?? "");
    expect(payment(store)).toBe("650.00");
    store.undo();
    expect(open(store).inputs.cash_down).toBe("3000.00");
  });
});

describe("undoing beside a colleague", () => {
  it("leaves the lines that only they changed, also where one's own scenario was at rest", async () => {
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(1000);
    held = structure({ ...held.inputs, selling_price: "40500.00" }, held.revision + 1);
    await store.refresh();
    expect(open(store).inputs.selling_price).toBe("40500.00");
    store.undo();
    expect(store.state().undoAsk).toBeNull();
    expect(open(store).inputs).toMatchObject({ cash_down: "3000.00", selling_price: "40500.00" });
  });

  it("asks where they changed the same line since, and does it only when told", async () => {
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(1000);
    held = structure({ ...held.inputs, cash_down: "4500.00" }, held.revision + 1);
    await store.refresh();
    store.undo();
    expect(store.state().undoAsk).toEqual([["cash_down"]]);
    expect(open(store).inputs.cash_down).toBe("4500.00");
    store.keepTheirs();
    expect(open(store).inputs.cash_down).toBe("4500.00");
    store.undo(true);
    expect(open(store).inputs.cash_down).toBe("3000.00");
  });

  it("does not ask once the line was typed here again", async () => {
    const store = opened();
    type(store, "4000.00");
    await vi.advanceTimersByTimeAsync(1000);
    held = structure({ ...held.inputs, cash_down: "4500.00" }, held.revision + 1);
    await store.refresh();
    store.settle();
    type(store, "4600.00");
    store.undo();
    expect(store.state().undoAsk).toBeNull();
    expect(open(store).inputs.cash_down).toBe("4500.00");
  });
});
