import { expect, it } from "vitest";
import { factsOf } from "./facts";

const vehicle = { id: "v1", name: "2023 Honda Pilot", stock_number: "H1", facts: {} };

it("tells rate cards what the deal knows of the vehicle, and nothing that it does not know", () => {
  expect(factsOf({ ...vehicle, make: "Honda", certified: true })).toEqual({ make: "Honda", certified: true });
  expect(factsOf({ ...vehicle, make: "Honda", certified: false })).toEqual({
    make: "Honda",
    certified: false,
  });
  expect(factsOf(vehicle)).toEqual({});
  expect(factsOf(null)).toEqual({});
});
