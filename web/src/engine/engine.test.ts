import { describe, expect, it } from "vitest";
import { ortega } from "./example";
import { engineForTests } from "./testing";

const engine = engineForTests();

/** By hand: 41,000 + 714 + 899 − 14,500 = 28,113 at 6 % = 1,686.78; the county takes 1 % of the first 5,000 = 50.00;
    the service contract 2,495 at 6 % = 149.70 and at 1 % = 24.95; together 1,911.43. */
describe("the engine in the browser", () => {
  it("taxes and finances the example to the cent", () => {
    const figures = engine.figures(ortega).ok;
    expect(figures?.tax_total).toBe("1911.43");
    expect(figures?.total_price).toBe("48299.33");
    expect(figures?.amount_financed).toBe("41017.77");
    expect(figures?.loan?.payment).toBe("689.31");
    expect(figures?.loan?.finance_charge).toBe("8612.55");
    expect(figures?.loan?.total_of_payments).toBe("49630.32");
  });

  it("names every faulty field", () => {
    const faults = engine.figures({ ...ortega, selling_price: "-1.00", cash_down: "1.005" }).faults ?? [];
    expect(faults.map((fault) => fault.pointer)).toContain("/cash_down");
  });

  it("rolls the payment to the cent", () => {
    const roll = engine.roll({ deal: ortega, target: "650.00", levers: ["cash_down"] }).ok;
    expect(roll?.levers[0]).toMatchObject({
      lever: "cash_down",
      reached: true,
      value: "5338.90",
      payment: "650.00",
    });
  });

  it("says which rules it holds", () => {
    expect(engine.versions().jurisdictions.length).toBeGreaterThan(0);
  });
});
