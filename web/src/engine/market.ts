/** Lenders and their rate sheets as the scan takes them and answers, by the names of the engine's door. */
import type { Deal, Fault, Finance, MultipleDeposits } from "./types";

export interface Applicant {
  score?: number | null;
  monthly_income?: string | null;
  monthly_debt?: string | null;
  open_bankruptcy?: boolean | null;
  past_repossession?: boolean | null;
  first_time_buyer?: boolean | null;
}

export interface VehicleFacts {
  make?: string;
  model?: string;
  trim?: string;
  certified?: boolean;
  invoice?: string;
  commercial_use?: boolean;
  branded_title?: boolean;
}

export interface Wish {
  markup?: string;
  factor_markup?: string;
  deposits?: number;
  one_pay?: boolean;
  acquisition_fee_markup?: string;
  rooftop?: string;
  order?: "payment" | "gross";
}

export interface ScanAsk {
  deal: Deal;
  applicant: Applicant;
  vehicle: VehicleFacts;
  wish: Wish;
  best_only?: boolean;
}

/** Why a row does not fit, or what must be known first. */
export interface FitReason {
  code: string;
  value?: string;
  limit?: string;
  text: string;
}

export type Verdict = "fits" | "not_known" | "does_not_fit";

export interface LeaseOfferTerms {
  residual_percent?: string;
  residual: string;
  acquisition_fee: string;
  /** What of it the lessor charges. */
  acquisition_fee_cost?: string;
  disposition_fee: string;
  purchase_option_fee: string;
  multiple_deposits?: MultipleDeposits;
  money_factor_after_deposits: string;
  security_deposit: string;
  one_pay: boolean;
  reserve_share: string;
  base_payment: string;
  due_at_signing: string;
  single_payment?: string;
}

/** What the deal comes to under a row. Dealer figures are absent for those who may not see them. */
export interface OfferTerms {
  buy_rate?: string;
  sell_rate: string;
  payment: string;
  amount_financed: string;
  reserve?: string;
  gross?: string;
  reserve_terms?: Finance["reserve"];
  lease?: LeaseOfferTerms;
}

export interface Offer {
  programme: string;
  lender: string;
  row: number;
  tier: string;
  verdict: Verdict;
  reasons: FitReason[];
  cautions: FitReason[];
  term_months: number;
  markup_to?: string;
  terms?: OfferTerms;
}

export type ScanAnswer =
  | { ok: { offers: Offer[] }; faults?: undefined }
  | { ok?: undefined; faults: Fault[] };

export type MarketRead =
  | { ok: { lenders: number; programmes: number }; faults?: undefined }
  | { ok?: undefined; faults: Fault[] };
