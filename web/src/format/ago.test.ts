import { describe, expect, it } from "vitest";
import { ago, daysSince } from "./ago";

const now = new Date(2026, 10, 21, 10, 51);
const before = (ms: number) => new Date(now.getTime() - ms).toISOString();

describe("how long ago", () => {
  it.each([
    [0, "now"],
    [59_999, "now"],
    [60_000, "1 min"],
    [59 * 60_000, "59 min"],
    [3_600_000, "1 h"],
    [86_400_000 - 1, "23 h"],
    [86_400_000, "1 d"],
    [7 * 86_400_000 - 1, "6 d"],
  ])("%d ms is %s", (ms, words) => {
    expect(ago(before(ms), now)).toBe(words);
  });

  it("becomes a date after a week, with the year when it is another one", () => {
    expect(ago(new Date(2026, 10, 14, 9).toISOString(), now)).toBe("Nov 14");
    expect(ago(new Date(2025, 10, 14, 9).toISOString(), now)).toBe("Nov 14, 2025");
  });

  it("does not run ahead of a clock that is slow", () => {
    expect(ago(before(-5_000), now)).toBe("now");
  });
});

describe("days in stock", () => {
  it("counts calendar days, also over the end of summer time", () => {
    expect(daysSince("2026-11-21", now)).toBe(0);
    expect(daysSince("2026-10-18", now)).toBe(34);
    expect(daysSince("2026-08-16", now)).toBe(97);
  });
});
