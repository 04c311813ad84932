/** What is typed beside the files of a sheet, and the import that it stands for. */
import type { NewProgrammeImport, ProgrammeKind } from "../api/types";
import {
  type Draft,
  draftOf,
  type Field,
  type Option,
  placesOf,
  placesOfRows,
  type Read,
  readFields,
  readRows,
  type Row,
} from "../forms/fields";
import { sheetKind } from "./words";

/** Of one file: two of them, with what JSON adds, stay under the 1 MiB that the server takes. */
export const LARGEST = 450 * 1024;
export const TOO_LARGE =
  "This is more than 450 KB, and a sheet has at most 5,000 lines. Split it into sheets of other names.";

export type SheetFile = "retail" | "factors" | "residuals";

export const FILES: Record<ProgrammeKind, readonly SheetFile[]> = {
  retail: ["retail"],
  balloon: ["retail"],
  lease: ["factors", "residuals"],
};

/** What each file may have as columns; the first ones it must. */
export const COLUMNS: Record<SheetFile, { label: string; needed: string; more: string }> = {
  retail: {
    label: "Rates",
    needed: "tier, term_from, term_to, buy_rate_percent",
    more: "score_from, score_to, excludes, condition, model_year_from, model_year_to, age_to, odometer_to, amount_from, amount_to, ltv_to_percent, ltv_of, pti_to_percent, dti_to_percent, markup_to_percent, flat",
  },
  factors: {
    label: "Money factors",
    needed: "tier, term_from, term_to, money_factor",
    more: "score_from, score_to, excludes, condition, model_year_from, model_year_to, age_to, odometer_to, amount_from, amount_to, ltv_to_percent, ltv_of, pti_to_percent, dti_to_percent, one_pay_money_factor, markup_to",
  },
  residuals: {
    label: "Residuals",
    needed: "make, model, term, miles_per_year, residual_percent",
    more: "trim, model_year",
  },
};

export function headFields(rooftops: readonly Option[]): readonly Field[] {
  return [
    { name: "name", label: "Name of the sheet", kind: "text", needed: true, most: 80 },
    { name: "kind", label: "Kind", kind: "choice", needed: true, options: Object.entries(sheetKind) },
    { name: "valid_from", label: "First day", kind: "date", needed: true },
    { name: "valid_to", label: "Last day (empty: open)", kind: "date" },
    { name: "states", label: "States", kind: "words", upper: true, empty: "All of the lender's" },
    { name: "makes", label: "Makes", kind: "words", empty: "All" },
    { name: "models", label: "Models", kind: "words", empty: "All" },
    ...(rooftops.length > 1
      ? [{ name: "rooftops", label: "Stores", kind: "choices", options: rooftops, empty: "All" } as const]
      : []),
  ];
}

export const LEASE: readonly Field[] = [
  { name: "acquisition_fee", label: "Acquisition fee", kind: "money", needed: true },
  { name: "acquisition_fee_markup_to", label: "The dealer may add", kind: "money", empty: "0" },
  { name: "disposition_fee", label: "Disposition fee", kind: "money", empty: "0" },
  { name: "purchase_option_fee", label: "Purchase option fee", kind: "money", empty: "0" },
  {
    name: "reserve_share",
    label: "Dealer's share of the rent charge, percent",
    kind: "percent",
    most: 100,
    empty: "100",
  },
  { name: "cents_a_mile", label: "Miles above the last step, each", kind: "money", empty: "Not offered" },
  { name: "advance/most", label: "Cap cost at most, percent", kind: "percent", most: 250, empty: "No limit" },
  {
    name: "advance/of",
    label: "Of",
    kind: "choice",
    options: [
      ["msrp", "MSRP"],
      ["invoice", "Invoice"],
      ["book", "Book value"],
    ],
  },
  { name: "deposits/most", label: "Security deposits, at most", kind: "whole", most: 20, empty: "None" },
  { name: "deposits/factor_step", label: "Each takes off the factor", kind: "factor" },
  { name: "deposits/rounded_up_to", label: "Each is rounded up to", kind: "money" },
];

export const MILEAGE: readonly Field[] = [
  { name: "miles_per_year", label: "Miles a year", kind: "whole", most: 100_000, needed: true },
  { name: "points", label: "Points of residual, more or less", kind: "percent", most: 50, needed: true },
];

export interface SheetDraft {
  head: Draft;
  lease: Draft;
  mileage: readonly Row[];
  files: Readonly<Record<SheetFile, string>>;
}

export function sheetDraft(rooftops: readonly Option[], on: string): SheetDraft {
  return {
    head: draftOf(headFields(rooftops), { kind: "retail", valid_from: on }),
    lease: draftOf(LEASE, undefined),
    mileage: [],
    files: { retail: "", factors: "", residuals: "" },
  };
}

export function readSheet(
  draft: SheetDraft,
  rooftops: readonly Option[],
  lenderId: string,
): Read<NewProgrammeImport> {
  const head = readFields(headFields(rooftops), draft.head);
  const faults: Record<string, string> = { ...head.faults };
  const kind = draft.head["kind"] as ProgrammeKind;
  const files: Partial<Record<SheetFile, string>> = {};
  for (const file of FILES[kind]) {
    if (draft.files[file].trim() === "") faults[`/files/${file}`] = "Choose a file, or paste its lines.";
    else if (draft.files[file].length > LARGEST) faults[`/files/${file}`] = TOO_LARGE;
    else files[file] = draft.files[file];
  }
  const from = head.value["valid_from"];
  const to = head.value["valid_to"];
  if (typeof from === "string" && typeof to === "string" && to < from) {
    faults["/valid_to"] ??= "It ends before it begins.";
  }
  const value: Record<string, unknown> = { ...head.value, lender_id: lenderId, files };
  if (kind === "lease") {
    const lease = readFields(LEASE, draft.lease, "/lease");
    const mileage = readRows(MILEAGE, draft.mileage, "/lease/mileage");
    Object.assign(faults, lease.faults, mileage.faults);
    if (together(lease.value, "advance", ["most", "of"], faults)) delete lease.value["advance"];
    if (together(lease.value, "deposits", ["most", "factor_step", "rounded_up_to"], faults)) {
      delete lease.value["deposits"];
    }
    value["lease"] = { ...lease.value, mileage: mileage.value };
  }
  return { value: value as unknown as NewProgrammeImport, faults };
}

/** Fields that mean something only together: true where all are empty, a fault at each that is missing. */
function together(
  lease: Record<string, unknown>,
  group: string,
  names: readonly string[],
  faults: Record<string, string>,
): boolean {
  const held = (lease[group] ?? {}) as Record<string, unknown>;
  const missing = names.filter((name) => held[name] === undefined);
  if (missing.length === names.length) return true;
  for (const name of missing) faults[`/lease/${group}/${name}`] ??= "This belongs to the fields beside it.";
  return false;
}

/** Where the form shows faults. */
export function sheetPlaces(draft: SheetDraft, rooftops: readonly Option[]): string[] {
  const kind = draft.head["kind"] as ProgrammeKind;
  return [
    ...placesOf(headFields(rooftops)),
    ...FILES[kind].map((file) => `/files/${file}`),
    ...(kind === "lease"
      ? [...placesOf(LEASE, "/lease"), ...placesOfRows(MILEAGE, draft.mileage, "/lease/mileage")]
      : []),
  ];
}
