/** What an offer of the scan does to a deal, and what the sheets say of the one that the deal is written by. */
import type { Deal, Finance, Lease, ProgrammeReference } from "../../engine";
import type { FitReason, Offer, ScanAsk, VehicleFacts, Wish } from "../../engine/market";
import { changeFinance, changeLease } from "../model/change";
import { centsOf, decimal, scaled, wireDecimal } from "../numbers/exact";
import type { Applicant, Market, Programme, RetailRow } from "./shapes";

const SCALE = 8;

function parts(rate: string | null | undefined): bigint | null {
  const less = rate?.startsWith("-") ?? false;
  const value = decimal((rate ?? "").replace(/^-/, ""));
  if (!value) return null;
  const size = scaled(value, SCALE);
  return less ? -size : size;
}

/** The sheet that the deal is written by, where it is. */
export function programmeOf(deal: Deal): ProgrammeReference | null {
  if (deal.kind === "retail") return deal.finance?.programme ?? null;
  return deal.kind === "lease" ? (deal.lease?.programme ?? null) : null;
}

/** What is added to the lender's rate now; none where that is not known or the deal is under it. */
export function markupOf(deal: Deal): string {
  return markupAt(deal, (deal.kind === "lease" ? deal.lease?.money_factor : deal.finance?.sell_rate) ?? "0");
}

/** Every lender at what the desk adds now. */
export function askOf(
  deal: Deal,
  facts: { applicant: Applicant | null; vehicle: VehicleFacts; rooftop: string; order: "payment" | "gross" },
): ScanAsk {
  const markup = markupOf(deal);
  const wish: Wish = { rooftop: facts.rooftop, order: facts.order };
  if (deal.kind === "lease") {
    wish.factor_markup = markup;
    const { lease } = deal;
    if (lease?.one_pay) wish.one_pay = true;
    else if (lease?.multiple_deposits) wish.deposits = lease.multiple_deposits.count;
  } else {
    wish.markup = markup;
  }
  return { deal, applicant: facts.applicant ?? {}, vehicle: facts.vehicle, wish };
}

/** The deal under the row of an offer; its figures then are the offer's. */
export function putOffer(deal: Deal, offer: Offer, lenderName: string): Deal {
  const { terms } = offer;
  if (!terms) return deal;
  const programme: ProgrammeReference = {
    lender: offer.lender,
    lender_name: lenderName,
    programme: offer.programme,
    row: offer.row,
    tier: offer.tier,
  };
  if (deal.kind === "retail") {
    const change: Partial<Finance> = { programme, sell_rate: terms.sell_rate };
    if (terms.buy_rate !== undefined) {
      change.buy_rate = terms.buy_rate;
      change.reserve = terms.reserve_terms ?? null;
    }
    return changeFinance(deal, change);
  }
  const { lease } = terms;
  if (deal.kind !== "lease" || !lease) return deal;
  const change: Partial<Lease> = {
    programme,
    money_factor: terms.sell_rate,
    residual_percent: lease.residual_percent ?? null,
    residual_amount: lease.residual_percent === undefined ? lease.residual : null,
    acquisition_fee: { capitalized: true, ...deal.lease?.acquisition_fee, amount: lease.acquisition_fee },
    disposition_fee: lease.disposition_fee,
    purchase_option_fee: lease.purchase_option_fee,
    multiple_deposits: lease.multiple_deposits ?? null,
    one_pay: lease.one_pay,
    residual_adjustments: [],
  };
  if (terms.buy_rate !== undefined) {
    change.buy_money_factor = terms.buy_rate;
    change.reserve_share = lease.reserve_share ?? null;
  }
  if (lease.acquisition_fee_cost !== undefined) change.acquisition_fee_cost = lease.acquisition_fee_cost;
  return changeLease(deal, change);
}

/** The rates as they are, of no sheet any more. */
export function byHand(deal: Deal): Deal {
  return deal.kind === "lease"
    ? changeLease(deal, { programme: null })
    : changeFinance(deal, { programme: null });
}

export const lenderName = (market: Market | null, id: string): string =>
  market?.lenders.find((each) => each.id === id)?.name ?? "";

