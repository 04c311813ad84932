import { describe, expect, it } from "vitest";
import { changedSearch, readFilters, readSort, sortBy, writeSort } from "./filters";

describe("filters in the address", () => {
  it("are read by name, and what is empty or unknown is not there", () => {
    expect(readFilters("?q=ortega&status=&color=red&view=board", ["q", "status", "rooftop_id"])).toEqual({
      q: "ortega",
    });
  });

  it("survive the way there and back, whatever they hold", () => {
    for (const q of ["O'Neil & Söhne", "100%", "a=b&c", "+1 (727) 555-0148", "名"]) {
      const search = changedSearch("view=table", { q });
      expect(readFilters(search, ["q"])).toEqual({ q });
      expect(new URLSearchParams(search).get("view")).toBe("table");
    }
  });

  it("go away when emptied, and leave the others alone", () => {
    expect(changedSearch("q=ortega&status=draft", { q: " " })).toBe("status=draft");
    expect(changedSearch("status=draft", { status: null })).toBe("");
  });
});

describe("sorting", () => {
  const columns = ["updated_at", "number", "payment"] as const;
  const usual = { column: "updated_at", down: true } as const;

  it("is read and written the way the server takes it", () => {
    expect(readSort("-payment", columns, usual)).toEqual({ column: "payment", down: true });
    expect(readSort("number", columns, usual)).toEqual({ column: "number", down: false });
    expect(writeSort({ column: "payment", down: true })).toBe("-payment");
  });

  it("falls back where the address asks for a column that is not there", () => {
    for (const text of [undefined, "", "-", "-gross; drop", "Payment"]) {
      expect(readSort(text, columns, usual)).toEqual(usual);
    }
  });

  it("turns round on the same column and starts anew on another", () => {
    expect(sortBy(usual, "updated_at", true)).toEqual({ column: "updated_at", down: false });
    expect(sortBy(usual, "number", false)).toEqual({ column: "number", down: false });
    expect(sortBy(usual, "payment", true)).toEqual({ column: "payment", down: true });
  });
});
