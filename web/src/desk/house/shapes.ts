/** What the desk reads of the house's settings, and what went beyond its limits. */
import type { DealPerson, LeaseDefaults, LimitCode, Money } from "../../api/types";
import type { Breach, Commission, CommissionLine, CommissionPlan, Limits } from "../../engine/house";

export type { Breach, Commission, CommissionLine, CommissionPlan, Limits };

/** What is sent with a submission for each breach, and what becomes of it. */
export type { DealOverride, LimitCode, OverrideAsked as AskedOverride } from "../../api/types";

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
  first_payment_days?: number | null;
  lease: LeaseDefaults;
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
