import { describe, expect, it } from "vitest";
import type { DealRecord } from "../desk/api/deals";
import { centsOf } from "../desk/numbers/exact";
import { ortega } from "../engine/example";
import { engineForTests } from "../engine/testing";
import type { Deal } from "../engine";
import { quoteOf, withoutOptions } from "./quote";

const engine = engineForTests();

const deal: Omit<DealRecord, "structures"> = {
  id: "d1",
  number: "HM-1042",
  status: "draft",
  status_reason: null,
  version: 5,
  rooftop_id: "r1",
  rooftop: {
    id: "r1",
    name: "Harbor Motors",
    address: { city: "Clearwater", state: "FL" },
    phone: "+17275550100",
  },
  created_at: "2026-11-21T15:00:00Z",
  updated_at: "2026-11-21T15:00:00Z",
  history: { versions: 5, last_action: "created", last_actor: { id: "u1", name: "Tess Bailey" } },
  customer: { id: "c1", name: "Marisol Ortega" },
  vehicle: {
    id: "v1",
    name: "2026 Honda CR-V",
    stock_number: "H26118",
    color: "Urban Gray",
    facts: { condition: "new", odometer: 12 },
  },
  salesperson: { id: "u1", name: "Tess Bailey" },
  chosen_structure_id: "s1",
  allowed_actions: [],
};

const NOW = new Date("2026-11-22T15:30:00Z");

function quoted(inputs: Deal) {
  const figures = engine.figures(inputs).ok;
  if (!figures) throw new Error("The example can be worked out.");
  const without = engine.figures(withoutOptions(inputs)).ok ?? null;
  return quoteOf({ deal, letter: "A", inputs, figures, without, now: NOW });
}

const cents = (lines: { amount: string }[]) =>
  lines.reduce((sum, { amount }) => sum + (centsOf(amount) ?? 0n), 0n);

describe("a quote made without a network", () => {
  it("says how the price is made, line by line, to what is financed", () => {
    const { offer } = quoted(ortega);
    // 42,645 list less 1,645 is the 41,000 it sells for. Tax: 41,000 + 714 + 899 - 14,500 = 28,113 at 6 % is 1,686.78,
    // and 1 % of the first 5,000 is 50.00; the service contract's 2,495 at 7 % is 174.65: 1,911.43.
    expect(offer.price.map(({ label, amount }) => [label, amount])).toEqual([
      ["MSRP", "42645.00"],
      ["Your discount", "-1645.00"],
      ["Mats", "289.00"],
      ["Roof rails", "425.00"],
      ["Dealer service fee", "899.00"],
      ["Service contract, 8 yr / 100k", "2495.00"],
      ["GAP waiver, Cancellable", "895.00"],
      ["Taxes, Pinellas, FL", "1911.43"],
      ["Title, registration, lemon law", "384.90"],
    ]);
    expect(offer.settlement.map(({ label, amount }) => [label, amount])).toEqual([
      ["Your trade, 2019 Toyota Camry SE", "-14500.00"],
      ["Paid off to the lien holder", "11218.44"],
      ["Customer cash", "-1000.00"],
      ["Cash down", "-3000.00"],
    ]);
    // 42,613 + 2,495 + 895 + 1,911.43 + 384.90 = 48,299.33; less 14,500 - 11,218.44 + 1,000 + 3,000 = 7,281.56.
    expect(offer.result).toEqual({ label: "Amount financed", amount: "41017.77", optional: false });
    expect(cents(offer.price)).toBe(centsOf(offer.total_price));
    expect(cents([...offer.price, ...offer.settlement])).toBe(centsOf(offer.result.amount));
    expect([offer.payment, offer.every]).toEqual(["689.31", "per month"]);
    expect(offer.optional_products).toEqual(["service contract", "GAP waiver"]);
  });

  it("says that the store has yet to confirm it, the day of its rules and the moment it was made", () => {
    const quote = quoted(ortega);
    expect(quote).toMatchObject({
      number: "HM-1042",
      ruleDate: "2026-11-21",
      made: "2026-11-22T15:30:00.000Z",
    });
    expect(quote.offer.terms).toEqual([
      "Estimate for a buyer titling in Pinellas, FL.",
      "Made without a connection to the store's server: these figures hold once the store confirms them. " +
        "All of them are subject to credit approval.",
      "Not a contract.",
    ]);
  });

  it("adds up in a lease, where what is due at signing has lines of its own", () => {
    const { offer } = quoted({
      ...ortega,
      kind: "lease",
      lease: {
        term_months: 36,
        money_factor: "0.00185",
        residual_percent: "0.58",
        acquisition_fee: { amount: "695.00" },
      },
    });
    expect(offer.settlement).toEqual([]);
    expect(cents(offer.lease?.due_at_signing ?? [])).toBe(centsOf(offer.result.amount));
    expect(offer.result.label).toBe("Due at signing");
  });

  it("holds nothing that only the dealer knows", () => {
    const text = JSON.stringify(
      quoted({ ...ortega, finance: { ...ortega.finance, term_months: 72, sell_rate: "0.0649" } }),
    );
    // Costs of the car, the accessories and the products, the appraisal, the buy rate, the share of the reserve.
    for (const secret of [
      "39412.00",
      "120.00",
      "180.00",
      "1100.00",
      "390.00",
      "13600.00",
      "0.0524",
      "0.75",
    ]) {
      expect(text).not.toContain(`"${secret}"`);
    }
    expect(text).not.toMatch(/cost"|acv|buy_rate|reserve|gross"|over_allowance/);
  });

  it("has what the lender asks for as a finance charge, and not as an option", () => {
    if (!ortega.finance) throw new Error("The example is financed.");
    const { offer } = quoted({ ...ortega, finance: { ...ortega.finance, finance_charges: ["p2"] } });
    // The loan is 41,017.77, 72 x 689.31 = 49,630.32; without the GAP's 895.00 it is 40,122.77 that is financed, and
    // 9,507.55 that it costs. The service contract alone may be left out: 38,348.12 over 72 months.
    expect(offer.loan).toMatchObject({
      amount_financed: "40122.77",
      finance_charge: "9507.55",
      payment: "689.31",
    });
    expect(offer.settlement.at(-1)).toMatchObject({ label: "Prepaid finance charge", amount: "-895.00" });
    expect(offer.result.amount).toBe("40122.77");
    expect(offer.optional_products).toEqual(["service contract"]);
    expect(offer.payment_without_products).toBe("644.45");
  });
});
