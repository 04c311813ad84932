import { describe, expect, it } from "vitest";
import { differences, merge, same } from "./merge";

const base = {
  selling_price: "41000.00",
  cash_down: "3000.00",
  trades: [{ id: "t1", allowance: "14000.00", payoff: "11000.00" }],
  accessories: [{ id: "a1", price: "289.00" }],
};

describe("merging", () => {
  it("keeps both where the lines differ", () => {
    const mine = { ...base, cash_down: "4000.00" };
    const theirs = { ...base, trades: [{ id: "t1", allowance: "14000.00", payoff: "11218.44" }] };
    const merged = merge(base, mine, theirs, "mine");
    expect(merged.clashes).toEqual([]);
    expect(merged.value.cash_down).toBe("4000.00");
    expect(merged.value.trades[0]?.payoff).toBe("11218.44");
    expect(merged.taken).toEqual([["trades"]]);
  });

  it("asks where the same line has two values, and knows which", () => {
    const mine = { ...base, trades: [{ id: "t1", allowance: "14500.00", payoff: "11000.00" }] };
    const theirs = { ...base, trades: [{ id: "t1", allowance: "14200.00", payoff: "11218.44" }] };
    const kept = merge(base, mine, theirs, "mine");
    expect(kept.clashes).toEqual([
      { path: ["trades", "t1", "allowance"], mine: "14500.00", theirs: "14200.00" },
    ]);
    expect(kept.value.trades).toEqual([{ id: "t1", allowance: "14500.00", payoff: "11218.44" }]);
    expect(merge(base, mine, theirs, "theirs").value.trades[0]?.allowance).toBe("14200.00");
  });

  it("keeps lines that each added and drops those that one removed", () => {
    const mine = { ...base, accessories: [...base.accessories, { id: "a2", price: "10.00" }] };
    const theirs = { ...base, accessories: [{ id: "a3", price: "20.00" }] };
    expect(merge(base, mine, theirs, "mine").value.accessories.map((line) => line.id)).toEqual(["a3", "a2"]);
  });

  it("asks where one removed what the other changed", () => {
    const mine = { ...base, accessories: [{ id: "a1", price: "300.00" }] };
    const theirs = { ...base, accessories: [] };
    const merged = merge<typeof base>(base, mine, theirs, "mine");
    expect(merged.clashes).toHaveLength(1);
    expect(merged.value.accessories).toEqual([{ id: "a1", price: "300.00" }]);
    expect(merge<typeof base>(base, mine, theirs, "theirs").value.accessories).toEqual([]);
  });

  it("is no conflict when both typed the same", () => {
    const both = { ...base, cash_down: "3500.00" };
    expect(merge(base, both, { ...both }, "mine").clashes).toEqual([]);
  });

  it("takes null and absent as the same", () => {
    expect(same({ vin: null, a: [1] }, { a: [1] })).toBe(true);
    expect(same({ a: [1] }, { a: [2] })).toBe(false);
    expect(same([], [1])).toBe(false);
  });
});

describe("comparing figures", () => {
  it("names every field that differs and passes over what only one may see", () => {
    const mine = {
      loan: { payment: "689.31" },
      gross: { total: "1.00" },
      tax: { lines: [{ amount: "1.00" }] },
    };
    const theirs = { loan: { payment: "689.32" }, tax: { lines: [{ amount: "1.00" }] } };
    expect(differences(mine, theirs)).toEqual([
      { pointer: "/loan/payment", mine: "689.31", theirs: "689.32" },
    ]);
    expect(differences([1], [1, 2])).toEqual([{ pointer: "", mine: 1, theirs: 2 }]);
    expect(differences(mine, mine)).toEqual([]);
  });
});
