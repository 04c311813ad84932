/** What the desk reads of the house's settings, and what went beyond its limits. */
import type { DealPerson, Money } from "../../api/types";
import type { Breach, Commission, CommissionLine, CommissionPlan, Limits } from "../../engine/house";

export type { Breach, Commission, CommissionLine, CommissionPlan, Limits };

export type LimitCode = keyof Limits;

/** Why somebody may go beyond a limit; of all of them where `of` is empty. */
export interface OverrideReason {
  code: string;
  label: string;
  of: LimitCode[];
  active: boolean;
}

export interface DeskSettings {
  rooftop_id: string;
  version: number;
  retail_terms: number[];
  lease_terms: number[];
  down_step: Money;
  reasons: OverrideReason[];
  my_limits: Limits;
  approval_note?: string | null;
}

/** The plan that pays the salesperson of a deal, and why it is theirs; without a plan they are paid by none. */
export interface DealPlan {
  salesperson: DealPerson;
  plan?: CommissionPlan | null;
  because?: "person" | "role" | "default" | null;
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
