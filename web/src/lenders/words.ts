/** The words for lenders and their sheets: kinds, rules, spans, faults, changes. */
import { count, day, money, moneyFactor, percent, percentNumber, shortMoney } from "../desk/numbers/format";
import type {
  AdvanceBase,
  Exclusion,
  Lender,
  LenderKind,
  ProgrammeFault,
  ProgrammeImportStatus,
  ProgrammeKind,
  ProgrammeState,
  RateSheetRowChange,
  ReserveKind,
  RowScope,
  SheetCondition,
  Tier,
} from "../api/types";

export const kindName: Record<LenderKind, string> = {
  captive: "Captive",
  bank: "Bank",
  credit_union: "Credit union",
  finance_company: "Finance company",
};

export const sheetKind: Record<ProgrammeKind, string> = {
  retail: "Retail",
  lease: "Lease",
  balloon: "Balloon",
};

export const stateOfSheet: Record<ProgrammeState, string> = {
  in_force: "In force",
  future: "Future",
  ended: "Ended",
};

export const importStanding: Record<ProgrammeImportStatus, string> = {
  previewed: "Not applied",
  applied: "Applied",
  refused: "Refused",
};

export const reserveName: Record<ReserveKind, string> = {
  present_value: "Share of the markup's present value",
  interest_difference: "Share of the interest difference",
  percent: "Percent of the amount financed",
  flat: "Flat amount",
};

export const exclusionName: Record<Exclusion, string> = {
  open_bankruptcy: "open bankruptcy",
  past_repossession: "past repossession",
  first_time_buyer: "first-time buyers",
  commercial_use: "commercial use",
  branded_title: "branded titles",
  negative_equity: "negative equity",
};

export const conditionName: Record<SheetCondition, string> = {
  new: "New",
  used: "Used",
  certified: "Certified",
};

const advanceName: Record<AdvanceBase, string> = { invoice: "invoice", msrp: "MSRP", book: "book" };

/** What the dealer keeps of the markup, in a line. */
export function reserveText({ reserve }: Pick<Lender, "reserve">): string {
  const bounds = [
    reserve.minimum == null ? "" : `at least ${money(reserve.minimum)}`,
    reserve.maximum == null ? "" : `at most ${money(reserve.maximum)}`,
  ];
  const what = () => {
    switch (reserve.method ?? "present_value") {
      case "flat":
        return `${money(reserve.amount ?? "0.00")} a contract`;
      case "percent":
        return `${percent(reserve.percent ?? "0", 0)} of the amount financed`;
      case "interest_difference":
        return `${percent(reserve.share ?? "1", 0)} of the interest difference`;
      default:
        return `${percent(reserve.share ?? "1", 0)} of the markup's present value`;
    }
  };
  const split =
    reserve.split == null
      ? ""
      : `${percent(reserve.split.share, 0)} over ${percentNumber(reserve.split.over, 0)} points`;
  return [what(), split, ...bounds].filter(Boolean).join(", ");
}

/** `2.5 points to 60 months, 2 beyond`. */
export function capsText({ markup_caps }: Pick<Lender, "markup_caps">): string {
  if (!markup_caps?.length) return "none of its own";
  return markup_caps
    .map((cap) =>
      cap.term_to == null
        ? `${percentNumber(cap.points, 0)} points${markup_caps.length > 1 ? " beyond" : ""}`
        : `${percentNumber(cap.points, 0)} points to ${cap.term_to} months`,
    )
    .join(", ");
}

