/** What the services say of presentations and of a locked session. */
import type {
  DealKind,
  DealPerson,
  Money,
  PresentationState,
  PresentationWithdrawn,
  PresentedVehicle,
  WorksheetLease,
  WorksheetLine,
  WorksheetLoan,
  WorksheetProof,
} from "../api/types";
import type { Mark } from "../sign/marks";

export interface Offer extends Offered {
  proof: WorksheetProof;
}

/** What an option says to the customer; the store's proof of it comes with the server's. */
export interface Offered {
  letter: string;
  kind: DealKind;
  payment: Money;
  /** "per month", "due at delivery". */
  every: string;
  cash_down: Money;
  loan: WorksheetLoan | null;
  lease: WorksheetLease | null;
  excess_mile_charge: Money | null;
  /** They sum up to `total_price`. */
  price: WorksheetLine[];
  total_price: Money;
  settlement: WorksheetLine[];
  result: WorksheetLine;
  optional_products: string[];
  payment_without_products: Money | null;
  terms: string[];
}

export interface Presentation {
  number: string;
  date: string;
  holds_until: string;
  dealer: { name: string; place: string; phone: string | null };
  buyer: string | null;
  vehicle: PresentedVehicle | null;
  presented_by: string;
  options: Offer[];
}

export interface Signed {
  option: string;
  signer_name: string;
  signed_at: string;
  mark: Mark;
  document_sha256: string;
}

/** A presentation as the store sees it. */
export interface PresentationSummary {
  id: string;
  created_at: string;
  made_by: DealPerson;
  expires_at: string;
  state: PresentationState;
  options: string[];
  picked: string | null;
  signed: Signed | null;
  withdrawn: PresentationWithdrawn | null;
}

/** The page behind a link. */
export interface CustomerPage {
  expires_at: string;
  sha256: string;
  /** Letters of options that the store changed since. */
  changed: string[];
  picked: string | null;
  signed: Signed | null;
  presentation: Presentation;
}

export interface Made {
  id: string;
  link_token: string;
  expires_at: string;
  presentation: Presentation;
}
