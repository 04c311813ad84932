import { describe, expect, it, vi } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import type { DealRecord } from "../api/deals";
import { paymentOf } from "../model/paid";
import { DeskStore } from "../store/desk-store";
import { formulaKey, openScenario } from "../store/state";
import { answersOf } from "./answers";

// Nothing that is answered here may ask the server; what is applied is saved some time later.
vi.mock("../api/deals", () => ({ etagOf: (revision: number) => `"${revision}"` }));

const engine = engineForTests();

function opened(inputs: Deal = ortega, more: Partial<DealRecord> = {}): DeskStore {
  const figures = engine.figures(inputs).ok;
  if (!figures) throw new Error("The server holds only what can be worked out.");
  const actor = { id: "u1", name: "Tess Bailey" };
  const store = new DeskStore(
    {
      id: "d1",
      number: "HM-1042",
      status: "draft",
      status_reason: null,
      version: 5,
      rooftop_id: "r1",
      rooftop: { id: "r1", name: "Harbor Motors", address: {} },
      created_at: "2026-11-21T15:00:00Z",
      updated_at: "2026-11-21T15:00:00Z",
      history: { versions: 1, last_action: "created", last_actor: actor },
      customer: null,
      vehicle: null,
      salesperson: actor,
      chosen_structure_id: "s1",
      structures: [
        {
          id: "s1",
          name: "As asked",
          letter: "A",
          inputs,
          figures,
          revision: 1,
          frozen: false,
          rules_version: figures.rules_version,
          engine_version: figures.engine_version,
          updated_at: "2026-11-21T15:00:00Z",
        },
      ],
      allowed_actions: ["edit", "submit"],
      ...more,
    },
    '"5"',
    null,
    {
      clock: { after: () => 0, cancel: () => undefined },
      later: {
        ask: () => undefined,
        takeOwnRates: () => undefined,
        takeMarket: async () => ({ faults: [] }),
      },
      online: () => true,
      storage: { getItem: () => null, setItem: () => undefined },
    },
  );
  store.engineReady(engine);
  return store;
}

const inputsOf = (store: DeskStore) => openScenario(store.state()).inputs;
const payment = (store: DeskStore) => paymentOf(openScenario(store.state()).figures);
const ask = (store: DeskStore, typed: string, seesGross = true) => answersOf(store, typed, seesGross);

describe("roll", () => {
  it("answers with every lever that reaches the payment, to the cent, and one undo takes it back", () => {
    const store = opened();
    const answers = ask(store, "roll 650");
    // The specification's own example: cash down of 5,338.90 gives 650.00.
    expect(answers[0]?.text).toBe("Roll to 650.00 with cash down");
    expect(answers[0]?.detail).toMatch(/^5,338\.90(, gross \u2212\d+)?$/);
    expect(answers.map(({ text }) => text)).toContain("Roll to 650.00 with selling price");
    // Asking changes nothing.
    expect(payment(store)).toBe("689.31");

    answers[0]?.apply?.();
    expect(payment(store)).toBe("650.00");
    expect(inputsOf(store).cash_down).toBe("5338.90");
    store.undo();
    expect(inputsOf(store)).toEqual(ortega);
    expect(payment(store)).toBe("689.31");
  });

  it("hits the target with each of them, but for the term, which comes nearest", () => {
    for (const { text, detail, apply } of ask(opened(), "roll 650")) {
      const store = opened();
      ask(store, "roll 650")
        .find((each) => each.text === text)
        ?.apply?.();
      expect(apply).toBeDefined();
      const reached = payment(store) ?? "";
      expect(text.endsWith("term") ? detail.includes(`gives ${reached}`) : reached === "650.00").toBe(true);
    }
  });

  it("says why where there is nothing to roll", () => {
    const [answer] = ask(opened({ ...ortega, kind: "cash" }), "roll 650");
    expect(answer?.detail).toBe("a cash deal has no payment to roll to");
    expect(answer?.apply).toBeUndefined();
  });

  it("says nothing of gross to those who may not see it", () => {
    expect(ask(opened(), "roll 650").some(({ detail }) => detail.includes("gross"))).toBe(true);
    expect(ask(opened(), "roll 650", false).some(({ detail }) => detail.includes("gross"))).toBe(false);
  });
});

