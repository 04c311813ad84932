/**
 * What goes into the engine and what comes out. Money and rates are decimal strings, dates are ISO days.
 * The server's description (OpenAPI) has the same schemas under the names given beside each type.
 */

export type Wire = string;
export type Day = string;

export type DealKind = "cash" | "retail" | "lease";
export type VehicleClass =
  | "passenger"
  | "light_truck"
  | "heavy_truck"
  | "motorcycle"
  | "motorhome"
  | "trailer";
export type Fuel = "gasoline" | "diesel" | "hybrid" | "plug_in_hybrid" | "electric" | "hydrogen";
export type FeeKind = "doc" | "dealer" | "government";
export type ProductKind = "service_contract" | "gap" | "maintenance" | "tire_wheel" | "insurance" | "other";
export type Provider = "dealer" | "third_party" | "insurer";
export type RebateFrom = "manufacturer" | "dealer";
export type OddDays = "ignore" | "actuarial_30" | "daily_365";
export type ReserveMethod = "present_value" | "interest_difference" | "flat";
export type LeaseMethod =
  | "each_payment"
  | "total_of_payments"
  | "price"
  | "capitalized_cost"
  | "less_residual"
  | "none";
/** Yes or no, a whole number, or text (an amount is decimal text). */
export type Answer = boolean | number | string;

export interface Place {
  state: string;
  county?: string | null;
  city?: string | null;
  zip?: string | null;
}

/** `DealPlaces` */
export interface Places {
  registration: Place;
  buyer?: Place | null;
  dealer: Place;
  delivery?: Place | null;
}

export interface Vehicle {
  condition?: "new" | "used";
  class?: VehicleClass;
  model_year?: number | null;
  fuel?: Fuel;
  gross_weight_lb?: number | null;
  curb_weight_lb?: number | null;
  city_mpg?: number | null;
  odometer?: number | null;
  msrp?: Wire | null;
  book_value?: Wire | null;
}

export interface Accessory {
  id: string;
  name?: string;
  price: Wire;
  cost?: Wire | null;
}

/** `DealFee` */
export interface Fee {
  id: string;
  kind: FeeKind;
  name?: string;
  amount: Wire;
}

/** `DealProduct` */
export interface Product {
  id: string;
  kind: ProductKind;
  name?: string;
  price: Wire;
  cost?: Wire | null;
  provider?: Provider;
  term_months?: number | null;
}

/** `DealRebate` */
export interface Rebate {
  id: string;
  from?: RebateFrom;
  name?: string;
  amount: Wire;
  assigned_to_dealer?: boolean | null;
}

/** `DealTrade` */
export interface Trade {
  id: string;
  name?: string;
  vin?: string | null;
  allowance: Wire;
  payoff?: Wire;
  acv?: Wire | null;
  lien_holder?: string | null;
  payoff_good_through?: Day | null;
  class?: VehicleClass;
  titled_in?: string | null;
  owned_by_buyer?: boolean | null;
  tax_paid_on_it?: boolean | null;
  book_value?: Wire | null;
}

export interface TaxInputs {
  local_rate?: { rate: Wire; source?: string } | null;
  tax_paid_elsewhere?: { state: string; amount: Wire; date?: Day | null }[];
  exemptions?: { code: string; certificate?: string | null }[];
  answers?: Record<string, Answer>;
}

export interface ReserveTerms {
  method?: ReserveMethod;
  share?: Wire | null;
  flat?: Wire | null;
}

export interface Finance {
  term_months: number;
  sell_rate: Wire;
  buy_rate?: Wire | null;
  first_payment_date?: Day | null;
  odd_days?: OddDays;
  reserve?: ReserveTerms | null;
}

/** `DealLease` */
export interface Lease {
  term_months: number;
  money_factor: Wire;
  buy_money_factor?: Wire | null;
  reserve_share?: Wire | null;
  residual_percent?: Wire | null;
  residual_amount?: Wire | null;
  miles_per_year?: number | null;
  acquisition_fee?: { amount: Wire; capitalized?: boolean };
  doc_fee_capitalized?: boolean;
  tax_capitalized?: boolean;
  security_deposit?: Wire;
  disposition_fee?: Wire;
  purchase_option_fee?: Wire;
  method?: LeaseMethod | null;
}

/** `DealInputs`: one structure as it is typed. */
export interface Deal {
  date: Day;
  kind: DealKind;
  places: Places;
  vehicle?: Vehicle;
  vehicle_cost?: Wire | null;
  selling_price: Wire;
  accessories?: Accessory[];
  delivery_charge?: Wire;
  fees?: Fee[];
  products?: Product[];
  rebates?: Rebate[];
  trades?: Trade[];
  cash_down?: Wire;
  tax?: TaxInputs;
  finance?: Finance | null;
  lease?: Lease | null;
}

export type PartKind =
  | "vehicle"
  | "dealer_discount"
  | "accessories"
  | "delivery_charge"
  | "doc_fee"
  | "service_contract"
  | "gap"
  | "maintenance"
  | "tire_wheel"
  | "insurance"
  | "other_product"
  | "manufacturer_rebate"
  | "dealer_rebate"
  | "trade_in"
  | "negative_equity"
  | "book_value_adjustment"
  | "lease_payment"
  | "cap_reduction_cash"
  | "cap_reduction_trade"
  | "cap_reduction_rebate"
  | "acquisition_fee"
  | "gross_cap_cost"
  | "residual";

export interface TaxLine {
  code: string;
  name: string;
  level: "state" | "county" | "city" | "district";
  place: string;
  base: Wire;
  rate: Wire | null;
  amount: Wire;
  due: "signing" | "payment";
  citation: string;
  /** Where the rate was read; absent where the law itself says it. */
  source?: string | null;
  verified: boolean;
}

