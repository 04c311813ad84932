/** What a trade asks beyond allowance and payoff: the per diem of its payoff, and what is given over its worth. */
import type { Deal, Trade } from "../../engine";
import { centsOf, wireMoney } from "../numbers/exact";
import { day, isZero, money } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import type { Cell } from "./cells";
import { changeLine, list } from "./change";

/** What the lien holder asks for each day past the quote; none where empty. */
export const perDiem = (id: string, at: number): Cell => ({
  id: `trades/${id}/payoff_per_diem`,
  label: "Per diem",
  pointer: `/trades/${at}/payoff_per_diem`,
  read: (deal) => list(deal, "trades").find((each) => each.id === id)?.payoff_per_diem ?? null,
  write: (deal, value) =>
    changeLine(deal, "trades", id, { payoff_per_diem: value === "" || isZero(value) ? null : value }),
  parse: (typed, present, _deal, names) =>
    typed.trim() === "" ? { ok: true, value: "", formula: null } : readMoney(typed, { present, names }),
  show: money,
  draft: money,
});

/** Allowance less actual cash value, of a trade that was appraised; nothing where both are the same. */
export function overAllowance(trade: Trade): string | null {
  const worth = centsOf(trade.acv);
  const given = centsOf(trade.allowance);
  return worth === null || given === null || worth === given ? null : wireMoney(given - worth);
}

/** Lien holder and how long the payoff is good, or what it is by now: `Harbor Federal, good to Dec 1`. */
export function payoffBasis(deal: Deal, trade: Trade, late: number): string {
  const until = trade.payoff_good_through;
  const sameYear = until?.slice(0, 4) === deal.date.slice(0, 4);
  const good = until ? `good to ${sameYear ? day(until).replace(/, \d+$/, "") : day(until)}` : null;
  const more =
    late > 0 && trade.payoff_per_diem
      ? `+ ${late} ${late === 1 ? "day" : "days"} at ${money(trade.payoff_per_diem)}`
      : null;
  return [trade.lien_holder, more ?? good].filter(Boolean).join(", ");
}
