import { describe, expect, it } from "vitest";
import { centsOf, wireDecimal, wireMoney } from "./exact";
import { day, dollars, money, moneyFactor, negated, percent, shortMoney, signedMoney } from "./format";
import { stepMoney, stepMoneyFactor, stepPercent, stepTerm } from "./steps";

describe("shown values", () => {
  it("groups thousands and has a real minus", () => {
    expect(money("42645.00")).toBe("42,645.00");
    expect(money("-3281.56")).toBe("\u22123,281.56");
    expect(money("0.00")).toBe("0.00");
    expect(money("1234567.89")).toBe("1,234,567.89");
    expect(signedMoney("44.86")).toBe("+44.86");
    expect(signedMoney("0.00")).toBe("0.00");
    expect(shortMoney("3000.00")).toBe("3,000");
    expect(shortMoney("977.38")).toBe("977.38");
    expect(dollars("-2282.41")).toBe("\u22122,282");
    expect(negated("0.00")).toBe("0.00");
    expect(negated("5.00")).toBe("-5.00");
    expect(negated("-5.00")).toBe("5.00");
  });

  it("shows rates as percent without a float", () => {
    expect(percent("0.0649")).toBe("6.49%");
    expect(percent("0.06")).toBe("6.00%");
    expect(percent("0.06495")).toBe("6.495%");
    expect(percent("0.00")).toBe("0.00%");
    expect(percent("1")).toBe("100.00%");
    expect(percent("1.0123", 0)).toBe("101.23%");
    expect(percent("0.61", 0)).toBe("61%");
    expect(moneyFactor("0.00195")).toBe(".00195");
    expect(moneyFactor("0.0019")).toBe(".00190");
  });

  it("shows a day as that day in every time zone", () => expect(day("2026-11-01")).toBe("Nov 1, 2026"));
});

describe("wire values", () => {
  it("go to cents and back", () => {
    for (const wire of ["0.00", "0.05", "-0.05", "41017.77", "-3281.56"]) {
      expect(wireMoney(centsOf(wire) ?? 99n)).toBe(wire);
    }
    expect(centsOf(null)).toBeNull();
    expect(wireDecimal(649n, 4)).toBe("0.0649");
    expect(wireDecimal(100_000_000n, 8)).toBe("1");
    expect(wireDecimal(0n, 8)).toBe("0");
  });
});

describe("arrow keys", () => {
  const plain = { up: true, shift: false, alt: false };
  it("step by what the line is", () => {
    expect(stepMoney("3000.00", plain)).toBe("3100.00");
    expect(stepMoney("3000.00", { ...plain, up: false, shift: true })).toBe("2000.00");
    expect(stepMoney("3000.00", { ...plain, alt: true })).toBe("3001.00");
    expect(stepMoney("50.00", { ...plain, up: false })).toBe("0.00");
    expect(stepPercent("0.0649", plain)).toBe("0.0654");
    expect(stepPercent("0.0649", { ...plain, up: false, shift: true })).toBe("0.0624");
    expect(stepMoneyFactor("0.00195", plain)).toBe("0.00196");
    expect(stepTerm(72, [48, 60, 75, 84], true)).toBe(75);
    expect(stepTerm(72, [48, 60, 75, 84], false)).toBe(60);
    expect(stepTerm(84, [48, 60, 75, 84], true)).toBe(84);
  });
});
