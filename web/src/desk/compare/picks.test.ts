import { describe, expect, it } from "vitest";
import { picked } from "./picks";

const deal = (letters: string) => [...letters].map((letter) => ({ id: `id of ${letter}`, letter }));
const letters = (scenarios: readonly { letter: string }[]) => scenarios.map(({ letter }) => letter).join("");
const chosenId = "id of A";

describe("the scenarios side by side", () => {
  it("are the first four, with the open and the chosen one always among them", () => {
    expect(letters(picked(deal("ABC"), [], { open: "C", chosenId }))).toBe("ABC");
    expect(letters(picked(deal("ABCDEFGHIJKLM"), [], { open: "M", chosenId }))).toBe("ABCM");
    expect(letters(picked(deal("ABCDEFG"), [], { open: "F", chosenId: "id of G" }))).toBe("ABFG");
    expect(letters(picked(deal("ABCDEFG"), [], { open: null, chosenId: null }))).toBe("ABCD");
  });

  it("are those that were picked, at most four", () => {
    expect(letters(picked(deal("ABCDEFG"), ["G", "B"], { open: "A", chosenId }))).toBe("BG");
    expect(letters(picked(deal("ABCDEFG"), ["G", "B", "C", "D", "E"], { open: "A", chosenId }))).toBe("BCDE");
  });

  it("are not left to one alone when a colleague takes the other off the deal", () => {
    expect(letters(picked(deal("AB"), ["B", "G"], { open: "B", chosenId }))).toBe("AB");
  });
});
