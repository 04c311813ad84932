import { describe, expect, it } from "vitest";
import { ortega } from "../../engine/example";
import { type FitReason, lendersOf, type Offer, type ScanAsk } from "../../engine/market";
import { changeFinance } from "../model/change";
import { asKind } from "../model/kind";
import { sellRate } from "../model/cells";
import { capped } from "./capped";
import {
  askOf,
  atTerm,
  byHand,
  cheaper,
  markupOf,
  overCap,
  programmeOf,
  putOffer,
  ratesOf,
  shareUsed,
} from "./offers";
import type { Market } from "./shapes";

const scope = (term_from: number, term_to: number, tier = "T1") => ({ tier, term_from, term_to });
const market: Market = {
  lenders: [{ id: "nb", name: "Northbank" }],
  programmes: [
    {
      id: "sheet",
      lender: "nb",
      name: "New",
      kind: "retail",
      rows: [
        { scope: scope(1, 66), buy_rate: "0.0489" },
        { scope: scope(1, 84, "T2"), buy_rate: "0.0699" },
        { scope: scope(67, 72), buy_rate: "0.0524" },
        { scope: scope(73, 84), buy_rate: "0.0599" },
      ],
    },
  ],
};

const offer: Offer = {
  programme: "sheet",
  lender: "nb",
  row: 2,
  tier: "T1",
  verdict: "fits",
  reasons: [],
  cautions: [],
  term_months: 72,
  markup_to: "0.02",
  terms: {
    buy_rate: "0.0524",
    sell_rate: "0.0649",
    payment: "689.31",
    amount_financed: "41017.77",
    reserve: "1304.10",
    reserve_terms: { method: "present_value", share: "0.75" },
  },
};

describe("an offer taken into the deal", () => {
  const taken = putOffer(ortega, offer, "Northbank");

  it("brings its row, its rates and how the reserve is paid", () => {
    expect(taken.finance).toMatchObject({
      buy_rate: "0.0524",
      sell_rate: "0.0649",
      reserve: { method: "present_value", share: "0.75" },
      programme: { lender: "nb", lender_name: "Northbank", programme: "sheet", row: 2, tier: "T1" },
    });
  });

  it("is by hand once more when that is asked for", () => {
    const kept = byHand(taken);
    expect(programmeOf(kept)).toBeNull();
    expect(kept.finance?.sell_rate).toBe("0.0649");
  });

  it("brings only the rate of the contract where buy rates are not told", () => {
    const told: Offer = {
      ...offer,
      terms: { sell_rate: "0.0599", payment: "680.00", amount_financed: "41017.77" },
    };
    const open = changeFinance(ortega, { buy_rate: null, reserve: null });
    expect(putOffer(open, told, "Northbank").finance).toMatchObject({ sell_rate: "0.0599", buy_rate: null });
  });

  it("carries the row of each term, at the markup of the deal", () => {
    // 5.99 and 1.25 points are 7.24; 4.89 and 1.25 are 6.14.
    expect(ratesOf(taken, market, 84)).toEqual({ buy_rate: "0.0599", sell_rate: "0.0724" });
    const shorter = atTerm(taken, market, 60);
    expect(shorter.finance).toMatchObject({ term_months: 60, buy_rate: "0.0489", sell_rate: "0.0614" });
    expect(programmeOf(shorter)?.row).toBe(0);
    // No row of that tier goes to 96 months.
    expect(ratesOf(taken, market, 96)).toBeNull();
  });
});

