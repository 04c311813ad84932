/** Lenders and their rate sheets as the scan takes them and answers, by the names of the engine's door. */
import type { Deal, Fault, Finance, MultipleDeposits, ProgrammeReference } from "./types";

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
  /** The lessor's own charge, of which the rest is gross. */
  acquisition_fee_cost?: string;
  disposition_fee: string;
  purchase_option_fee: string;
  multiple_deposits?: MultipleDeposits;
  money_factor_after_deposits: string;
  security_deposit: string;
  one_pay: boolean;
  reserve_share?: string;
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

/** A scan as the desk wants it: what each sheet has best, the row that the deal is written by, and its limits. */
export interface Lenders {
  offers: Offer[];
  now: Offer | null;
  /** What is said of more markup than the row bears, with its limits; nothing where nobody limits it. */
  caps: FitReason | null;
}

export type LendersAnswer = { ok: Lenders; faults?: undefined } | { ok?: undefined; faults: Fault[] };

export interface LendersAsk {
  scan: ScanAsk;
  now: ProgrammeReference | null;
}

/** More than any lender takes, to hear what the limits are. */
const FAR_TOO_MUCH = { markup: "0.25", factor_markup: "0.01" };

const CAPPED: ReadonlySet<string> = new Set(["markup_over", "factor_markup_over"]);

export function lendersOf(scan: (ask: ScanAsk) => ScanAnswer, { scan: ask, now }: LendersAsk): LendersAnswer {
  const answer = scan(ask);
  if (!answer.ok) return answer;
  const isNow = (offer: Offer) => offer.programme === now?.programme && offer.row === now.row;
  const seen = new Set<string>();
  const best = answer.ok.offers.filter(({ programme }) => !seen.has(programme) && seen.add(programme));
  const { markup, factor_markup } = FAR_TOO_MUCH;
  const beyond =
    now &&
    scan({ ...ask, wish: { ...ask.wish, ...(ask.deal.kind === "lease" ? { factor_markup } : { markup }) } });
  return {
    ok: {
      offers: best,
      now: answer.ok.offers.find(isNow) ?? null,
      caps: beyond?.ok?.offers.find(isNow)?.reasons.find((reason) => CAPPED.has(reason.code)) ?? null,
    },
  };
}

export type MarketRead =
  | { ok: { lenders: number; programmes: number }; faults?: undefined }
  | { ok?: undefined; faults: Fault[] };
