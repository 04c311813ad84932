/** The words for the settings of a desk. */
import type { BookKind, Condition, Counts, DealKind, LimitCode } from "./shapes";

export const dealKindName: Record<DealKind, string> = { cash: "Cash", retail: "Retail", lease: "Lease" };
export const conditionName: Record<Condition, string> = { new: "New", used: "Used" };

export const feeKindName = { dealer: "Dealer's", doc: "Documentation", government: "Government" } as const;

export const bookName: Record<BookKind, string> = {
  pack: "Pack (lowers)",
  holdback: "Holdback (raises)",
  dealer_cash: "Dealer cash (raises)",
  reconditioning: "Reconditioning (lowers)",
  floorplan: "Floorplan (lowers)",
  other_cost: "Other cost (lowers)",
  other_income: "Other income (raises)",
};

export const countsName: Record<Counts, string> = {
  both: "Gross and commission",
  gross: "Gross only",
  commission: "Commission only",
  none: "Neither",
};

export const limitName: Record<LimitCode, string> = {
  discount: "Discount",
  discount_share: "Discount, % of MSRP",
  front_gross: "Front gross",
  total_gross: "Total gross",
  over_allowance: "Over allowance",
  markup: "Markup",
  factor_markup: "Factor markup",
  term_months: "Term",
  ltv: "LTV",
};
