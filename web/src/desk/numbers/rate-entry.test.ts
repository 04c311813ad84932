import { describe, expect, it } from "vitest";
import { readMoneyFactor, readPercent, readTerm, readWhole } from "./rate-entry";

const rate = { present: "0.0649", most: 100, called: "rate", example: "6.49" };

function read(entry: ReturnType<typeof readTerm>) {
  return entry.ok ? entry.value : entry.message;
}

describe("a rate", () => {
  it.each([
    ["6.49", "0.0649"],
    ["6.49%", "0.0649"],
    ["6", "0.06"],
    ["0", "0"],
    [".9", "0.009"],
    ["6.495", "0.06495"],
    ["100", "1"],
    ["+.25", "0.0674"],
    ["-.25", "0.0624"],
    ["=5.24+1.25", "0.0649"],
    ["6.123456", "0.06123456"],
    ["6.1234567", "0.06123457"],
  ])("reads %s as %s", (typed, wire) => expect(read(readPercent(typed, rate))).toBe(wire));

  it.each([
    ["abc", /not a rate. Try 6.49/],
    ["6,49", /not a rate/],
    ["101", /More than 100/],
    ["-7", /not below zero/],
    ["6.4.9", /not a rate/],
    ["%", /not a rate/],
  ])("refuses %s", (typed, why) => expect(read(readPercent(typed, rate))).toMatch(why));

  it("may be needed", () => {
    expect(read(readPercent("", rate))).toBe("0");
    expect(read(readPercent("", { ...rate, needed: true }))).toBe("A rate is needed here.");
  });
});

describe("a money factor", () => {
  it.each([
    [".00195", "0.00195"],
    ["0.00195", "0.00195"],
    // 4.68 % a year / 2400
    ["4.68%", "0.00195"],
    ["6%", "0.0025"],
    ["+.00001", "0.00196"],
    ["-.00005", "0.0019"],
  ])("reads %s as %s", (typed, wire) => expect(read(readMoneyFactor(typed, "0.00195"))).toBe(wire));

  it.each(["4.68", "195", "", "x", "-.1"])("refuses %s", (typed) =>
    expect(readMoneyFactor(typed, "0.00195").ok).toBe(false),
  );
});

describe("a term", () => {
  it.each([
    ["72", "72"],
    ["6y", "72"],
    ["6 yrs", "72"],
    ["84mo", "84"],
  ])("reads %s as %s", (typed, months) => expect(read(readTerm(typed))).toBe(months));

  it.each(["", "0", "6.5", "1000", "six", "-72"])("refuses %s", (typed) =>
    expect(readTerm(typed).ok).toBe(false),
  );
});

describe("a whole number", () => {
  it("takes thousands", () => {
    expect(read(readWhole("12k", 100_000, "Miles"))).toBe("12000");
    expect(read(readWhole("12,000", 100_000, "Miles"))).toBe("12000");
    expect(read(readWhole("12.5k", 100_000, "Miles"))).toBe("12500");
    expect(readWhole("12.5", 100_000, "Miles").ok).toBe(false);
    expect(readWhole("200k", 100_000, "Miles").ok).toBe(false);
  });
});