describe("a number for a line", () => {
  // 1,000 more down: 672.51 instead of 689.31, which is 16.80 less.
  it.each(["down 4k", "4k down", "cash down 4000", "down +1000", "down =2500+1500"])("%s", (typed) => {
    const store = opened();
    const [answer, ...others] = ask(store, typed, false);
    expect(others).toEqual([]);
    expect(answer?.text).toBe("Cash down 4,000.00");
    expect(answer?.detail).toBe("672.51 / mo, \u221216.80");
    answer?.apply?.();
    expect(payment(store)).toBe("672.51");
    store.undo();
    expect(inputsOf(store)).toEqual(ortega);
  });

  it("keeps a formula as if it had been typed into the cell", () => {
    const store = opened();
    ask(store, "down =2500+1500")[0]?.apply?.();
    expect(store.state().formulas[formulaKey("s1", "cash_down")]).toEqual({
      text: "=2500+1500",
      value: "4000.00",
    });
  });

  // 5 % of 42,645.00 is 2,132.25; 42,645.00 − 2,132.25 = 40,512.75.
  it("takes percents where the cell does", () => {
    const store = opened();
    const [answer] = ask(store, "discount 5%");
    expect(answer?.text).toBe("Dealer discount 2,132.25");
    answer?.apply?.();
    expect(inputsOf(store).selling_price).toBe("40512.75");
  });

  it.each([
    ["price 40k", "Selling price 40,000.00"],
    ["term 84", "Term 84 months"],
    ["7y", "Term 84 months"],
    ["rate 5.99", "Sell rate 5.99%"],
    ["payoff 11k", "Trade payoff 11,000.00"],
    ["gap 800", "GAP waiver 800.00"],
    ["doc 500", "Dealer service fee 500.00"],
    ["roof 400", "Roof rails 400.00"],
  ])("%s is %s", (typed, text) => {
    const store = opened();
    const answer = ask(store, typed).find((each) => each.apply);
    expect(answer?.text).toBe(text);
    answer?.apply?.();
    // What was promised is what the desk then shows.
    expect(answer?.detail.startsWith(`${payment(store)} / mo`)).toBe(true);
    expect(openScenario(store.state()).past).toHaveLength(1);
  });

  it("says that it is so already", () => {
    expect(ask(opened(), "72 months")).toEqual([
      { id: "set finance/term_months", text: "Term 72 months", detail: "is so already" },
    ]);
  });

  it("says what is wrong with what cannot be read, and takes nothing", () => {
    const [answer] = ask(opened(), "price 40kk");
    expect(answer?.detail).toBe("“40kk” is not an amount. Try 3000, 3k or =2500+500.");
    expect(answer?.apply).toBeUndefined();
  });

  it("offers the buy rate and the markup only to those who see gross", () => {
    const texts = (seesGross: boolean) =>
      [...ask(opened(), "markup 1", seesGross), ...ask(opened(), "buy 5", seesGross)].map(({ text }) => text);
    expect(texts(true)).toEqual(["Markup 1.00%", "Buy rate 5.00%"]);
    expect(texts(false)).toEqual([]);
  });
});

it.each(["", "650", "ortega", "hm-1042", "H26118", "vin 5FNYF", "deal 1042", "customer 7"])(
  "%j asks nothing of the deal",
  (typed) => {
    expect(ask(opened(), typed)).toEqual([]);
  },
);

it("a deal that may not change says so and offers nothing", () => {
  const [answer, ...others] = ask(opened(ortega, { status: "contracted", allowed_actions: [] }), "down 4k");
  expect(others).toEqual([]);
  expect(answer).toEqual({ id: "Not now", text: "Not now", detail: "HM-1042 is contracted and read only" });
});
