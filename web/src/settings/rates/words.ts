/** The words for local rates: where they come from, how sure they are, when they hold, how they change. */
import { day, percentNumber, shortMoney } from "../../desk/numbers/format";
import type {
  ChangeKind,
  Confidence,
  EffectiveRate,
  RateChange,
  RateImport,
  RateLevel,
  Whose,
} from "./shapes";

export const whoseName: Record<Whose, string> = {
  table: "Autolytiq's table",
  import: "Imported",
  override: "Set here",
};

export const confidenceName: Record<Confidence, string> = { high: "High", to_confirm: "To confirm" };

export const levelName: Record<RateLevel, string> = {
  county: "County",
  city: "City",
  district: "District",
};

export const changeName: Record<ChangeKind, string> = {
  added: "New",
  changed: "Changed",
  ended: "Ended",
  same: "Unchanged",
  unmatched: "Not matched",
};

export const importStanding: Record<RateImport["status"], string> = {
  previewed: "Not applied",
  applied: "Applied",
  undone: "Undone",
};

/** `1.5%`, and `on the first 5,000` where it reaches no further. */
export function rateText(rate: string, cap: string | null | undefined): string {
  const percent = `${percentNumber(rate, 0)}%`;
  return cap == null ? percent : `${percent} on the first ${shortMoney(cap)}`;
}

/** `from Jan 1, 2026`, `until …`, `Jan 1, 2026 to Dec 31, 2026`; `always` where nothing bounds it. */
export function spanText(from: string | null | undefined, to: string | null | undefined): string {
  if (from == null) return to == null ? "always" : `until ${day(to)}`;
  return to == null ? `from ${day(from)}` : `${day(from)} to ${day(to)}`;
}

/** `1% → 1.5%`; what ends says so. */
export function changeText({ kind, before, after }: Pick<RateChange, "kind" | "before" | "after">): string {
  const now = rateText(after.rate, after.cap);
  if (kind === "ended") return `${before ? rateText(before.rate, before.cap) : now} ends`;
  const was = before ? rateText(before.rate, before.cap) : now;
  return was === now ? now : `${was} → ${now}`;
}

/** Whether a rate is meant by what was typed: its place, county or source. */
export function means(rate: EffectiveRate, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  return (
    text === "" || [rate.name, rate.county, rate.source].some((each) => each.toLowerCase().includes(text))
  );
}
