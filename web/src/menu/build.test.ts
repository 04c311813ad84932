import { describe, expect, it } from "vitest";
import type { CatalogueItem, Menu, MenuProduct } from "../products/shapes";
import { priceSpan } from "../products/words";
import { splitPick, whichPlans } from "../products/picks";
import { accepted, asked, choiceOf, columnsOf, offeredIn, undecided, unfit, withNextPlans } from "./build";

const plan = (id: string) => ({ id, name: id, price: "100.00", conditions: [], makes: [], kinds: [] });
const item = (id: string, ...plans: string[]) =>
  ({ id, name: id.toUpperCase(), plans: plans.map(plan) }) as unknown as CatalogueItem;
const catalogue = [item("gap", "gap-1"), item("vsc", "short", "long", "longest")];

const shown = (id: string, of: string, reasons: string[] = []) =>
  ({
    item: id,
    plan: of,
    name: id,
    price: "100.00",
    reasons: reasons.map((code) => ({ code, text: code })),
  }) as unknown as MenuProduct;
const menuOf = (...columns: [string, MenuProduct[]][]) =>
  ({ columns: columns.map(([id, products]) => ({ id, name: id, products })) }) as unknown as Menu;

describe("the columns of a menu", () => {
  it("come out of the template, without what is sold no more", () => {
    const template = [
      {
        id: "a",
        name: "All",
        products: [
          { item: "vsc" },
          { item: "gap", plan: "gap-1" },
          { item: "rust" },
          { item: "vsc", plan: "gone" },
        ],
      },
    ];
    expect(columnsOf(template, catalogue)).toEqual([
      {
        id: "a",
        name: "All",
        out: [],
        products: [
          { item: "vsc", plan: "short", free: true },
          { item: "gap", plan: "gap-1", free: false },
        ],
      },
    ]);
  });

  it("are asked with a price only where it is another than the plan's", () => {
    const products = [
      { item: "vsc", plan: "long", free: false, price: "2495.00" },
      { item: "gap", plan: "gap-1", free: true },
    ];
    expect(asked([{ id: "a", name: "  ", out: [], products }])).toEqual([
      {
        id: "a",
        name: "Column 1",
        products: [
          { item: "vsc", plan: "long", price: "2495.00" },
          { item: "gap", plan: "gap-1" },
        ],
      },
    ]);
  });

  it("go on to the next plan where nobody picked one and it does not fit", () => {
    const [first] = columnsOf(
      [{ id: "a", name: "All", products: [{ item: "vsc" }, { item: "gap", plan: "gap-1" }] }],
      catalogue,
    );
    if (first === undefined) throw new Error("no column");
    const bad = menuOf(["a", [shown("vsc", "short", ["too_old"]), shown("gap", "gap-1", ["not_here"])]]);
    const second = withNextPlans([first], bad, catalogue);
    expect(second?.[0]?.products.map((each) => each.plan)).toEqual(["long", "gap-1"]);
    // It fits: nothing moves any more, and the picked one that does not fit stays where it is.
    const good = menuOf(["a", [shown("vsc", "long"), shown("gap", "gap-1", ["not_here"])]]);
    expect(withNextPlans(second ?? [], good, catalogue)).toBeNull();
    expect(unfit(good).map((each) => each.item)).toEqual(["gap"]);
  });

  it("leave a product out that fits in none of its plans, and say why", () => {
    const last = [
      { id: "a", name: "All", out: [], products: [{ item: "vsc", plan: "longest", free: true }] },
    ];
    const next = withNextPlans(last, menuOf(["a", [shown("vsc", "longest", ["too_old"])]]), catalogue);
    expect(next).toEqual([
      { id: "a", name: "All", products: [], out: [{ item: "vsc", reasons: ["too_old"] }] },
    ]);
    expect(withNextPlans(next ?? [], menuOf(["a", []]), catalogue)).toBeNull();
  });
});

describe("what the buyer decides", () => {
  const menu = menuOf(
    ["best", [shown("vsc", "long"), shown("gap", "gap-1")]],
    ["basic", [shown("vsc", "short")]],
  );

  it("is told of each product once, in every plan that is offered", () => {
    expect(offeredIn(menu).map(({ item: id, plans }) => [id, plans.map((each) => each.plan)])).toEqual([
      ["vsc", ["long", "short"]],
      ["gap", ["gap-1"]],
    ]);
  });

  it("is a whole column, or product by product, and complete only then", () => {
    expect(choiceOf(menu, "basic")).toEqual({ vsc: "short", gap: null });
    expect(accepted(menu, { vsc: "long", gap: null }).map((each) => each.plan)).toEqual(["long"]);
    expect(undecided(menu, { vsc: null }).map((each) => each.item)).toEqual(["gap"]);
    expect(undecided(menu, choiceOf(menu, "best"))).toEqual([]);
  });
});

describe("a product and its plan as one choice", () => {
  it("names the plan, or the first that fits, and what is gone", () => {
    expect(splitPick("vsc long")).toEqual({ item: "vsc", plan: "long" });
    expect(splitPick("vsc *")).toEqual({ item: "vsc" });
    const picks = whichPlans(catalogue, [{ id: "a", name: "", products: [{ item: "rust", plan: "r" }] }]);
    expect(picks.map(([value]) => value)).toEqual([
      "gap *",
      "gap gap-1",
      "vsc *",
      "vsc short",
      "vsc long",
      "vsc longest",
      "rust r",
    ]);
  });

  it("has prices from the least to the most, by their amount", () => {
    const same = (price: string) => price;
    expect(priceSpan(["995.00", "1495.00", "2495.00"], same)).toBe("995.00 to 2495.00");
    expect(priceSpan(["895.00"], same)).toBe("895.00");
    expect(priceSpan([], same)).toBe("–");
  });
});
