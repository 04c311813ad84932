/** The settings of a rooftop's desk as the server speaks of them. */
import type {
  BookKind,
  Condition,
  CountsIn as Counts,
  DealKind,
  DealPerson,
  DeskLimits as Limits,
  LimitCode,
  Role,
} from "../../api/types";

export type { BookKind, Condition, Counts, DealKind, LimitCode, Limits };

export const LIMIT_CODES = [
  "discount",
  "discount_share",
  "front_gross",
  "total_gross",
  "over_allowance",
  "markup",
  "factor_markup",
  "term_months",
  "ltv",
] as const satisfies readonly LimitCode[];

export interface Reason {
  code: string;
  label: string;
  of: LimitCode[];
  active: boolean;
}

export interface CommissionPlan {
  id: string;
  name: string;
  front: { from: string; share: string }[];
  back_share?: string | null;
  minimum?: string | null;
  per_product: { kind: string; amount: string }[];
  unit_bonuses: { units_from: number; amount: string }[];
  /** Whom it is for; somebody's own name goes before their roles. */
  for: { users: string[]; roles: Role[] };
}

/** What may be set. The dealer's own parts are absent for those who may not see the gross. */
export interface SettingsUpdate {
  doc_fee?: string | null;
  fees: {
    kind: "doc" | "dealer" | "government";
    name: string;
    amount: string;
    when: { kinds: DealKind[]; conditions: Condition[] };
  }[];
  first_payment_days?: number | null;
  retail_terms: number[];
  lease_terms: number[];
  down_step: string;
  lease: {
    miles_per_year?: number | null;
    excess_mile_charge?: string | null;
    acquisition_fee?: { amount: string; capitalized: boolean } | null;
    tax_capitalized: boolean;
    doc_fee_capitalized: boolean;
    security_deposit_rounding?: string | null;
  };
  books?: {
    kind: BookKind;
    name: string;
    amount?: string | null;
    share_of_msrp?: string | null;
    counts: Counts;
    conditions: Condition[];
  }[];
  doc_fee_counts?: Counts | null;
  reasons: Reason[];
  limits?: { role: Role; limits: Limits }[];
  commission_plans?: CommissionPlan[];
  /** The plan of everybody whom none names. */
  commission_default?: string | null;
  holds_days: number;
  approval_note?: string | null;
}

export interface DeskSettings extends SettingsUpdate {
  rooftop_id: string;
  version: number;
  updated_at?: string | null;
  updated_by?: DealPerson | null;
  rooftop_doc_fee?: string | null;
  my_limits: Limits;
}

/** The settings without what only the server says of them. */
export function updateOf(settings: DeskSettings): SettingsUpdate {
  const {
    rooftop_id: _rooftop,
    version: _version,
    updated_at: _at,
    updated_by: _by,
    rooftop_doc_fee: _fee,
    my_limits: _mine,
    ...update
  } = settings;
  return update;
}
