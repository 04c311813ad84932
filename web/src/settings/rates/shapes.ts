/** Local rates as the server speaks of them, with the words that its texts are limited to. */
import type {
  EffectiveRate as Rate,
  RateChange as Change,
  RateLevel,
  RateOverride as Override,
} from "../../api/types";

export type { ImportPreview, NewRateOverride, RateImport, RateLevel } from "../../api/types";

/** Where a rate comes from: the product's table, an imported file, or the dealership's own word. */
export type Whose = "table" | "import" | "override";
export type Confidence = "high" | "to_confirm";

export const CHANGE_KINDS = ["added", "changed", "ended", "same", "unmatched"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type EffectiveRate = Rate & { level: RateLevel; whose: Whose; confidence: Confidence };
export type RateOverride = Override & { level: RateLevel };
export type RateChange = Omit<Change, "before"> & {
  kind: ChangeKind;
  level: RateLevel;
  before?: (Change["before"] & { whose: Whose }) | null;
};
