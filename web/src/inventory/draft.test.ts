import { describe, expect, it } from "vitest";
import { draftOf, readDraft } from "./draft";

function typed(changes: Record<string, string>) {
  const draft = draftOf(undefined);
  return { ...draft, typed: { ...draft.typed, ...changes } };
}

const whole = { stock_number: "H26118", vin: "1M8GDM9AXKP042788", year: "2019", make: "MCI", model: "J4500" };

describe("the form of a vehicle", () => {
  it("reads amounts as people type them, and keeps the cents", () => {
    const { details, faults } = readDraft(
      typed({ ...whole, msrp: "$42,645", list_price: "41k", odometer: "12,345" }),
      true,
    );
    expect(faults).toEqual({});
    expect(details).toMatchObject({ msrp: "42645.00", list_price: "41000.00", odometer: 12345, year: 2019 });
  });

  it("names every field that it cannot read", () => {
    const { faults } = readDraft(typed({ ...whole, list_price: "3,00o", odometer: "12.5", make: " " }), true);
    expect(Object.keys(faults).toSorted()).toEqual(["/list_price", "/make", "/odometer"]);
  });

  it("needs number, VIN, year, make and model", () => {
    expect(Object.keys(readDraft(typed({}), true).faults).toSorted()).toEqual([
      "/make",
      "/model",
      "/stock_number",
      "/vin",
      "/year",
    ]);
  });

  it("says that a vehicle is certified, and by what, of a used one alone", () => {
    const cpo = { ...typed({ ...whole, certified_programme: " MCI Certified " }), certified: true };
    expect(readDraft({ ...cpo, condition: "used" }, true).details).toMatchObject({
      certified: true,
      certified_programme: "MCI Certified",
    });
    const nothing = { certified: false, certified_programme: null };
    expect(readDraft({ ...cpo, condition: "new" }, true).details).toMatchObject(nothing);
    expect(readDraft({ ...cpo, condition: "used", certified: false }, true).details).toMatchObject(nothing);
  });

  it("sends no cost for those who do not see it", () => {
    expect(readDraft(typed(whole), false).details).not.toHaveProperty("cost");
    expect(readDraft(typed({ ...whole, cost: "39412" }), true).details.cost).toBe("39412.00");
  });
});
