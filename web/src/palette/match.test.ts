import { describe, expect, it } from "vitest";
import { fit, fitting } from "./match";

describe("what is typed", () => {
  it("fits where every word begins a word of the name, in any order", () => {
    expect(fit("comp", "Compare scenarios")).toBeGreaterThan(0);
    expect(fit("scen comp", "Compare scenarios")).toBeGreaterThan(0);
    expect(fit("1042", "HM-1042 Marisol Ortega")).toBeGreaterThan(0);
    expect(fit("pare", "Compare scenarios")).toBe(0);
    expect(fit("compare deals", "Compare scenarios")).toBe(0);
  });

  it("fits everything while it is nothing", () => {
    expect(fit("  ", "Undo")).toBeGreaterThan(0);
  });

  it("finds by other words too, but names come first", () => {
    const items = [
      { name: "Dark colors", also: "theme look" },
      { name: "Look at a lease", also: "" },
      { name: "A second look", also: "" },
      { name: "Undo", also: "" },
    ];
    expect(fitting("look", items, ({ name, also }) => [name, also]).map(({ name }) => name)).toEqual([
      "Look at a lease",
      "A second look",
      "Dark colors",
    ]);
  });
});
