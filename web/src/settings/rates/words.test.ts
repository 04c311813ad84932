import { describe, expect, it } from "vitest";
import type { EffectiveRate } from "./shapes";
import { changeText, means, rateText, spanText } from "./words";

describe("local rates in words", () => {
  it("says how far a rate reaches and when", () => {
    expect(rateText("0.015", "5000.00")).toBe("1.5% on the first 5,000");
    expect(rateText("0.00875", null)).toBe("0.875%");
    expect(rateText("0", null)).toBe("0%");
    expect(spanText(null, null)).toBe("always");
    expect(spanText("2026-01-01", null)).toBe("from Jan 1, 2026");
    expect(spanText(null, "2026-12-31")).toBe("until Dec 31, 2026");
    expect(spanText("2026-01-01", "2026-12-31")).toBe("Jan 1, 2026 to Dec 31, 2026");
  });

  it("says how a file would change it", () => {
    const before = { rate: "0.01", cap: null, whose: "table" as const };
    const after = { rate: "0.015", cap: null, from: null, to: null };
    expect(changeText({ kind: "changed", before, after })).toBe("1% → 1.5%");
    expect(changeText({ kind: "added", before: null, after })).toBe("1.5%");
    expect(changeText({ kind: "same", before: { ...before, rate: "0.015" }, after })).toBe("1.5%");
    expect(changeText({ kind: "ended", before, after: { ...after, rate: "0.01" } })).toBe("1% ends");
  });

  it("finds a rate by place, county or source", () => {
    const rate = {
      name: "Memphis",
      county: "Shelby County",
      source: "Department of Revenue",
    } as EffectiveRate;
    expect(means(rate, "shel")).toBe(true);
    expect(means(rate, " REVENUE ")).toBe(true);
    expect(means(rate, "Knox")).toBe(false);
    expect(means(rate, "")).toBe(true);
  });
});