export interface BasePart {
  kind: PartKind;
  amount: Wire;
  reason: string;
  citation: string;
  verified: boolean;
}

export interface Question {
  code: string;
  text: string;
  type: "flag" | "days" | "count" | "money";
  answer: "default" | "given";
  value: Answer;
  citation: string;
}

export interface GovernmentFee {
  code: string;
  name: string;
  amount: Wire | null;
  verified: boolean;
  citation: string;
}

export interface Warning {
  code: string;
  detail: string;
  candidates?: string[];
}

export interface Assessment {
  jurisdiction: string;
  rules_version: string;
  taxable_base: Wire;
  lines: TaxLine[];
  counted: BasePart[];
  left_out: BasePart[];
  totals: {
    state: Wire;
    local: Wire;
    before_credit: Wire;
    credit: Wire;
    due: Wire;
    at_signing: Wire;
    per_payment: Wire;
    over_term: Wire;
  };
  collected_by_dealer: Wire;
  due_at_registration: Wire;
  law: string;
  certificates: { code: string; text: string; citation: string }[];
  questions: Question[];
  fees: GovernmentFee[];
  warnings: Warning[];
}

export interface LoanFigures {
  payment: Wire;
  payments: number;
  last_payment: Wire;
  first_payment_date: Day;
  last_payment_date: Day;
  rate: Wire;
  apr: Wire;
  apr_exact: Wire;
  finance_charge: Wire;
  total_of_payments: Wire;
  total_sale_price: Wire;
  odd_days: number;
  ltv: Wire | null;
}

export interface DueAtSigning {
  first_payment: Wire;
  cap_reduction_cash: Wire;
  government_fees: Wire;
  tax: Wire;
  acquisition_fee: Wire;
  doc_fee: Wire;
  security_deposit: Wire;
  total: Wire;
}

export interface LeaseFigures {
  gross_cap_cost: Wire;
  cap_cost_reduction: Wire;
  adjusted_cap_cost: Wire;
  residual: Wire;
  depreciation: Wire;
  rent_charge: Wire;
  monthly_depreciation: Wire;
  monthly_rent: Wire;
  base_payment: Wire;
  tax_per_payment: Wire;
  payment: Wire;
  payments: number;
  total_of_payments: Wire;
  due_at_signing: DueAtSigning;
  purchase_option_price: Wire;
  disposition_fee: Wire;
}

export type GrossCode =
  | "vehicle"
  | "accessories"
  | "over_allowance"
  | "doc_fee"
  | "dealer_fees"
  | "dealer_rebates"
  | "products"
  | "reserve";

export interface Gross {
  front: Wire;
  back: Wire;
  total: Wire;
  lines: { code: GrossCode; amount: Wire }[];
  reserve: Wire;
}

/** `DealFigures`: everything that follows. Fields that the reader may not see are absent. */
export interface Figures {
  engine_version: string;
  rules_version: string;
  kind: DealKind;
  selling_price: Wire;
  discount: Wire;
  accessories: Wire;
  delivery_charge: Wire;
  doc_fee: Wire;
  dealer_fees: Wire;
  government_fees: Wire;
  products: Wire;
  tax: Assessment;
  tax_total: Wire;
  total_price: Wire;
  trade_allowance: Wire;
  trade_payoff: Wire;
  trade_equity: Wire;
  acv?: Wire | null;
  over_allowance?: Wire | null;
  rebates: Wire;
  cash_down: Wire;
  amount_financed: Wire | null;
  balance_due: Wire | null;
  loan: LoanFigures | null;
  lease: LeaseFigures | null;
  gross?: Gross | null;
  warnings: Warning[];
}

export interface Installment {
  number: number;
  date: Day;
  payment: Wire;
  interest: Wire;
  principal: Wire;
  balance: Wire;
}

export type EffectCode =
  | "discount"
  | "accessories"
  | "delivery_charge"
  | "doc_fee"
  | "dealer_fees"
  | "government_fees"
  | "products"
  | "tax"
  | "trade_equity"
  | "rebates"
  | "acquisition_fee"
  | "cash_down";

export interface Effects {
  lines: { id?: string; code?: EffectCode; per_month: Wire }[];
}

export interface TermOffer {
  term_months: number;
  sell_rate?: Wire | null;
  buy_rate?: Wire | null;
  money_factor?: Wire | null;
  residual_percent?: Wire | null;
}

export interface GridAsk {
  deal: Deal;
  terms: TermOffer[];
  downs: Wire[];
  target?: Wire | null;
}

export type GridCell = { payment: Wire; at_or_under_target: boolean } | { problem: string };

export interface Grid {
  terms: TermOffer[];
  rows: { down: Wire; cells: GridCell[] }[];
}

export type Lever =
  | "cash_down"
  | "selling_price"
  | "trade_allowance"
  | "sell_rate"
  | "term_months"
  | "money_factor";

export interface RollAsk {
  deal: Deal;
  target: Wire;
  of?: "payment" | "due_at_signing";
  levers: Lever[];
  terms?: TermOffer[];
}

export interface Rolled {
  lever: Lever;
  reached: boolean;
  value?: string;
  change?: string;
  payment?: Wire;
  gross_change?: Wire;
  reason?: string;
  best_value?: string;
  best_payment?: Wire;
  term?: TermOffer;
}

export interface Roll {
  levers: Rolled[];
}

/** Why something cannot be worked out: the field by JSON pointer, a stable code, a sentence. */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

export type Outcome<T> = { ok: T; faults?: undefined } | { ok?: undefined; faults: Fault[] };

export interface Versions {
  engine_version: string;
  rules_version: string;
  jurisdictions: string[];
}
