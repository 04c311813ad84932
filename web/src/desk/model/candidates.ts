/** The counties that an unclear place may lie in, and the payments that they leave possible. */
import type { Deal, Figures } from "../../engine";
import { centsOf } from "../numbers/exact";
import { money } from "../numbers/format";
import { paymentOf } from "./paid";

/** Two or more while the place is not settled; none as soon as it is. */
export function candidateCounties(figures: Figures | null): readonly string[] {
  const several = figures?.tax.warnings.find((warning) => warning.code === "several_places");
  const counties = several?.candidates ?? [];
  return counties.length > 1 ? counties : [];
}

export function inCounty(deal: Deal, county: string): Deal {
  const { places } = deal;
  return { ...deal, places: { ...places, registration: { ...places.registration, county } } };
}

/** `689.31 to 689.94`; nothing where every county gives the same. */
export function paymentRange(trials: readonly (Figures | null)[]): string | null {
  const known = trials.map(paymentOf).filter((payment) => payment !== null);
  const sorted = known.toSorted((a, b) => Number((centsOf(a) ?? 0n) - (centsOf(b) ?? 0n)));
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  return lowest === undefined || highest === undefined || lowest === highest
    ? null
    : `${money(lowest)} to ${money(highest)}`;
}
