import { describe, expect, it } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import { crossingOf } from "./crossing";

const engine = engineForTests();

function crossing(deal: Deal) {
  const { ok } = engine.figures(deal);
  if (!ok) throw new Error("The deal of this test can be worked out.");
  return { tax: ok.tax, found: crossingOf(deal, ok.tax) };
}

const bare: Deal = {
  ...ortega,
  accessories: [],
  products: [],
  fees: [],
  rebates: [],
  trades: [],
  selling_price: "30000.00",
};
const at = (state: string, county: string) => ({ state, county });

describe("a deal over the state line", () => {
  it("says nothing where all is in one state", () => {
    expect(crossing(bare).found).toBeNull();
  });

  // Tennessee asks nothing of a buyer who takes the vehicle out and titles it elsewhere, on affidavits of both (Rule
  // 1320-05-01-.03(3)); Florida taxes 30,000 at 6 % = 1,800.00 and Pinellas 1 % of the first 5,000 = 50.00.
  it("names who collects, what waits for the clerk, and the paper", () => {
    const { tax, found } = crossing({
      ...bare,
      places: { registration: at("FL", "Pinellas"), dealer: at("TN", "Davidson") },
    });
    expect(found?.crosses).toBe(true);
    expect(found?.places).toEqual([
      { role: "Sold in", state: "TN" },
      { role: "Titled in", state: "FL" },
    ]);
    expect(found?.facts).toEqual([
      { name: "The dealer collects", amount: "0.00" },
      { name: "Due at registration", amount: "1850.00" },
    ]);
    expect(tax.certificates.map((certificate) => certificate.code)).toEqual(["TN-REMOVAL"]);
  });

  // Tax of 1,000.00 that was paid to Georgia comes off Florida's 1,850.00.
  it("shows a credit though all places lie in one state", () => {
    const { found } = crossing({
      ...bare,
      tax: { tax_paid_elsewhere: [{ state: "GA", amount: "1000.00" }] },
    });
    expect(found?.crosses).toBe(false);
    expect(found?.facts).toContainEqual({ name: "Credit for another state's tax", amount: "1000.00" });
    expect(found?.facts).toContainEqual({ name: "The dealer collects", amount: "850.00" });
  });
});
