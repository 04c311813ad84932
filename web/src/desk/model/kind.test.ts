import { describe, expect, test } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { asKind } from "./kind";

const cash: Deal = { ...ortega, date: "2026-11-21", kind: "cash", finance: null, lease: null };

const house = {
  retail_terms: [48, 60, 66],
  lease_terms: [24, 39],
  first_payment_days: 45,
  lease: {
    miles_per_year: 10_000,
    excess_mile_charge: "0.25",
    acquisition_fee: { amount: "695.00", capitalized: false },
    tax_capitalized: true,
    doc_fee_capitalized: false,
    security_deposit_rounding: "25.00",
  },
};

describe("a deal that becomes", () => {
  test("a contract has its first payment when the house says, over a term that it offers", () => {
    // Nov 21 and 45 days: 9 to the end of November, 31 of December, 5 of January.
    expect(asKind(cash, "retail", house).finance).toMatchObject({
      term_months: 66,
      first_payment_date: "2027-01-05",
    });
  });

  test("a lease begins with the lease terms of the house", () => {
    // 39 lies nearer to three years than 24.
    expect(asKind(cash, "lease", house).lease).toMatchObject({ term_months: 39, ...house.lease });
  });

  test("either without settings begins with what is usual", () => {
    const { finance } = asKind(cash, "retail");
    expect([finance?.term_months, finance?.first_payment_date]).toEqual([72, undefined]);
    expect(asKind(cash, "lease").lease).toMatchObject({ term_months: 36, miles_per_year: 12_000 });
  });

  test("what it was before keeps the terms that it had", () => {
    const before: Deal = { ...cash, finance: { term_months: 84, sell_rate: "0.0724" } };
    expect(asKind(before, "retail", house).finance).toEqual(before.finance);
  });
});
