import { describe, expect, it } from "vitest";
import { lenderDraft, readLender } from "./lender-draft";
import { readSheet, sheetDraft } from "./sheet-draft";
import {
  capsText,
  changeText,
  daysLeft,
  endsSoon,
  limitsText,
  placeOfFault,
  reserveText,
  tierText,
} from "./words";

describe("a rate sheet in words", () => {
  it("says how long it still holds, its last day among them", () => {
    expect(daysLeft("2026-11-30", "2026-11-22")).toBe("8 days left");
    expect(daysLeft("2026-11-23", "2026-11-22")).toBe("1 day left");
    expect(daysLeft("2026-11-22", "2026-11-22")).toBe("last day");
    expect(daysLeft("2026-11-21", "2026-11-22")).toBe("over");
    expect(daysLeft(null, "2026-11-22")).toBe("open");
    // Over the night on which clocks go back a day has 25 hours, and is one day.
    expect(daysLeft("2026-11-02", "2026-10-31")).toBe("2 days left");
    expect(endsSoon("2026-11-29", "2026-11-22")).toBe(true);
    expect(endsSoon("2026-11-30", "2026-11-22")).toBe(false);
    expect(endsSoon(null, "2026-11-22")).toBe(false);
  });

  it("says where a fault stands", () => {
    const fault = { code: "over", detail: "is over 100", pointer: "/files/residuals" };
    expect(placeOfFault({ ...fault, file: "residuals", line: 3, column: 5, name: "residual" })).toBe(
      "Residuals, line 3, column 5 (residual)",
    );
    expect(placeOfFault({ ...fault, file: "retail", line: 4, column: null, name: "" })).toBe("Rates, line 4");
    expect(placeOfFault({ ...fault, file: "retail", line: 0 })).toBe("Rates");
    expect(placeOfFault({ ...fault, pointer: "/valid_from" })).toBe("First day");
    expect(placeOfFault({ ...fault, pointer: "/lease/mileage/1/points" })).toBe(
      "Residual at other miles, step 2",
    );
    expect(placeOfFault({ ...fault, pointer: "/lease/deposits/factor_step" })).toBe("Deposits factor step");
  });

  it("says whom a tier takes and what a row asks", () => {
    expect(tierText({ name: "A", score_from: 720 })).toBe("720 and up");
    expect(tierText({ name: "B", score_from: 640, score_to: 719, excludes: ["open_bankruptcy"] })).toBe(
      "640 to 719, no open bankruptcy",
    );
    expect(tierText({ name: "C" })).toBe("any score");
    expect(
      limitsText({
        tier: "A",
        term_from: 24,
        term_to: 60,
        odometer_to: 60_000,
        amount_from: "7500.00",
        advance: { most: "1.25", of: "msrp" },
      }),
    ).toBe("to 60,000 miles, amount from 7,500, 125% of MSRP");
  });

  it("says what changed", () => {
    const figures = [
      { name: "buy_rate", before: "0.0499", after: "0.0524" },
      { name: "flat", before: null, after: "200.00" },
      { name: "money_factor", before: "0.00195", after: "0.0021" },
    ];
    expect(changeText({ figures })).toBe(
      "buy rate 4.99% → 5.24%; flat none → 200.00; money factor .00195 → .00210",
    );
  });
});

describe("a lender", () => {
  const lender = {
    id: "x",
    name: "Northbank",
    kind: "bank" as const,
    day_base: "360" as const,
    states: ["FL", "CA"],
    reserve: { method: "present_value" as const, share: "0.75", split: { over: "0.02", share: "0.5" } },
    chargeback: { within_days: 120, takes: "unearned" as const },
    markup_caps: [{ term_to: 60, points: "0.025" }, { points: "0.02" }],
  };

  it("is read in words", () => {
    expect(reserveText(lender)).toBe("75% of the markup's present value, 50% over 2 points");
    expect(capsText(lender)).toBe("2.5 points to 60 months, 2 points beyond");
  });

  it("comes out of its form as it went in", () => {
    const { id, ...rest } = lender;
    expect(id).toBe("x");
    const read = readLender(lenderDraft(lender, true));
    expect(read).toEqual({ value: { ...rest, active: true }, faults: {} });
  });

  it("sends only what its reserve goes by, and nothing back where nothing is charged back", () => {
    const draft = lenderDraft(lender, false);
    const flat = {
      ...draft,
      reserve: { ...draft.reserve, method: "flat", amount: "300" },
      chargeback: { ...draft.chargeback, within_days: "" },
    };
    const { value } = readLender(flat);
    expect(value.reserve).toEqual({ method: "flat", amount: "300.00" });
    expect(value.chargeback).toBeNull();
  });

  it("needs both sides of a split", () => {
    const draft = lenderDraft(lender, true);
    const half = { ...draft, reserve: { ...draft.reserve, "split/share": "" } };
    expect(Object.keys(readLender(half).faults)).toEqual(["/reserve/split/share"]);
  });
});

describe("a sheet that is handed in", () => {
  const filled = () => {
    const draft = sheetDraft([], "2026-11-22");
    return {
      ...draft,
      head: { ...draft.head, name: "Standard", states: "fl, ga" },
      files: { ...draft.files, retail: "tier,term_from\n", residuals: "make\n" },
    };
  };

  it("carries the files of its kind only", () => {
    const { value, faults } = readSheet(filled(), [], "lender");
    expect(faults).toEqual({});
    expect(value).toEqual({
      lender_id: "lender",
      name: "Standard",
      kind: "retail",
      valid_from: "2026-11-22",
      states: ["FL", "GA"],
      makes: [],
      models: [],
      files: { retail: "tier,term_from\n" },
    });
  });

  it("says all that is missing at once", () => {
    const draft = filled();
    const lease = {
      ...draft,
      head: { ...draft.head, kind: "lease", valid_to: "2026-11-21" },
      lease: { ...draft.lease, "deposits/most": "7" },
    };
    expect(Object.keys(readSheet(lease, [], "lender").faults).toSorted()).toEqual([
      "/files/factors",
      "/lease/acquisition_fee",
      "/lease/deposits/factor_step",
      "/lease/deposits/rounded_up_to",
      "/valid_to",
    ]);
  });
});
