/** What the customer's page says, out of what it was made from. */
import type { Money } from "../api/types";
import { count, day, money, percent } from "../desk/numbers/format";
import type { Tone } from "../ui/Pill";
import type { Offer, Offered, Presentation, PresentationSummary } from "./shapes";

const MINUS = "\u2212";

/** `$689.31`, `−$1,645.00`. */
export function usd(wire: Money): string {
  const text = money(wire);
  return text.startsWith(MINUS) ? `${MINUS}$${text.slice(1)}` : `$${text}`;
}

const OPTIONS = ["here is your option", "here are your two options", "here are your three options"];
const BUSINESS = /\b(llc|inc|corp|co|company|ltd|lp|llp|trust|bank|group)\b\.?/i;

/** “Marisol, here are your three options”; a business is greeted by its whole name. */
export function greeting({ buyer, options }: Pick<Presentation, "buyer" | "options">): string {
  const what = OPTIONS[options.length - 1] ?? "here are your options";
  if (buyer === null || buyer.trim() === "") return what.charAt(0).toUpperCase() + what.slice(1);
  const name = BUSINESS.test(buyer) ? buyer : (buyer.trim().split(/\s+/)[0] ?? buyer);
  return `${name}, ${what}`;
}

/** How a page stands with its customer, and whether its link still opens to be chosen from or signed. */
export function standing({
  state,
  picked,
  signed,
  withdrawn,
}: Pick<PresentationSummary, "state" | "picked" | "signed" | "withdrawn">): {
  text: string;
  tone: Tone;
  opens: boolean;
} {
  switch (state) {
    case "open":
      return { text: "Open", tone: "accent", opens: true };
    case "chosen":
      return { text: `Likes option ${picked ?? ""}`, tone: "accent", opens: true };
    case "signed":
      return { text: `Signed option ${signed?.option ?? ""}`, tone: "pos", opens: false };
    case "expired":
      return { text: "Expired", tone: "plain", opens: false };
    case "withdrawn":
      return { text: `Withdrawn by ${withdrawn?.by.name ?? ""}`, tone: "warn", opens: false };
  }
}

export function kindOf(offer: Pick<Offered, "kind" | "loan" | "lease">): string {
  if (offer.loan !== null) return `Finance, ${offer.loan.payments} payments`;
  if (offer.lease === null) return "Cash";
  const miles = offer.lease.miles_per_year;
  return miles == null ? "Lease" : `Lease, ${count(miles)} miles a year`;
}

/** What stands under the payment, label by label. */
export function factsOf(offer: Offered): [string, string][] {
  const { loan, lease } = offer;
  if (loan !== null) {
    const last: [string, string][] =
      loan.last_payment === loan.payment ? [] : [["Last payment", usd(loan.last_payment)]];
    return [
      ["Cash down", usd(offer.cash_down)],
      ["Number of payments", count(loan.payments)],
      ...last,
      ["APR", percent(loan.apr)],
      ["Amount financed", usd(loan.amount_financed)],
      ["Finance charge", usd(loan.finance_charge)],
      ["Total of payments", usd(loan.total_of_payments)],
    ];
  }
  if (lease !== null) {
    const extra = offer.excess_mile_charge;
    return [
      ["Due at signing", usd(lease.due_at_signing_total)],
      ["Number of payments", count(lease.payments)],
      ["Tax in each payment", usd(lease.tax_per_payment)],
      ...(extra === null ? [] : ([["Extra miles", `${usd(extra)} a mile`]] satisfies [string, string][])),
      ["Buy it at the end for", usd(lease.purchase_option_price)],
      ["Total of payments", usd(lease.total_of_payments)],
    ];
  }
  return [
    ["Total price, out the door", usd(offer.total_price)],
    ["Cash down", usd(offer.cash_down)],
    [offer.result.label, usd(offer.result.amount)],
  ];
}

/** “Service contract and GAP waiver”, “mats, rails and tint”. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** What tells this paper from any other: the deal, the day of the rules, the revision. */
export function proofOf(number: string, { letter, proof }: Pick<Offer, "letter" | "proof">): string {
  return `Deal ${number}, option ${letter}, rules of ${day(proof.rule_date)}, revision ${proof.revision} (${proof.revision_hash})`;
}
