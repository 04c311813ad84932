/** The terms of the payment grid and what each carries; kept with this deal in this browser. */
import type { Deal, TermOffer } from "../../engine";
import type { DeskSettings } from "../house/shapes";
import { ratesOf } from "../lenders/offers";
import type { Market } from "../lenders/shapes";

export interface Offers {
  retail: readonly TermOffer[];
  lease: readonly TermOffer[];
}

/** Where the house says nothing. */
const RETAIL = [36, 48, 60, 66, 72, 75, 84];
const LEASE = [24, 27, 33, 36, 39, 48];
/** As many columns as fit beside each other. */
const COLUMNS = 6;

const key = (dealId: string) => `autolytiq.desk.terms.${dealId}`;

export function noOffers(): Offers {
  return { retail: [], lease: [] };
}

export function readOffers(storage: Pick<Storage, "getItem">, dealId: string): Offers {
  try {
    const kept = JSON.parse(storage.getItem(key(dealId)) ?? "null") as Partial<Offers> | null;
    return { retail: kept?.retail ?? [], lease: kept?.lease ?? [] };
  } catch {
    return noOffers();
  }
}

export function keepOffers(storage: Pick<Storage, "setItem">, dealId: string, offers: Offers): void {
  try {
    storage.setItem(key(dealId), JSON.stringify(offers));
  } catch {
    // A full or forbidden storage only costs the memory of these rates.
  }
}

export function withOffer(offers: Offers, kind: "retail" | "lease", offer: TermOffer): Offers {
  const others = offers[kind].filter((each) => each.term_months !== offer.term_months);
  return { ...offers, [kind]: [...others, offer] };
}

/** What is known beside the deal of the terms that may be offered. */
export interface Known {
  offers: Offers;
  market: Market | null;
  settings: Pick<DeskSettings, "retail_terms" | "lease_terms"> | null;
}

/** Six terms around the one of the deal; a term without a rate of its own goes at the deal's. */
export function columnsOf(deal: Deal, { offers, market, settings }: Known): TermOffer[] {
  if (deal.kind === "cash") return [];
  const block = deal.kind === "lease" ? deal.lease : deal.finance;
  if (!block) return [];
  const present = block.term_months;
  const offered =
    deal.kind === "lease" ? (settings?.lease_terms ?? LEASE) : (settings?.retail_terms ?? RETAIL);
  const terms = [...new Set([...offered, present])].toSorted((a, b) => a - b);
  while (terms.length > COLUMNS) {
    const first = terms[0] ?? 0;
    const last = terms.at(-1) ?? 0;
    if (present - first > last - present) terms.shift();
    else if (first === present) terms.pop();
    else if (last - present > present - first) terms.pop();
    else terms.shift();
  }
  const own = offers[deal.kind];
  return terms.map((term) => {
    const kept = own.find((each) => each.term_months === term);
    if (term === present) return { term_months: term };
    // The sheet that the deal is written by goes before what was typed.
    const ofSheet = ratesOf(deal, market, term);
    return ofSheet ? { term_months: term, ...ofSheet } : (kept ?? { term_months: term });
  });
}
