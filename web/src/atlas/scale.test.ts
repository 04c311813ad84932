import { describe, expect, it } from "vitest";
import { rounded, scaleOf, stepOf } from "./scale";

describe("the color scale", () => {
  it("rounds its steps to amounts that one reads at a glance", () => {
    expect([0, 7, 87, 274, 1234, 12_345].map(rounded)).toEqual([0, 7, 87, 275, 1250, 12_500]);
  });

  // Ten amounts: a fifth of them ends at every second one, 300, 500, 700 and 900.
  it("spreads the states over five steps", () => {
    const amounts = Array.from({ length: 10 }, (_, at) => `${(at + 1) * 100}.00`);
    const scale = scaleOf([...amounts, "0.00", null]);
    expect(scale.breaks).toEqual([300, 500, 700, 900]);
    expect(stepOf("299.99", scale)).toBe(1);
    expect(stepOf("300.00", scale)).toBe(2);
    expect(stepOf("900.00", scale)).toBe(5);
    expect(stepOf("0.00", scale)).toBe(0);
    expect(stepOf(null, scale)).toBe(0);
  });

  it("has one step where all pay alike", () => {
    const scale = scaleOf(["500.00", "500.00", "500.00"]);
    expect(scale.breaks).toEqual([]);
    expect(stepOf("500.00", scale)).toBe(3);
  });

  it("uses both ends of the scale where there are few steps", () => {
    const scale = scaleOf(["100.00", "900.00"]);
    expect(scale.breaks).toEqual([900]);
    expect([stepOf("100.00", scale), stepOf("900.00", scale)]).toEqual([2, 4]);
  });
});
