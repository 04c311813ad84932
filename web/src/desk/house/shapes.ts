/** What the desk reads of the house's settings, and what went beyond its limits. */
import type { DealPerson, Money, ProductKind } from "../../api/types";

export interface Limits {
  discount?: Money;
  discount_share?: string;
  front_gross?: Money;
  total_gross?: Money;
  over_allowance?: Money;
  markup?: string;
  factor_markup?: string;
  term_months?: number;
  ltv?: string;
}

export type LimitCode = keyof Limits;

/** One figure beyond its limit; without leave to see gross only what it is about. */
export interface Breach {
  code: LimitCode;
  pointer: string;
  figure?: string;
  limit?: string;
  confidential: boolean;
}

/** Why somebody may go beyond a limit; of all of them where `of` is empty. */
export interface OverrideReason {
  code: string;
  label: string;
  of: LimitCode[];
  active: boolean;
}

export interface CommissionPlan {
  id: string;
  name?: string;
}

export interface DeskSettings {
  rooftop_id: string;
  version: number;
  retail_terms: number[];
  lease_terms: number[];
  down_step: Money;
  reasons: OverrideReason[];
  my_limits: Limits;
  commission_plans?: CommissionPlan[] | null;
  approval_note?: string | null;
}

export interface DealLimits {
  structure_id: string;
  breaches: Breach[];
  reasons: OverrideReason[];
  my_limits: Limits;
  approval_note?: string;
}

/** What is sent with a submission for each breach. */
export interface AskedOverride {
  code: LimitCode;
  reason: string;
  note?: string;
}

export interface DealOverride {
  id: string;
  structure_id: string;
  structure_letter: string;
  code: LimitCode;
  confidential: boolean;
  figure?: string;
  limit?: string;
  reason: string;
  reason_label: string;
  note?: string | null;
  asked_by: DealPerson;
  asked_at: string;
  decision: "pending" | "approved" | "returned" | "withdrawn";
  decided_by?: DealPerson | null;
  decided_at?: string | null;
  comment?: string | null;
  payment_before?: Money | null;
  payment_after?: Money | null;
  front_before?: Money | null;
  front_after?: Money | null;
  gross_before?: Money | null;
  gross_after?: Money | null;
}

export interface CommissionAsk {
  commissionable: { front: Money; back: Money };
  plan: CommissionPlan;
  products: ProductKind[];
}

export interface CommissionLine {
  code: "front" | "minimum" | "back" | "product" | "unit_bonus";
  basis?: Money;
  share?: string;
  product?: ProductKind;
  amount: Money;
}

export interface Commission {
  lines: CommissionLine[];
  total: Money;
}
