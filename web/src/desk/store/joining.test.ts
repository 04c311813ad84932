import { describe, expect, it, vi } from "vitest";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { beside } from "./joining";
import { scenarioOf } from "./scenario";
import { structure } from "./world-for-tests";

vi.mock("../api/deals", () => ({ etagOf: (revision: number) => `"${revision}"` }));

/** 3,000 down is what both started from. */
const scenario = scenarioOf(structure(ortega));
const down = (cash_down: string): Deal => ({ ...ortega, cash_down });
const cheaper = (inputs: Deal): Deal => ({ ...inputs, selling_price: "40500.00" });
const as = (inputs: Deal, name = scenario.name) => ({ name, inputs });

describe("what was sent without an answer", () => {
  it("is known to have arrived where all its lines stand there, whatever a colleague changed beside them", () => {
    const mine = { ...scenario, inputs: ortega, sent: [down("4000.00")] };
    expect(beside(mine, as(down("4000.00"))).merged.value).toEqual(ortega);
    expect(beside(mine, as(cheaper(down("4000.00")))).merged.value).toEqual(cheaper(ortega));
    const typedOn = { ...mine, inputs: down("4500.00") };
    const { merged } = beside(typedOn, as(cheaper(down("4000.00"))));
    expect(merged).toMatchObject({ value: cheaper(down("4500.00")), clashes: [] });
  });

  it("is known to have arrived although it was sent back to what it was since", () => {
    const mine = { ...scenario, inputs: ortega, sent: [down("4000.00"), ortega] };
    expect(beside(mine, as(down("4000.00"))).merged.value).toEqual(ortega);
  });

  it("did not arrive where only a colleague's line stands there", () => {
    const mine = { ...scenario, inputs: down("4500.00"), sent: [down("4000.00")] };
    expect(beside(mine, as(cheaper(ortega))).merged).toMatchObject({
      value: cheaper(down("4500.00")),
      clashes: [],
    });
    expect(beside(mine, as(down("5000.00"))).merged.clashes).toEqual([
      { path: ["cash_down"], mine: "4500.00", theirs: "5000.00" },
    ]);
  });
});

describe("the name", () => {
  it("is the colleague's unless it was given here", () => {
    expect(beside(scenario, as(ortega, "More down")).name).toBe("More down");
    expect(beside({ ...scenario, name: "Mine" }, as(ortega, "More down")).name).toBe("Mine");
  });

  it("is one's own where the save was one's own, its answer lost", () => {
    expect(beside({ ...scenario, sent: [ortega] }, as(ortega, "Given and taken back")).name).toBe("As asked");
  });
});
