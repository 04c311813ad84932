import { describe, expect, it } from "vitest";
import { isCalled, readAsked } from "./asked";

describe("a question", () => {
  it.each([
    ["roll 650", "roll", "650"],
    ["Roll to 650", "roll", "650"],
    ["roll $650.50", "roll", "$650.50"],
    ["down 4k", "down", "4k"],
    ["4k down", "down", "4k"],
    ["$4,000 cash down", "cash down", "$4,000"],
    ["down +500", "down", "+500"],
    ["down \u2212500", "down", "-500"],
    ["down =2500 + 500", "down", "=2500 + 500"],
    ["price=41000-500", "price", "=41000-500"],
    ["discount 5%", "discount", "5%"],
    ["5% discount", "discount", "5%"],
    ["rate 6.49", "rate", "6.49"],
    ["mf .00195", "mf", ".00195"],
    ["72 months", "term", "72"],
    ["72mo", "term", "72"],
    ["6y", "term", "6y"],
    ["6 years", "term", "6y"],
    ["term 84", "term", "84"],
    ["term 7y", "term", "7y"],
  ])("%s asks for %s of %s", (typed, words, value) => {
    expect(readAsked(typed)).toEqual({ words, value });
  });

  it.each(["", "650", "ortega", "marisol ortega", "=5", "down", "H26118 "])("is not %j", (typed) => {
    const asked = readAsked(typed);
    // A stock number reads like a word and a value; no line is called so.
    expect(asked === null || !isCalled(asked.words, "Cash down")).toBe(true);
  });
});

describe("a name", () => {
  it("is called by the beginnings of its words, in any order", () => {
    expect(isCalled("down", "Cash down")).toBe(true);
    expect(isCalled("cash", "Cash down")).toBe(true);
    expect(isCalled("down cash", "Cash down")).toBe(true);
    expect(isCalled("acc", "Accessories")).toBe(true);
    expect(isCalled("downs", "Cash down")).toBe(false);
  });

  it("is not called by one or two letters, unless that is a whole word", () => {
    expect(isCalled("d", "Dealer discount")).toBe(false);
    expect(isCalled("ca", "Cash down")).toBe(false);
    expect(isCalled("mf", "sell money factor mf")).toBe(true);
  });
});
