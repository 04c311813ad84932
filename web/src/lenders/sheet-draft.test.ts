import { describe, expect, it } from "vitest";
import { readSheet, sheetDraft } from "./sheet-draft";

const read = (retail: string) => {
  const draft = sheetDraft([], "2026-11-22");
  return readSheet({ ...draft, files: { ...draft.files, retail } }, [], "lender").faults["/files/retail"];
};

describe("a sheet that is handed in", () => {
  it("needs its file, and no more than the server takes", () => {
    expect(read(" \n")).toBe("Choose a file, or paste its lines.");
    expect(read("tier,term_from,term_to,buy_rate\n")).toBeUndefined();
    // 5,000 lines of 90 characters are within it.
    expect(read("x".repeat(450_000))).toBeUndefined();
    expect(read("x".repeat(461_000))).toMatch(/more than 450 KB/);
  });
});
