import { describe, expect, it } from "vitest";
import { breachText, effectsText, overridesOf, reasonsFor, unreasoned } from "./breaches";
import type { Breach, DealOverride } from "./shapes";

const front: Breach = {
  code: "front_gross",
  pointer: "/selling_price",
  figure: "2198.00",
  limit: "2500.00",
  confidential: true,
};
const share: Breach = {
  code: "discount_share",
  pointer: "/selling_price",
  figure: "0.0386",
  limit: "0.03",
  confidential: false,
};

describe("a breach", () => {
  it("says figure and limit the way they run", () => {
    expect(breachText(front)).toBe("Front 2,198 is under the 2,500 floor.");
    expect(breachText(share)).toBe("Discount 3.86% of MSRP is over the limit of 3.00% of MSRP.");
    expect(breachText({ ...share, code: "term_months", figure: "84", limit: "72" })).toBe(
      "Term 84 months is over the limit of 72 months.",
    );
  });

  it("says only what it is about to those who may not see the figure", () => {
    const { figure: _figure, limit: _limit, ...told } = front;
    expect(breachText(told)).toBe("Front needs a manager's approval.");
    const { figure: _unknown, ...unknown } = front;
    expect(breachText(unknown)).toBe("Front is not known, so it is not within the limit of 2,500.");
  });

  it("takes the active reasons that are meant for it, or for all", () => {
    const reason = (code: string, of: Breach["code"][], active = true) => ({ code, label: code, of, active });
    const all = [reason("any", []), reason("price", ["discount"]), reason("old", [], false)];
    expect(reasonsFor(all, "front_gross").map(({ code }) => code)).toEqual(["any"]);
    expect(reasonsFor(all, "discount").map(({ code }) => code)).toEqual(["any", "price"]);
  });

  it("holds the deal back until each has its reason; what is no breach any more is not sent", () => {
    const given = {
      front_gross: { reason: "quote", note: "  seen on paper " },
      markup: { reason: "quote", note: "" },
    };
    expect(unreasoned([front, share], given)).toEqual([share]);
    expect(overridesOf([front], given)).toEqual([
      { code: "front_gross", reason: "quote", note: "seen on paper" },
    ]);
  });
});

describe("an override", () => {
  it("shows before and after of what it changed and the reader may see", () => {
    const held: DealOverride = {
      id: "o1",
      deal_id: "d1",
      deal_number: "BH-1040",
      rooftop_id: "r1",
      structure_id: "s1",
      structure_letter: "A",
      code: "discount",
      confidential: false,
      reason: "quote",
      reason_label: "Competing quote",
      asked_by: { id: "u1", name: "Sam" },
      asked_at: "2026-11-21T15:00:00Z",
      decision: "pending",
      payment_before: "698.22",
      payment_after: "689.31",
      front_before: "2198.00",
      front_after: "2198.00",
    };
    expect(effectsText(held)).toEqual(["payment 698.22 → 689.31"]);
  });
});
