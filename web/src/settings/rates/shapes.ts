/** Local rates as the server speaks of them: what is in force, what was imported, what the dealership set itself. */

export type RateLevel = "county" | "city" | "district";
/** Where a rate comes from: the product's table, an imported file, or the dealership's own word. */
export type Whose = "table" | "import" | "override";
export type Confidence = "high" | "to_confirm";

export interface EffectiveRate {
  state: string;
  class: string;
  level: RateLevel;
  name: string;
  county: string;
  county_fips: string;
  rate: string;
  /** Only the first so many dollars bear it. */
  cap: string | null;
  from: string | null;
  to: string | null;
  stacks_on: string | null;
  source: string;
  confidence: Confidence;
  whose: Whose;
  import_id: string | null;
  override_id: string | null;
}

interface Actor {
  id: string;
  name: string;
}

export interface RateImport {
  id: string;
  version: number;
  file_name: string;
  format_name: string;
  state: string | null;
  status: "previewed" | "applied" | "undone";
  counts: Record<ChangeKind, number>;
  notices: { code: string; line: number | null; column: string | null; detail: string }[];
  uploaded_at: string;
  uploaded_by: Actor;
  applied_at: string | null;
  applied_by: Actor | null;
  undone_at: string | null;
  undone_by: Actor | null;
}

export const CHANGE_KINDS = ["added", "changed", "ended", "same", "unmatched"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface RateChange {
  line: number;
  kind: ChangeKind;
  class: string;
  level: RateLevel;
  name: string;
  county: string | null;
  before: { rate: string; cap: string | null; whose: Whose } | null;
  after: { rate: string; cap: string | null; from: string | null; to: string | null } | null;
  note: string | null;
}

export interface ImportPreview {
  import: RateImport;
}

export interface RateOverride {
  id: string;
  version: number;
  state: string;
  class: string;
  level: RateLevel;
  name: string;
  county: string;
  rate: string;
  cap: string | null;
  from: string | null;
  to: string | null;
  reason: string;
  made_at: string;
  made_by: Actor;
  withdrawn_at: string | null;
  withdrawn_by: Actor | null;
  withdrawn_reason: string | null;
}
