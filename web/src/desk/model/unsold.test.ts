import { describe, expect, it } from "vitest";
import { type ProductFault, unsoldOf } from "./unsold";

const fault = (structure_id: string, line: string): ProductFault => ({
  structure_id,
  line,
  pointer: "/inputs/products/0",
  code: "not_eligible",
  detail: "Service contract cannot be sold with this deal.",
});
const product = (id: string) => ({ id, kind: "service_contract" as const, name: "", price: "2000.00" });

describe("products that cannot be sold", () => {
  it("are those of the scenario, and none once its line is taken off", () => {
    const deal = { product_faults: [fault("a", "p1"), fault("b", "p1")] };
    const scenario = { id: "a", inputs: { products: [product("p1"), product("p2")] } };
    expect(unsoldOf(deal, scenario)).toEqual([fault("a", "p1")]);
    expect(unsoldOf(deal, { id: "a", inputs: { products: [product("p2")] } })).toEqual([]);
    expect(unsoldOf({}, scenario)).toEqual([]);
  });
});
