import { describe, expect, it } from "vitest";
import { ofCents } from "./exact";
import { readMoney } from "./money-entry";

const lines: Record<string, bigint> = { msrp: 4_264_500n, "a.cash": 300_000n };
const rules = {
  present: "3000.00",
  percentOf: 4_264_500n,
  names: (name: string) => {
    const cents = lines[name];
    return cents === undefined ? null : ofCents(cents);
  },
};

function value(typed: string, more = {}) {
  const entry = readMoney(typed, { ...rules, ...more });
  return entry.ok ? entry.value : entry.message;
}

describe("an amount", () => {
  it.each([
    ["25000", "25000.00"],
    ["25,000", "25000.00"],
    ["$25,000", "25000.00"],
    ["25,000.5", "25000.50"],
    ["25k", "25000.00"],
    ["25K", "25000.00"],
    ["1.5k", "1500.00"],
    ["1.2345k", "1234.50"],
    [".5", "0.50"],
    ["12.", "12.00"],
    ["0", "0.00"],
    ["$ 1 234.56 USD", "1234.56"],
    ["12.340", "12.34"],
  ])("reads %s as %s", (typed, wire) => expect(value(typed)).toBe(wire));

  it("is relative after a sign", () => {
    expect(value("+500")).toBe("3500.00");
    expect(value("-500")).toBe("2500.00");
    expect(value("\u2212500")).toBe("2500.00");
    expect(value("-1k")).toBe("2000.00");
    expect(value("+.01", { present: "-500.00" })).toBe("-499.99");
    expect(value("+500", { present: null })).toBe("500.00");
  });

  it("is truly negative only by formula", () => {
    expect(value("=-500")).toBe("-500.00");
  });

  it("is a percent where there is something to take it of", () => {
    // 5 % of 42,645.00 = 2,132.25; 3.86 % = 1,646.097, to the cent 1,646.10.
    expect(value("5%")).toBe("2132.25");
    expect(value("3.86%")).toBe("1646.10");
    expect(value("5%", { percentOf: null })).toMatch(/nothing to be taken of/);
  });

  it("is zero when empty, unless it is needed", () => {
    expect(value("")).toBe("0.00");
    expect(value("  ")).toBe("0.00");
    expect(value("", { needed: true })).toBe("An amount is needed here.");
  });

  it("keeps cents that a float would lose", () => {
    expect(value("90071992547409.93")).toBe("That is more than a deal can hold.");
    expect(value("999999999999.99")).toBe("999999999999.99");
    expect(value("=.1+.2")).toBe("0.30");
    expect(value("=1.005")).toBe("1.01");
  });

  it.each(["3,00o", "3,00", "1,0000", "12..3", "abc", "k", "$", "--5", "1e5", "5k5", "+"])(
    "refuses %s",
    (typed) => {
      const entry = readMoney(typed, { ...rules, present: "1.00", needed: true });
      expect(entry.ok).toBe(false);
    },
  );

  it("says what to try", () => {
    expect(value("3,00o")).toBe("“3,00o” is not an amount. Try 3000, 3k or =2500+500.");
    expect(value("12.345")).toBe("“12.345” has more than two decimals.");
  });
});

describe("a formula", () => {
  it.each([
    ["=2500+500", "3000.00"],
    ["=30000-1500", "28500.00"],
    ["=msrp*.95", "40512.75"],
    ["=MSRP * 95%", "40512.75"],
    ["=a.cash", "3000.00"],
    ["=A.cash+1k", "4000.00"],
    ["=(1+2)*3", "9.00"],
    ["=1+2*3", "7.00"],
    ["=10/4", "2.50"],
    ["=10/3", "3.33"],
    ["=20/3", "6.67"],
    ["=-20/3", "-6.67"],
    ["=1,250.50*2", "2501.00"],
    ["=--5", "5.00"],
    ["=2*-3", "-6.00"],
    ["=1/3*3", "1.00"],
  ])("%s is %s", (typed, wire) => expect(value(typed)).toBe(wire));

  it("is kept to be shown at the next focus", () => {
    expect(readMoney("=2500+500", rules)).toEqual({ ok: true, value: "3000.00", formula: "=2500+500" });
    expect(readMoney("5%", rules)).toEqual({ ok: true, value: "2132.25", formula: "5%" });
    expect(readMoney("3000", rules)).toEqual({ ok: true, value: "3000.00", formula: null });
  });

  it.each([
    ["=", /goes here/],
    ["=2500+", /missing at the end/],
    ["=(2", /closing \)/],
    ["=2)", /out of place/],
    ["=1/0", /divided by zero/],
    ["=1/(2-2)", /divided by zero/],
    ["=foo", /no line “foo”/],
    ["=b.cash", /no line “b.cash”/],
    ["=2o", /not a number/],
    ["=2 3", /out of place/],
    ["=1;2", /does not belong/],
    ["=9999999999999", /more than a deal/],
  ])("%s is refused", (typed, why) => expect(value(typed)).toMatch(why));
});
