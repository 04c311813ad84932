/** A lever of the roll: what it would have to be, how that is written, and the deal with it. */
import type { Deal, Rolled } from "../../engine";
import type { FitReason } from "../../engine/market";
import { markupAt, overCap } from "../lenders/offers";
import { money, moneyFactor, percent } from "../numbers/format";
import { changeFinance, changeLease, changeLine, list } from "./change";
import { takeOffer, withDown } from "./take";
import { leverName } from "./words";

/** The value to apply: what reaches the target; of the term, the nearest one even where it does not. */
export function leverValue(lever: Rolled): string | null {
  if (lever.reached) return lever.value ?? null;
  return lever.lever === "term_months" ? (lever.best_value ?? null) : null;
}

export function leverLabel({ lever }: Rolled, deal: Deal): string {
  const atSigning = lever === "cash_down" && deal.kind === "lease" && deal.lease?.signing_total;
  return atSigning ? "Total at signing" : leverName[lever];
}

export function leverText({ lever }: Rolled, value: string): string {
  if (lever === "term_months") return `${value} mo`;
  if (lever === "sell_rate") return percent(value);
  if (lever === "money_factor") return moneyFactor(value);
  return money(value);
}

/** Why the value may not be taken: more markup than the sheet bears. */
export function leverRefusal(lever: Rolled, deal: Deal, caps: FitReason | null): string | null {
  const value = leverValue(lever);
  const ofRate = lever.lever === "sell_rate" || lever.lever === "money_factor";
  return ofRate && value !== null ? overCap(caps, markupAt(deal, value)) : null;
}

export function withLever(deal: Deal, lever: Rolled): Deal {
  const value = leverValue(lever);
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
