import { expect, it } from "vitest";
import { sumOf } from "./rows";

it("sums to the cent, also over what is owed and what is not known", () => {
  expect(sumOf(["0.10", "0.20", "-0.05", null, undefined])).toBe("0.25");
  expect(sumOf(["9007199254740993.01", "0.01"])).toBe("9007199254740993.02");
  expect(sumOf([null, undefined])).toBeNull();
  expect(sumOf([])).toBeNull();
});
