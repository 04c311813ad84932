import { describe, expect, it } from "vitest";
import type { DealVersion, FieldChange } from "../api/deals";
import { changeRows, changeText, differenceOf, placeOf } from "./changes";

function version(
  action: DealVersion["action"],
  changes: FieldChange[],
  letter: string | null = "A",
): DealVersion {
  return {
    version: 2,
    at: "2026-11-21T15:51:00Z",
    actor: { id: "u1", name: "Dana Kessler" },
    action,
    status: "draft",
    letter,
    changes,
    payment: { before: "699.51", after: "689.31" },
  };
}

describe("history in words", () => {
  it("names field, before and after", () => {
    const one = version("structure_changed", [
      { pointer: "/selling_price", before: "41400.00", after: "41000.00" },
    ]);
    expect(changeText(one)).toBe("A: Price 41,400 → 41,000");
  });

  it("counts what else changed", () => {
    const two = version("structure_changed", [
      { pointer: "/trades/0/allowance", line: "t1", before: "14000.00", after: "14500.00" },
      { pointer: "/finance/sell_rate", before: "0.0624", after: "0.0649" },
    ]);
    expect(changeText(two)).toBe("A: Allowance 14,000 → 14,500, 1 more");
    expect(changeRows(two)[1]).toBe("Sell rate 6.24% → 6.49%");
  });

  it("tells lines that came and went", () => {
    const rows = changeRows(
      version("structure_changed", [
        { pointer: "/accessories/0", line: "a1", after: { id: "a1", name: "Mats", price: "289.00" } },
        { pointer: "/products/1", line: "p2", before: { id: "p2", name: "GAP", price: "895.00" } },
      ]),
    );
    expect(rows).toEqual(["Accessory added: Mats 289", "Product removed: GAP 895"]);
  });

  it("says an act of the workflow as such", () => {
    expect(changeText(version("submitted", [], null))).toBe("Submitted it for approval");
    expect(changeText(version("structure_chosen", [], "B"))).toBe("Chose B");
  });

  it("names the field of a fault as the desk does", () => {
    expect(placeOf("/finance/first_payment_date")).toBe("First payment");
    expect(placeOf("/lease/residual_percent")).toBe("Residual");
    expect(placeOf("/vehicle/msrp")).toBe("MSRP");
    expect(placeOf("/trades/1/payoff_good_through")).toBe("Trade 2, payoff good through");
    expect(placeOf("/products/0")).toBe("Product 1");
    expect(placeOf("/trades/0/acv")).toBe("Trade 1, ACV");
    expect(placeOf("/lease/multiple_deposits/factor_step")).toBe("Factor step");
  });

  it("measures what it did to the payment", () => {
    expect(differenceOf({ before: "699.51", after: "689.31" })).toBe("-10.20");
    expect(differenceOf({ before: "1.00", after: "1.00" })).toBeNull();
    expect(differenceOf({ before: null, after: "1.00" })).toBeNull();
    expect(differenceOf(undefined)).toBeNull();
  });
});