/** Whole days from one day to another, both by the calendar. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The reader's own day. */
export function today(now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `last day`, `9 days left`, `open`: the last day counts. */
export function daysLeft(validTo: string | null | undefined, on: string): string {
  if (validTo == null) return "open";
  const days = daysBetween(on, validTo);
  if (days < 0) return "over";
  return days === 0 ? "last day" : `${days} ${days === 1 ? "day" : "days"} left`;
}

/** A sheet that ends within this many days wants the next one. */
const SOON = 7;

export function endsSoon(validTo: string | null | undefined, on: string): boolean {
  if (validTo == null) return false;
  const days = daysBetween(on, validTo);
  return days >= 0 && days <= SOON;
}

export function spanText(from: string, to: string | null | undefined): string {
  return to == null ? `from ${day(from)}` : `${day(from)} to ${day(to)}`;
}

/** `720 and up`, `640 to 719`; what it excludes beside it. */
export function tierText(tier: Tier): string {
  const { score_from: from, score_to: to } = tier;
  const score =
    from == null && to == null
      ? "any score"
      : to == null
        ? `${from} and up`
        : from == null
          ? `up to ${to}`
          : `${from} to ${to}`;
  const without = (tier.excludes ?? []).map((each) => exclusionName[each]);
  return without.length === 0 ? score : `${score}, no ${without.join(", no ")}`;
}

export function termText(scope: RowScope): string {
  return scope.term_from === scope.term_to ? String(scope.term_to) : `${scope.term_from} to ${scope.term_to}`;
}

export function conditionsText(scope: RowScope): string {
  const all = scope.conditions ?? [];
  return all.length === 0 ? "All" : all.map((each) => conditionName[each]).join(", ");
}

function range(from: string | number | null | undefined, to: string | number | null | undefined): string {
  if (from != null && to != null) return from === to ? String(from) : `${from} to ${to}`;
  if (from != null) return `from ${from}`;
  return to == null ? "" : `to ${to}`;
}

/** Everything else that a row asks of car, amount and buyer. */
export function limitsText(scope: RowScope): string {
  const amount = range(
    scope.amount_from == null ? null : shortMoney(scope.amount_from),
    scope.amount_to == null ? null : shortMoney(scope.amount_to),
  );
  const years = range(scope.model_year_from, scope.model_year_to);
  return [
    years === "" ? "" : `model ${years}`,
    scope.age_to == null ? "" : `age to ${scope.age_to}`,
    scope.odometer_to == null ? "" : `to ${count(scope.odometer_to)} miles`,
    amount === "" ? "" : `amount ${amount}`,
    scope.advance == null ? "" : `${percent(scope.advance.most, 0)} of ${advanceName[scope.advance.of]}`,
    scope.pti_to == null ? "" : `PTI to ${percent(scope.pti_to, 0)}`,
    scope.dti_to == null ? "" : `DTI to ${percent(scope.dti_to, 0)}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const fileName: Record<string, string> = {
  retail: "Rates",
  factors: "Money factors",
  residuals: "Residuals",
};

/** Where a fault stands: `Rates, line 3, column 5 (buy_rate_percent)`; beside the files, the field. */
export function placeOfFault(fault: ProgrammeFault): string {
  if (fault.file == null) return placeOfField(fault.pointer);
  const parts = [fileName[fault.file] ?? fault.file];
  if (fault.line != null && fault.line > 0) parts.push(`line ${fault.line}`);
  if (fault.column != null) parts.push(`column ${fault.column}`);
  const name = fault.name == null || fault.name === "" ? "" : ` (${fault.name})`;
  return `${parts.join(", ")}${name}`;
}

function placeOfField(pointer: string): string {
  const step = /^\/lease\/mileage\/(\d+)/.exec(pointer);
  if (step) return `Residual at other miles, step ${Number(step[1]) + 1}`;
  const field = pointer.startsWith("/lease/") ? pointer.slice(7) : pointer.slice(1);
  return fieldName[pointer] ?? sentence(field.replaceAll(/[/_]/g, " ")).slice(0, -1);
}

const fieldName: Record<string, string> = {
  "/name": "Name",
  "/tiers": "Tiers",
  "/rows": "Rates",
  "/lease": "Terms of the lease",
  "/valid_from": "First day",
  "/valid_to": "Last day",
  "/states": "States",
  "/makes": "Makes",
  "/models": "Models",
  "/supersedes": "Sheet before",
};

/** A sentence as it begins on its own. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

const RATES = new Set(["buy_rate", "markup_to", "advance", "pti_to", "dti_to", "residual", "percent"]);

/** A figure of a sheet as it is read: a rate in percent, a factor as it is written, money with commas. */
export function figureText(name: string, value: string | null | undefined): string {
  if (value == null) return "none";
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  if (/money_factor/.test(name)) return moneyFactor(value);
  if (RATES.has(name)) return percent(value);
  return /\.\d\d$/.test(value) ? money(value) : value;
}

/** `buy rate 4.99% → 5.24%`. */
export function changeText(change: Pick<RateSheetRowChange, "figures">): string {
  return change.figures
    .map(
      ({ name, before, after }) =>
        `${name.replaceAll("_", " ").replaceAll("/", " ").trim()} ${figureText(name, before)} → ${figureText(name, after)}`,
    )
    .join("; ");
}
