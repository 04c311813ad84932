import { describe, expect, it } from "vitest";
import {
  codeOf,
  draftOf,
  faultAt,
  type Field,
  placesOf,
  placesOfRows,
  readFields,
  readRows,
  rowOf,
  rowsOf,
  sameDraft,
  shownAt,
} from "./fields";

const FEE: readonly Field[] = [
  { name: "name", label: "Name", kind: "text", needed: true },
  { name: "amount", label: "Amount", kind: "money", needed: true },
  { name: "share", label: "Share", kind: "percent", most: 100 },
  { name: "days", label: "Days", kind: "whole", most: 99 },
  { name: "when/kinds", label: "Deals", kind: "choices", options: [["cash", "Cash"]] },
  { name: "when/states", label: "States", kind: "words", upper: true },
  { name: "terms", label: "Terms", kind: "wholes", most: 120 },
  { name: "active", label: "Active", kind: "yes" },
];

describe("the fields of a form", () => {
  it("show what is on the wire and give the same back", () => {
    const wire = {
      name: "Tag agency",
      amount: "1495.50",
      share: "0.0175",
      days: 45,
      when: { kinds: ["cash"], states: ["FL", "GA"] },
      terms: [48, 60],
      active: true,
    };
    const draft = draftOf(FEE, wire);
    expect(draft).toEqual({
      name: "Tag agency",
      amount: "1,495.50",
      share: "1.75",
      days: "45",
      "when/kinds": ["cash"],
      "when/states": "FL, GA",
      terms: "48, 60",
      active: true,
    });
    expect(readFields(FEE, draft)).toEqual({ value: wire, faults: {} });
  });

  it("leave out what is empty, and keep what no field is for", () => {
    const read = readFields(FEE, { ...draftOf(FEE, undefined), name: "Tag", amount: "5" }, "", {
      id: "a",
      share: "0.5",
      when: { conditions: ["new"], kinds: ["cash"] },
    });
    expect(read.value).toEqual({
      id: "a",
      name: "Tag",
      amount: "5.00",
      when: { conditions: ["new"], kinds: [], states: [] },
      terms: [],
      active: false,
    });
  });

  it("name each fault by the pointer of its field, all at once", () => {
    const rows = rowsOf(FEE, [{ name: "Tag", amount: "5.00" }, {}]);
    const second = rows[1] as (typeof rows)[number];
    const typed = { ...second, cells: { ...second.cells, share: "much", days: "1.5", terms: "48, x" } };
    const { faults } = readRows(FEE, [rows[0] as typeof second, typed], "/fees");
    expect(Object.keys(faults).toSorted()).toEqual([
      "/fees/1/amount",
      "/fees/1/days",
      "/fees/1/name",
      "/fees/1/share",
      "/fees/1/terms",
    ]);
    expect(faults["/fees/1/name"]).toBe("This is needed.");
    expect(faults["/fees/1/days"]).toBe("“1.5” is not a whole number.");
  });

  it("take an amount below zero, which a floor of the gross may be", () => {
    const floor: Field[] = [{ name: "front_gross", label: "Front", kind: "money" }];
    expect(readFields(floor, { front_gross: "-500" }).value).toEqual({ front_gross: "-500.00" });
    expect(draftOf(floor, { front_gross: "-500.00" })).toEqual({ front_gross: "−500" });
    expect(readFields(floor, { front_gross: "−500" }).value).toEqual({ front_gross: "-500.00" });
  });
});

describe("the server's faults", () => {
  const faults = { "/states/1": "ZZ is no state.", "/fees/0/amount": "is too much", "/fees/2": "is double" };

  it("reach the field, also where they name an entry of its list", () => {
    expect(faultAt(faults, "/states")).toBe("ZZ is no state.");
    expect(faultAt(faults, "/state")).toBeUndefined();
  });

  it("are told apart from those that no field shows", () => {
    const rows = rowsOf(FEE, [{}]);
    const places = [
      ...placesOf([{ name: "states", label: "", kind: "words" }]),
      ...placesOfRows(FEE, rows, "/fees"),
    ];
    expect(shownAt(faults, places)).toEqual(["/states/1", "/fees/0/amount"]);
    expect(shownAt(faults, places, ["/fees/2"])).toHaveLength(3);
  });
});

describe("a draft", () => {
  it("is the same when it says the same, whatever its rows are called", () => {
    const one = { fees: [rowOf(FEE, { name: "Tag" })] };
    expect(sameDraft(one, { fees: [rowOf(FEE, { name: "Tag" })] })).toBe(true);
    expect(sameDraft(one, { fees: [rowOf(FEE, { name: "Tags" })] })).toBe(false);
    expect(sameDraft(one, { fees: [] })).toBe(false);
  });
});

describe("a code out of a name", () => {
  it("is plain, short, and not taken before", () => {
    expect(codeOf("Competing quote!", [])).toBe("competing_quote");
    expect(codeOf("Competing quote", ["competing_quote", "competing_quote_2"])).toBe("competing_quote_3");
    expect(codeOf("  ", [])).toBe("entry");
    expect(codeOf("Véhicule âgé", [])).toBe("vehicule_age");
    expect(codeOf("x".repeat(60), [])).toHaveLength(34);
  });
});
