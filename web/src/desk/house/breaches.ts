/** Breaches in the words of the trade, and which of them still need a reason. */
import { money, moneyFactor, percent, shortMoney } from "../numbers/format";
import type { AskedOverride, Breach, DealOverride, LimitCode, OverrideReason } from "./shapes";

const NAMES: Record<LimitCode, string> = {
  discount: "Discount",
  discount_share: "Discount",
  front_gross: "Front",
  total_gross: "Total gross",
  over_allowance: "Over-allowance",
  markup: "Markup",
  factor_markup: "Factor markup",
  term_months: "Term",
  ltv: "Loan to value",
};

const FLOORS: ReadonlySet<LimitCode> = new Set(["front_gross", "total_gross"]);

/** A figure of this limit as the desk writes it. */
export function figureText(code: LimitCode, text: string): string {
  switch (code) {
    case "discount_share":
      return `${percent(text)} of MSRP`;
    case "markup":
    case "ltv":
      return percent(text);
    case "factor_markup":
      return moneyFactor(text);
    case "term_months":
      return `${text} months`;
    default:
      return shortMoney(text);
  }
}

/** A breach told here, or one that was asked for and is told by the server. */
interface Told {
  code: LimitCode;
  figure?: string | null | undefined;
  limit?: string | null | undefined;
}

/** `Front 2,198 is under the 2,500 floor.` Who may not see the figure reads only what it is about. */
export function breachText({ code, figure, limit }: Told): string {
  const name = NAMES[code];
  if (limit == null) return `${name} needs a manager's approval.`;
  const most = figureText(code, limit);
  if (figure == null) return `${name} is not known, so it is not within the limit of ${most}.`;
  return FLOORS.has(code)
    ? `${name} ${figureText(code, figure)} is under the ${most} floor.`
    : `${name} ${figureText(code, figure)} is over the limit of ${most}.`;
}

export const breachName = (code: LimitCode): string => NAMES[code];

export function reasonsFor(reasons: readonly OverrideReason[], code: LimitCode): OverrideReason[] {
  return reasons.filter((reason) => reason.active && (reason.of.length === 0 || reason.of.includes(code)));
}

/** The reasons given so far, by limit. */
export type Given = Readonly<Partial<Record<LimitCode, { reason: string; note: string }>>>;

/** What still needs a reason before the deal may be submitted. */
export function unreasoned(breaches: readonly Breach[], given: Given): Breach[] {
  return breaches.filter(({ code }) => !given[code]?.reason);
}

/** What is sent: a reason for each breach that there is. */
export function overridesOf(breaches: readonly Breach[], given: Given): AskedOverride[] {
  const codes = new Set(breaches.map(({ code }) => code));
  return [...codes].flatMap((code) => {
    const said = given[code];
    if (!said?.reason) return [];
    const note = said.note.trim();
    return [{ code, reason: said.reason, ...(note === "" ? {} : { note }) }];
  });
}

/** What the limit itself would have given, and what was asked for: `payment 672.51 → 689.31`. */
export function effectsText(held: DealOverride): string[] {
  const pairs = [
    ["payment", held.payment_before, held.payment_after],
    ["front", held.front_before, held.front_after],
    ["gross", held.gross_before, held.gross_after],
  ] as const;
  return pairs.flatMap(([name, before, after]) =>
    before == null || after == null || before === after ? [] : [`${name} ${money(before)} → ${money(after)}`],
  );
}
