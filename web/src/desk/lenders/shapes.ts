/** Lenders and sheets as the desk reads them, as far as it shows and applies them itself; the scan is the engine's. */
import type { Applicant } from "../../engine/market";

export interface Lender {
  id: string;
  name: string;
  markup_caps?: { term_to?: number; points: string }[];
}

export interface RowScope {
  tier: string;
  term_from: number;
  term_to: number;
  [bound: string]: unknown;
}

export interface RetailRow {
  scope: RowScope;
  buy_rate: string;
  markup_to?: string;
}

export interface Programme {
  id: string;
  lender: string;
  name: string;
  kind: "retail" | "lease" | "balloon";
  rows?: RetailRow[];
}

export interface Market {
  lenders: Lender[];
  programmes: Programme[];
}

/** The facts of a buyer that lenders ask for, kept with the deal. */
export type { Applicant };
