import { expect, it } from "vitest";
import { ageOf, statusesFor } from "./stock";

it("shows what is on hand unless something else is asked for", () => {
  expect(statusesFor(undefined)).toEqual(["in_transit", "available", "reserved", "hold"]);
  expect(statusesFor("stolen")).toEqual(["in_transit", "available", "reserved", "hold"]);
  expect(statusesFor("sold")).toEqual(["sold"]);
  expect(statusesFor("any")).toEqual([]);
});

it("turns amber after 60 days and red after 90", () => {
  expect([0, 60, 61, 90, 91].map(ageOf)).toEqual(["fresh", "fresh", "aging", "aging", "old"]);
});
