/** What a deal shows in a list, and the exact sum of amounts. */
import type { DealRow } from "../api/shapes";
import { centsOf, wireMoney } from "../desk/numbers/exact";

export function nameOfDeal(deal: DealRow): string {
  return deal.customer?.name ?? "No customer yet";
}

export function vehicleOfDeal(deal: DealRow): string {
  return deal.vehicle?.name ?? "No vehicle yet";
}

/** The sum of the amounts that are known; null when none is. */
export function sumOf(amounts: readonly (string | null | undefined)[]): string | null {
  const known = amounts.map((amount) => centsOf(amount)).filter((cents) => cents !== null);
  return known.length === 0 ? null : wireMoney(known.reduce((sum, cents) => sum + cents, 0n));
}
