import { expect, it } from "vitest";
import type { VehicleDetails } from "../../api/shapes";
import { ortega } from "../../engine/example";
import { wholeEngineForTests } from "../../engine/testing";
import { factsOf } from "./facts";

const engine = await wholeEngineForTests();

const rows = ["used", "certified"].map((condition, row) => ({
  scope: { tier: "A", term_from: 61, term_to: 84, conditions: [condition] },
  buy_rate: row === 0 ? "0.0649" : "0.0574",
}));
const market = {
  lenders: [
    { id: "nb", name: "Northbank", kind: "bank", reserve: { method: "interest_difference", share: "0.75" } },
  ],
  programmes: [
    {
      id: "s1",
      lender: "nb",
      name: "Standard",
      kind: "retail",
      valid_from: "2026-11-01",
      tiers: [{ name: "A", score_from: 720 }],
      rows,
    },
  ],
};
const used = { ...ortega, vehicle: { ...ortega.vehicle, condition: "used" as const } };

/** The verdict on each row, for a vehicle that the stock has so. */
function verdicts(stock: Partial<VehicleDetails>) {
  engine.takeMarket(JSON.stringify(market));
  const vehicle = factsOf({ make: "Honda", model: "CR-V", ...stock } as VehicleDetails);
  const answer = engine.scan({ deal: used, applicant: { score: 731 }, vehicle, wish: {} });
  const offers = answer.ok?.offers.toSorted((a, b) => a.row - b.row) ?? [];
  return offers.map(({ verdict, reasons }) => [verdict, ...reasons.map(({ code }) => code)]);
}

it("takes a row for certified vehicles where the stock says that the car is one, and only there", () => {
  expect(verdicts({ certified: true })).toEqual([["fits"], ["fits"]]);
  expect(verdicts({ certified: false })).toEqual([["fits"], ["does_not_fit", "condition_not_taken"]]);
});
