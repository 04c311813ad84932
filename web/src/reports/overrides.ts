/** The sums of the report and its file: what going beyond limits did to the gross, by reason and by person. */
import { centsOf, wireMoney } from "../desk/numbers/exact";
import { count, money, percent } from "../desk/numbers/format";
import { UNITS } from "./limits";
import type { DealOverride, OverrideDecision as Decision } from "../api/types";

export const DECISIONS: Readonly<Record<Decision, string>> = {
  pending: "Waiting",
  approved: "Approved",
  returned: "Returned",
  withdrawn: "Withdrawn",
};

/** What it did to the gross of the deal; null where that is not known or not shown. */
export function effect(row: DealOverride): bigint | null {
  const before = centsOf(row.gross_before);
  const after = centsOf(row.gross_after);
  return before === null || after === null ? null : after - before;
}

export interface Sum {
  name: string;
  count: number;
  /** Of what was approved; null where nothing is known of any. */
  gross: string | null;
}

/**
 * One deal beyond two limits stands twice in the report, and its gross is counted at each of them. What was returned,
 * withdrawn or still waits was asked for and is counted, but took nothing off the gross.
 */
export function sums(rows: readonly DealOverride[], nameOf: (row: DealOverride) => string): Sum[] {
  const found = new Map<string, { count: number; gross: bigint | null }>();
  for (const row of rows) {
    const name = nameOf(row);
    const sum = found.get(name) ?? { count: 0, gross: null };
    const change = row.decision === "approved" ? effect(row) : null;
    found.set(name, {
      count: sum.count + 1,
      gross: change === null ? sum.gross : (sum.gross ?? 0n) + change,
    });
  }
  return [...found]
    .map(([name, { count: times, gross }]) => ({
      name,
      count: times,
      gross: gross === null ? null : wireMoney(gross),
    }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/** A figure or limit as its kind is written: `2,198.00`, `5.25%`, `84`. */
export function figureText(code: DealOverride["code"], wire: string | null | undefined): string {
  if (wire == null) return "–";
  const unit = UNITS[code];
  if (unit === "money") return money(wire);
  if (unit === "percent") return percent(wire);
  return unit === "months" ? count(Number(wire)) : wire;
}

const COLUMNS: readonly [string, (row: DealOverride) => string | null | undefined][] = [
  ["asked_at", (row) => row.asked_at],
  ["deal", (row) => row.deal_number],
  ["structure", (row) => row.structure_letter],
  ["limit", (row) => row.code],
  ["figure", (row) => row.figure],
  ["allowed", (row) => row.limit],
  ["reason", (row) => row.reason_label],
  ["note", (row) => row.note],
  ["asked_by", (row) => row.asked_by.name],
  ["decision", (row) => row.decision],
  ["decided_by", (row) => row.decided_by?.name],
  ["decided_at", (row) => row.decided_at],
  ["comment", (row) => row.comment],
  ["payment_before", (row) => row.payment_before],
  ["payment_after", (row) => row.payment_after],
  ["gross_before", (row) => row.gross_before],
  ["gross_after", (row) => row.gross_after],
];

/** RFC 4180; a text that a spreadsheet would take for a formula is quoted as text. */
export function csvOf(rows: readonly DealOverride[]): string {
  const lines = rows.map((row) => COLUMNS.map(([, value]) => field(value(row) ?? "")));
  return [COLUMNS.map(([name]) => name), ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function field(text: string): string {
  const number = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !number && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
