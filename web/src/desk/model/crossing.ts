/** Whether a deal touches more than one state, and what the desk then has to say: whose law, who collects, which papers. */
import type { Assessment, Deal } from "../../engine";
import { isZero } from "../numbers/format";

export interface Crossing {
  /** `Sold in Florida`, `Titled in Texas`: who is where, in the order of the deal. */
  places: readonly { role: string; state: string }[];
  /** The states differ. */
  crosses: boolean;
  facts: readonly { name: string; amount: string }[];
}

/** Nothing where all lies in one state and the dealer collects all of it. */
export function crossingOf(deal: Deal, tax: Assessment): Crossing | null {
  const { registration, buyer, dealer, delivery } = deal.places;
  const places = [
    { role: "Sold in", state: dealer.state },
    ...(delivery ? [{ role: "Handed over in", state: delivery.state }] : []),
    { role: "Titled in", state: registration.state },
    ...(buyer ? [{ role: "Buyer lives in", state: buyer.state }] : []),
  ];
  const crosses = new Set(places.map((place) => place.state)).size > 1;
  const { credit, per_payment: each } = tax.totals;
  const plain =
    !crosses && isZero(credit) && isZero(tax.due_at_registration) && tax.certificates.length === 0;
  if (plain) return null;
  return {
    places,
    crosses,
    facts: [
      { name: "The dealer collects", amount: tax.collected_by_dealer },
      { name: "Due at registration", amount: tax.due_at_registration },
      ...(isZero(each) ? [] : [{ name: "In each payment", amount: each }]),
      ...(isZero(credit) ? [] : [{ name: "Credit for another state's tax", amount: credit }]),
    ],
  };
}