describe("a lease that is taken", () => {
  it("has the lessor's residual, fees and deposits in place of what was typed", () => {
    const lease = asKind(ortega, "lease");
    const terms = {
      buy_rate: "0.00175",
      sell_rate: "0.00195",
      payment: "522.48",
      amount_financed: "39026.44",
      lease: {
        residual_percent: "0.61",
        residual: "26013.45",
        acquisition_fee: "695.00",
        acquisition_fee_cost: "595.00",
        disposition_fee: "395.00",
        purchase_option_fee: "300.00",
        money_factor_after_deposits: "0.00195",
        security_deposit: "0.00",
        one_pay: false,
        reserve_share: "1",
        base_payment: "488.30",
        due_at_signing: "977.38",
      },
    };
    const taken = putOffer(lease, { ...offer, terms }, "Crestline");
    expect(taken.lease).toMatchObject({
      money_factor: "0.00195",
      buy_money_factor: "0.00175",
      residual_percent: "0.61",
      residual_amount: null,
      acquisition_fee: { amount: "695.00", capitalized: true },
      acquisition_fee_cost: "595.00",
      disposition_fee: "395.00",
      residual_adjustments: [],
    });
    expect(programmeOf(taken)?.lender_name).toBe("Crestline");
  });
});

describe("what is asked of the lenders", () => {
  it("is the markup of now, at this store", () => {
    const facts = { applicant: { score: 742 }, vehicle: {}, rooftop: "r1", order: "gross" } as const;
    expect(askOf(ortega, facts).wish).toEqual({ markup: "0.0125", rooftop: "r1", order: "gross" });
    expect(markupOf(changeFinance(ortega, { buy_rate: null }))).toBe("0");
  });

  it("is scanned once for the offers, of which each sheet shows its best, and once for the limits", () => {
    const asked: ScanAsk[] = [];
    const over: FitReason = {
      code: "markup_over",
      value: "0.25",
      limit: "0.02",
      text: "Markup 25.00 is over 2.00.",
    };
    const worse: Offer = { ...offer, row: 3, verdict: "does_not_fit" };
    const scan = (ask: ScanAsk) => {
      asked.push(ask);
      const offers = ask.wish.markup === "0.25" ? [{ ...offer, reasons: [over] }] : [offer, worse];
      return { ok: { offers } };
    };
    const ask = askOf(ortega, { applicant: null, vehicle: {}, rooftop: "r1", order: "payment" });
    const now = { lender: "nb", lender_name: "Northbank", programme: "sheet", row: 3, tier: "T1" };
    expect(lendersOf(scan, { scan: ask, now: null }).ok).toEqual({ offers: [offer], now: null, caps: null });
    expect(lendersOf(scan, { scan: ask, now }).ok).toMatchObject({ offers: [offer], now: worse, caps: null });
    expect(lendersOf(scan, { scan: ask, now: { ...now, row: 2 } }).ok?.caps).toEqual(over);
    expect(asked.map((each) => each.wish.markup)).toEqual(["0.0125", "0.0125", "0.25", "0.0125", "0.25"]);
  });

  it("counts each lender once that asks less and fits", () => {
    const at = (lender: string, payment: string, verdict: Offer["verdict"] = "fits"): Offer => ({
      ...offer,
      lender,
      verdict,
      terms: { sell_rate: "0.06", payment, amount_financed: "1.00" },
    });
    const offers = [at("a", "680.00"), at("a", "681.00"), at("b", "689.31"), at("c", "600.00", "not_known")];
    expect(cheaper(offers, "689.31")).toBe(1);
  });
});

describe("a markup over the cap", () => {
  const caps: FitReason = {
    code: "markup_over",
    value: "0.25",
    limit: "0.02",
    text: "Markup 25.00 is over 2.00, the limit of Northbank at 72 months. California allows 2.00.",
  };

  it("is refused with both limits named, and never lowered", () => {
    expect(overCap(caps, "0.0225")).toBe(
      "Markup 2.25 is over 2.00, the limit of Northbank at 72 months. California allows 2.00.",
    );
    expect(overCap(caps, "0.02")).toBeNull();
    expect(shareUsed("0.0125", "0.02")).toBe(62);
  });

  it("is refused in the cell of the sell rate too: 5.24 and 2.25 points are 7.49", () => {
    const cell = capped(sellRate, "rate", caps);
    expect(cell.refuse?.(ortega, "0.0749")).toContain("Markup 2.25 is over 2.00");
    expect(cell.refuse?.(ortega, "0.0724")).toBeNull();
  });
});
