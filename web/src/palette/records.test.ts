import { describe, expect, it, vi } from "vitest";

// What is sought is decided before anything is asked.
vi.mock("../api/http", () => ({ get: vi.fn<() => unknown>() }));
const { soughtOf } = await import("./records");

const all = new Set(["deals.read_all", "customers.read", "inventory.read"]);

describe("what is sought", () => {
  it("is sought among everything that one may see", () => {
    expect(soughtOf(" ortega ", all)).toEqual({ text: "ortega", kinds: ["deals", "customers", "vehicles"] });
    expect(soughtOf("ortega", new Set(["deals.read_own"]))).toEqual({ text: "ortega", kinds: ["deals"] });
  });

  it("is nothing where it is too short or nothing may be seen", () => {
    expect(soughtOf("o", all)).toBeNull();
    expect(soughtOf("  ", all)).toBeNull();
    expect(soughtOf("ortega", new Set(["settings.manage"]))).toBeNull();
    expect(soughtOf("vin 5FNYF", new Set(["customers.read"]))).toBeNull();
  });

  it("is of one kind where that is named", () => {
    expect(soughtOf("vin 5FNYF", all)).toEqual({ text: "5FNYF", kinds: ["vehicles"] });
    expect(soughtOf("Customer ortega", all)).toEqual({ text: "ortega", kinds: ["customers"] });
    expect(soughtOf("deal 1042", all)).toEqual({ text: "1042", kinds: ["deals"] });
    // “vinson” is a name.
    expect(soughtOf("vinson", all)?.kinds).toHaveLength(3);
  });
});
