/** Takes a term with what it carries into the deal. */
import type { Deal, TermOffer } from "../../engine";
import { changeFinance, changeLease } from "./change";

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
