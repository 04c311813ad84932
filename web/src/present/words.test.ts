import { expect, it } from "vitest";
import type { Offer, PresentationSummary } from "./shapes";
import { factsOf, greeting, kindOf, listed, standing, usd } from "./words";

const offers = (count: number) => Array.from({ length: count }, () => ({}) as Offer);

it.each([
  ["Marisol Ortega", 3, "Marisol, here are your three options"],
  ["Marisol Ortega", 2, "Marisol, here are your two options"],
  ["Marisol", 1, "Marisol, here is your option"],
  ["Gulf Fleet Services LLC", 3, "Gulf Fleet Services LLC, here are your three options"],
  [null, 2, "Here are your two options"],
])("%s with %i options is greeted", (buyer, count, said) => {
  expect(greeting({ buyer, options: offers(count) })).toBe(said);
});

it("writes dollars with a real minus before the sign", () => {
  expect(usd("48299.33")).toBe("$48,299.33");
  expect(usd("-1645.00")).toBe("\u2212$1,645.00");
});

it("lists names as a sentence does", () => {
  expect(listed(["GAP waiver"])).toBe("GAP waiver");
  expect(listed(["service contract", "GAP waiver"])).toBe("service contract and GAP waiver");
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
});

const lease = {
  kind: "lease",
  loan: null,
  cash_down: "0.00",
  excess_mile_charge: "0.20",
  lease: {
    due_at_signing_total: "977.38",
    payments: 36,
    tax_per_payment: "34.18",
    purchase_option_price: "26013.45",
    total_of_payments: "18809.28",
    miles_per_year: 12_000,
  },
} as Offer;

it("says of a lease what is due, what a mile costs and what buying it costs", () => {
  expect(kindOf(lease)).toBe("Lease, 12,000 miles a year");
  expect(factsOf(lease)).toEqual([
    ["Due at signing", "$977.38"],
    ["Number of payments", "36"],
    ["Tax in each payment", "$34.18"],
    ["Extra miles", "$0.20 a mile"],
    ["Buy it at the end for", "$26,013.45"],
    ["Total of payments", "$18,809.28"],
  ]);
  const unknown = factsOf({ ...lease, excess_mile_charge: null }).map(([label]) => label);
  expect(unknown).not.toContain("Extra miles");
});

it("says of a loan its last payment only where it differs", () => {
  const loan = {
    payment: "689.31",
    last_payment: "689.31",
    payments: 72,
    apr: "0.0649",
    amount_financed: "41017.77",
    finance_charge: "8612.55",
    total_of_payments: "49630.32",
  };
  const offer = { ...lease, kind: "retail", lease: null, cash_down: "3000.00", loan } as unknown as Offer;
  expect(kindOf(offer)).toBe("Finance, 72 payments");
  expect(factsOf(offer).map(([, value]) => value)).toEqual([
    "$3,000.00",
    "72",
    "6.49%",
    "$41,017.77",
    "$8,612.55",
    "$49,630.32",
  ]);
  const other = { ...offer, loan: { ...loan, last_payment: "689.07" } } as unknown as Offer;
  expect(factsOf(other)[2]).toEqual(["Last payment", "$689.07"]);
});

it.each([
  ["open", "Open", true],
  ["chosen", "Likes option B", true],
  ["signed", "Signed option B", false],
  ["expired", "Expired", false],
  ["withdrawn", "Withdrawn by Dana Kessler", false],
] as const)("a page that is %s says so, and only one that opens can be withdrawn", (state, text, opens) => {
  const page = {
    state,
    picked: "B",
    signed: { option: "B" },
    withdrawn: { by: { id: "d", name: "Dana Kessler" } },
  } as unknown as PresentationSummary;
  expect(standing(page)).toMatchObject({ text, opens });
});
