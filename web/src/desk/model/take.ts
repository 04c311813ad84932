/** Takes a term with what it carries, or another amount down, into the deal. */
import type { Deal, TermOffer } from "../../engine";
import { changeFinance, changeLease } from "./change";
import { withSigningTotal } from "./lease-cells";

export function takeOffer(deal: Deal, offer: TermOffer): Deal {
  if (deal.kind === "lease") {
    return changeLease(deal, {
      term_months: offer.term_months,
      ...(offer.money_factor ? { money_factor: offer.money_factor } : {}),
      ...(offer.residual_percent ? { residual_percent: offer.residual_percent, residual_amount: null } : {}),
    });
  }
  return changeFinance(deal, {
    term_months: offer.term_months,
    ...(offer.sell_rate ? { sell_rate: offer.sell_rate } : {}),
    ...(offer.buy_rate ? { buy_rate: offer.buy_rate } : {}),
  });
}

/** What the rows of the grid vary: cash down, or the total at signing of a lease that is made to meet one. */
export function downOf(deal: Deal): string {
  return (deal.kind === "lease" ? deal.lease?.signing_total : null) ?? deal.cash_down ?? "0.00";
}

export function withDown(deal: Deal, down: string): Deal {
  return deal.kind === "lease" && deal.lease?.signing_total
    ? withSigningTotal(deal, down)
    : { ...deal, cash_down: down };
}
