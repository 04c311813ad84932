import { describe, expect, it } from "vitest";
import { ortega } from "./example";
import { wholeEngineForTests } from "./testing";

const engine = await wholeEngineForTests();

const blind = { deal: ortega, applicant: {}, vehicle: {}, wish: {} };

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
      rows: [{ scope: { tier: "A", term_from: 61, term_to: 84 }, buy_rate: "0.0524" }],
    },
  ],
};

describe("the whole engine beside the page", () => {
  it("says that nobody handed lenders over, takes them, and tries each row", () => {
    expect(engine.scan(blind).faults?.[0]?.code).toBe("no_market");
    expect(engine.takeMarket(JSON.stringify(market)).ok).toEqual({ lenders: 1, programmes: 1 });
    const known = { ...blind, applicant: { score: 731 }, wish: { markup: "0.0125" } };
    const offer = engine.scan(known).ok?.offers[0];
    // The deal's own rate is 5.24 % and 1.25 points too: the same 689.31 a month.
    expect(offer).toMatchObject({ verdict: "fits", lender: "nb", programme: "s1", row: 0, tier: "A" });
    expect(offer?.terms).toMatchObject({ sell_rate: "0.0649", payment: "689.31" });
    const unknown = engine.scan(blind).ok?.offers[0];
    expect(unknown?.verdict).toBe("not_known");
    expect(unknown?.reasons[0]?.code).toBe("not_known");
  });

  it("keeps the lenders before where something is wrong with those that come", () => {
    engine.takeMarket(JSON.stringify(market));
    const wrong = { ...market, lenders: [...market.lenders, ...market.lenders] };
    const twice = { ...wrong, programmes: [...market.programmes, ...market.programmes] };
    expect(engine.takeMarket(JSON.stringify(twice)).faults?.length).toBeGreaterThan(0);
    expect(engine.scan(blind).ok?.offers).toHaveLength(1);
  });

  it("pays by the plan: a quarter of 2,000 and 30 % of the other 57.45", () => {
    const plan = {
      id: "sales",
      front: [
        { from: "0.00", share: "0.25" },
        { from: "2000.00", share: "0.30" },
      ],
    };
    const commissionable = { front: "2057.45", back: "0.00" };
    expect(engine.commission({ commissionable, plan }).ok?.total).toBe("517.24");
  });

  it("holds a deal to limits: 1,645 off MSRP, and 72 months", () => {
    const limits = { discount: "1500.00", term_months: 72 };
    expect(engine.limits({ deal: ortega, limits }).ok?.breaches).toEqual([
      {
        code: "discount",
        pointer: "/selling_price",
        figure: "1645.00",
        limit: "1500.00",
        confidential: false,
      },
    ]);
  });

  it("lets no APR be printed that is an eighth of a point off", () => {
    expect(engine.verifyApr({ deal: ortega, apr: "0.0649" }).ok?.apr).toBe("0.0649");
    expect(engine.verifyApr({ deal: ortega, apr: "0.0663" }).faults?.[0]?.code).toBe("out_of_tolerance");
  });
});
