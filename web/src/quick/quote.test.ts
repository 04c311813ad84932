import { expect, it } from "vitest";
import { engineForTests } from "../engine/testing";
import { EMPTY, type Known, paymentOf, read, slipsOf } from "./quote";

const pinellas = { state: "FL", county: "Pinellas", zip: "33707" };
const known: Known = {
  date: "2026-11-21",
  store: { state: "FL", county: "Pinellas", city: "Clearwater", zip: "33759" },
  docFee: "899.00",
  place: pinellas,
  vehicle: { condition: "new", class: "passenger", msrp: "42645.00" },
};
const engine = engineForTests();

function figures(typed: Partial<typeof EMPTY>) {
  const reading = read({ ...EMPTY, ...typed }, known);
  if (reading.deal === null) throw new Error(reading.waits);
  const outcome = engine.figures(reading.deal);
  if (outcome.ok === undefined) throw new Error(JSON.stringify(outcome.faults));
  return outcome.ok;
}

it("quotes a loan as the law of the place taxes it", () => {
  // 30,000 and 899 at 6 % are 1,853.94; the county takes 1 % of the first 5,000: 50.00. Financed: 30,000 + 899 +
  // 1,903.94 - 2,000 down = 30,802.94.
  const loan = figures({ price: "30k", down: "2000", term: "5y", rate: "6" });
  expect(loan.tax_total).toBe("1903.94");
  expect(loan.amount_financed).toBe("30802.94");
  expect(loan.loan?.payments).toBe(60);
  // 30,802.94 x .005 / (1 - 1.005^-60) = 595.507…
  expect(paymentOf(loan)).toBe("595.51");
});

it("takes trade and payoff into a cash deal", () => {
  // Taxed are 30,000 + 899 - 10,000 = 20,899 at 6 % = 1,253.94, and 50.00. 32,202.94 - 10,000 + 4,000 owed.
  const cash = figures({ kind: "cash", price: "30000", trade: "10k", payoff: "4000" });
  expect(paymentOf(cash)).toBe("26202.94");
});

it("quotes a lease", () => {
  const lease = figures({
    kind: "lease",
    price: "41000",
    term: "36",
    moneyFactor: ".00195",
    residual: "61",
  });
  // 61 % of 42,645.00
  expect(lease.lease?.residual).toBe("26013.45");
  expect(paymentOf(lease)).toBe(lease.lease?.payment);
});

it("waits for what is needed and says what", () => {
  expect(read(EMPTY, known)).toEqual({ deal: null, slips: {}, waits: "Type a price or pick a car." });
  expect(read({ ...EMPTY, price: "30k" }, known)).toMatchObject({ deal: null, waits: "Type a rate." });
  const nowhere = read({ ...EMPTY, price: "30k", rate: "6" }, { ...known, place: null });
  expect(nowhere).toMatchObject({ deal: null, waits: "Pick the county." });
});

it("says a slip at its field", () => {
  const reading = read({ ...EMPTY, price: "3,00o", rate: "600" }, known);
  expect(reading.deal).toBeNull();
  expect(reading.slips.price).toContain("is not an amount");
  expect(reading.slips.rate).toContain("More than 60 %");
  expect(slipsOf([{ pointer: "/cash_down", detail: "is more than the price" }])).toEqual({
    down: "Is more than the price",
  });
});
