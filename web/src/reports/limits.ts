/** How the figure of each limit is measured and written. */
import type { LimitCode } from "../settings/desk/shapes";

export const UNITS: Readonly<Record<LimitCode, "money" | "percent" | "factor" | "months">> = {
  discount: "money",
  discount_share: "percent",
  front_gross: "money",
  total_gross: "money",
  over_allowance: "money",
  markup: "percent",
  factor_markup: "factor",
  term_months: "months",
  ltv: "percent",
};
