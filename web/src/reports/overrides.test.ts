import { expect, it } from "vitest";
import { csvOf, figureText, sums } from "./overrides";
import type { DealOverride } from "../api/types";

const row = (changed: Partial<DealOverride>): DealOverride => ({
  id: "o",
  deal_id: "d",
  deal_number: "BH-1040",
  rooftop_id: "r",
  structure_id: "s1",
  structure_letter: "A",
  code: "discount",
  confidential: false,
  figure: "1645.00",
  limit: "1000.00",
  reason: "competing_quote",
  reason_label: "Competing quote",
  asked_by: { id: "s", name: "Sam Okafor" },
  asked_at: "2026-11-21T15:00:00Z",
  decision: "approved",
  ...changed,
});

it("sums what was given away, the most frequent first", () => {
  const rows = [
    row({ gross_before: "2843.00", gross_after: "2198.00" }),
    row({ reason_label: "Loyal customer", gross_before: "1000.00", gross_after: "900.10" }),
    row({ gross_before: "500.00", gross_after: "400.00" }),
    row({ reason_label: "Unknown cost" }),
  ];
  // 645.00 and 100.00 below.
  expect(sums(rows, (each) => each.reason_label)).toEqual([
    { name: "Competing quote", count: 2, gross: "-745.00" },
    { name: "Loyal customer", count: 1, gross: "-99.90" },
    { name: "Unknown cost", count: 1, gross: null },
  ]);
});

it("counts what was asked for, and the gross only of what was approved", () => {
  const lost = { gross_before: "2843.00", gross_after: "2198.00" };
  const rows = (["approved", "returned", "withdrawn", "pending"] as const).map((decision) =>
    row({ decision, ...lost }),
  );
  expect(sums(rows, () => "all")).toEqual([{ name: "all", count: 4, gross: "-645.00" }]);
  expect(sums(rows.slice(1), () => "none")).toEqual([{ name: "none", count: 3, gross: null }]);
});

it("writes figures as their limits are measured", () => {
  expect(figureText("discount", "1645.00")).toBe("1,645.00");
  expect(figureText("ltv", "1.2534")).toBe("125.34%");
  expect(figureText("term_months", "84")).toBe("84");
  expect(figureText("front_gross", undefined)).toBe("–");
});

it("writes a file that no spreadsheet takes for a formula", () => {
  const csv = csvOf([row({ note: '=cmd|"x"', comment: "ok, once", gross_after: "-12.50" })]);
  const [head, line] = csv.split("\r\n");
  expect(head?.startsWith("asked_at,deal,structure,limit")).toBe(true);
  expect(line).toContain(`"'=cmd|""x"""`);
  expect(line).toContain('"ok, once"');
  expect(line?.endsWith(",-12.50")).toBe(true);
});
