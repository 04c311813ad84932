import { describe, expect, it } from "vitest";
import { answerOf, readAnswer } from "./answer-cell";

const none = () => null;
const said = (type: "days" | "count" | "money", typed: string) => {
  const entry = readAnswer(type, typed, null, none);
  return entry.ok ? entry.value : entry.message;
};

describe("an answer that is typed", () => {
  it("is a whole number of days", () => {
    expect(said("days", "90")).toBe("90");
    expect(said("days", "1,200")).toBe("1200");
    expect(said("days", "")).toBe("A number of days is needed here.");
    expect(said("days", "2.5")).toBe("“2.5” is not a whole number.");
    expect(said("days", "-3")).toBe("“-3” is not a whole number.");
    expect(said("days", "36501")).toBe("More than 36500 does not fit here.");
  });

  it("is an amount that is not below zero", () => {
    expect(said("money", "12k")).toBe("12000.00");
    expect(said("money", "=1500+50")).toBe("1550.00");
    expect(said("money", "")).toBe("An amount is needed here.");
    expect(said("money", "=-5")).toBe("An amount here is not below zero.");
    expect(said("money", "12.345")).toBe("“12.345” has more than two decimals.");
  });

  it("goes to the engine as its kind", () => {
    expect(answerOf("days", "90")).toBe(90);
    expect(answerOf("money", "1550.00")).toBe("1550.00");
  });
});
