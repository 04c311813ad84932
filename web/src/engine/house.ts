/**
 * What a house asks of a deal beyond its figures: limits, commission, the APR that may be printed. Money, rates and
 * points are decimal text.
 */
import type { Deal, ProductKind } from "./types";

export interface Limits {
  discount?: string;
  discount_share?: string;
  front_gross?: string;
  total_gross?: string;
  over_allowance?: string;
  markup?: string;
  factor_markup?: string;
  term_months?: number;
  ltv?: string;
}

export interface LimitsAsk {
  deal: Deal;
  limits: Limits;
}

export interface Breaches {
  breaches: Breach[];
}

/** One figure beyond its limit. */
export interface Breach {
  code: keyof Limits;
  /** The field that one would change, or that is missing where the figure is unknown. */
  pointer: string;
  figure?: string;
  limit?: string;
  /** Whether figure and limit are the dealer's own. */
  confidential: boolean;
}

export interface CommissionPlan {
  id: string;
  name?: string;
  /** Shares of the commissionable front, each of what lies between its `from` and the next one's. */
  front?: { from: string; share: string }[];
  back_share?: string;
  minimum?: string;
  per_product?: { kind: ProductKind; amount: string }[];
  unit_bonuses?: { units_from: number; amount: string }[];
}

export interface CommissionAsk {
  /** Of the figures' gross. */
  commissionable: { front: string; back: string };
  plan: CommissionPlan;
  /** The kind of each product that the deal sells. */
  products?: ProductKind[];
  units_before?: number;
}

export interface Commission {
  lines: CommissionLine[];
  total: string;
}

export interface CommissionLine {
  code: "front" | "minimum" | "back" | "product" | "unit_bonus";
  basis?: string;
  share?: string;
  product?: ProductKind;
  amount: string;
}

/** A deal and the APR that is about to be printed for it. */
export interface AprAsk {
  deal: Deal;
  apr: string;
}

export interface AprHeld {
  apr: string;
  apr_exact: string;
}
