/** What each lever of a roll would have to be, in words, why it may not be, and the deal once one is applied. */
import type { Deal, Rolled } from "../../engine";
import type { FitReason } from "../../engine/market";
import { markupAt, overCap } from "../lenders/offers";
import { changeFinance, changeLease, changeLine, list } from "../model/change";
import { takeOffer, withDown } from "../model/take";
import { leverName } from "../model/words";
import { money, moneyFactor, percent, signedMoney } from "../numbers/format";

/** The value to apply: what reaches the target; of the term, the nearest one even where it does not. */
export function valueOf(lever: Rolled): string | null {
  if (lever.reached) return lever.value ?? null;
  return lever.lever === "term_months" ? (lever.best_value ?? null) : null;
}

export function nameOf(lever: Rolled, deal: Deal): string {
  const atSigning = lever.lever === "cash_down" && deal.kind === "lease" && deal.lease?.signing_total;
  return atSigning ? "Total at signing" : leverName[lever.lever];
}

/** What moving the lever means, said to the customer's side of the table: `More cash down`. */
export function moveOf(lever: Rolled, deal: Deal): string {
  const less = lever.change?.startsWith("-") ?? false;
  switch (lever.lever) {
    case "cash_down":
      return deal.kind === "lease" && deal.lease?.signing_total
        ? `${less ? "Less" : "More"} at signing`
        : `${less ? "Less" : "More"} cash down`;
    case "selling_price":
      return less ? "Lower price" : "Higher price";
    case "trade_allowance":
      return less ? "Less for the trade" : "More for the trade";
    case "sell_rate":
      return less ? "Lower rate" : "Higher rate";
    case "money_factor":
      return less ? "Lower money factor" : "Higher money factor";
    case "term_months":
      return isLonger(lever, deal) ? "Longer term" : "Shorter term";
  }
}

function isLonger(lever: Rolled, deal: Deal): boolean {
  const now = deal.kind === "lease" ? deal.lease?.term_months : deal.finance?.term_months;
  return Number(valueOf(lever)) > (now ?? 0);
}

/** Why a lever cannot be applied, or how near it comes. */
export function unreached(lever: Rolled): string {
  return lever.reason ?? (lever.best_payment ? `nearest ${money(lever.best_payment)}` : "out of reach");
}

export function shown(lever: Rolled, value: string): string {
  if (lever.lever === "term_months") return `${value} mo`;
  if (lever.lever === "sell_rate") return percent(value);
  if (lever.lever === "money_factor") return moneyFactor(value);
  return money(value);
}

export function changeOf(lever: Rolled, deal: Deal): string {
  if (lever.lever === "term_months") {
    const gives = lever.payment ?? lever.best_payment;
    return gives ? `gives ${money(gives)}` : "";
  }
  if (!lever.change) return "";
  if (lever.lever === "sell_rate") {
    const size = percent(lever.change);
    return lever.change.startsWith("-") ? size : `+${size}`;
  }
  if (lever.lever === "money_factor") {
    const less = lever.change.startsWith("-");
    return `${less ? "\u2212" : "+"}${moneyFactor(lever.change.replace("-", ""))}`;
  }
  return deal.kind === "cash" ? "" : signedMoney(lever.change);
}

/** Why the value may not be taken: more markup than the sheet of the lender bears. */
export function refusalOf(lever: Rolled, deal: Deal, caps: FitReason | null): string | null {
  const value = valueOf(lever);
  const ofRate = lever.lever === "sell_rate" || lever.lever === "money_factor";
  return ofRate && value !== null ? overCap(caps, markupAt(deal, value)) : null;
}

export function applied(deal: Deal, lever: Rolled): Deal {
  const value = valueOf(lever);
  if (value === null) return deal;
  switch (lever.lever) {
    case "cash_down":
      return withDown(deal, value);
    case "selling_price":
      return { ...deal, selling_price: value };
    case "trade_allowance": {
      const first = list(deal, "trades")[0];
      return first ? changeLine(deal, "trades", first.id, { allowance: value }) : deal;
    }
    case "sell_rate":
      return changeFinance(deal, { sell_rate: value });
    case "money_factor":
      return changeLease(deal, { money_factor: value });
    case "term_months":
      return takeOffer(deal, { ...lever.term, term_months: Number(value) });
    default:
      return deal;
  }
}