export function sheetOf(market: Market | null, id: string): Programme | null {
  return market?.programmes.find((each) => each.id === id) ?? null;
}

/** How many offers that fit ask less than the deal does now. */
export function cheaper(offers: readonly Offer[], payment: string | null): number {
  const now = centsOf(payment);
  if (now === null) return 0;
  const less = (offer: Offer) => {
    const asked = centsOf(offer.terms?.payment);
    return offer.verdict === "fits" && asked !== null && asked < now;
  };
  return new Set(offers.filter(less).map((offer) => offer.lender)).size;
}

/** The bounds of a row besides its term, as text: rows that differ in them are for other deals. */
function boundsOf({ scope }: RetailRow): string {
  const { term_from: _from, term_to: _to, ...bounds } = scope;
  return JSON.stringify(Object.entries(bounds).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The row of the same sheet, tier and bounds for another term; nothing where the sheet has none. */
export function rowAt(
  market: Market | null,
  programme: ProgrammeReference,
  months: number,
): { row: number; buy_rate: string } | null {
  const rows = sheetOf(market, programme.programme)?.rows;
  const present = rows?.[programme.row];
  if (!rows || !present) return null;
  const covers = (row: RetailRow) => row.scope.term_from <= months && months <= row.scope.term_to;
  if (covers(present)) return { row: programme.row, buy_rate: present.buy_rate };
  const at = rows.findIndex((row) => covers(row) && boundsOf(row) === boundsOf(present));
  const found = rows[at];
  return found ? { row: at, buy_rate: found.buy_rate } : null;
}

/** A retail deal at another term: under a sheet the rate is the one of the sheet's row for it, at the same markup. */
export function atTerm(deal: Deal, market: Market | null, months: number): Deal {
  const programme = programmeOf(deal);
  if (deal.kind !== "retail" || !programme) return changeFinance(deal, { term_months: months });
  const found = rowAt(market, programme, months);
  if (!found) return changeFinance(deal, { term_months: months });
  return changeFinance(deal, {
    term_months: months,
    buy_rate: found.buy_rate,
    sell_rate: sumOf(found.buy_rate, markupOf(deal)),
    programme: { ...programme, row: found.row },
  });
}

function sumOf(rate: string, markup: string): string {
  return wireDecimal((parts(rate) ?? 0n) + (parts(markup) ?? 0n), SCALE);
}

/** What each term of a sheet carries at the markup of the deal. */
export function ratesOf(
  deal: Deal,
  market: Market | null,
  months: number,
): { buy_rate: string; sell_rate: string } | null {
  const programme = programmeOf(deal);
  const found = deal.kind === "retail" && programme ? rowAt(market, programme, months) : null;
  return found && { buy_rate: found.buy_rate, sell_rate: sumOf(found.buy_rate, markupOf(deal)) };
}

/** What the engine says to far too much markup names both limits; said of what was typed. */
export function overCap(caps: FitReason | null, markup: string): string | null {
  const [most, typed] = [parts(caps?.limit), parts(markup)];
  if (!caps || most === null || typed === null || typed <= most) return null;
  const shown = caps.code === "factor_markup_over" ? markup : points(typed);
  return caps.text.replace(/^(Markup|Money factor markup) \S+/, `$1 ${shown}`);
}

/** `2.25` of a fraction in eight decimals. */
function points(value: bigint): string {
  const [whole = "0", rest = ""] = wireDecimal(value, SCALE - 2).split(".");
  return `${whole}.${rest.padEnd(2, "0")}`;
}

/** How much of what is allowed is used, in percent. */
export function shareUsed(markup: string, most: string): number {
  const [used, whole] = [parts(markup) ?? 0n, parts(most) ?? 0n];
  return whole === 0n ? (used === 0n ? 0 : 101) : Number((used * 100n) / whole);
}

/** What is typed would be a markup of this: of the sell rate itself, or of what is added. */
export function markupAt(deal: Deal, sell: string): string {
  const buy = deal.kind === "lease" ? deal.lease?.buy_money_factor : deal.finance?.buy_rate;
  const [high, low] = [parts(sell), parts(buy)];
  return high === null || low === null || high < low ? "0" : wireDecimal(high - low, SCALE);
}
