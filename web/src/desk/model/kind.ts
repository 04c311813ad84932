/** A deal as cash, retail or lease: what it has not had before begins with the terms of the house. */
import type { DeskSettings } from "../house/shapes";
import type { Deal } from "../../engine";

/** What a contract or a lease begins with at this store. */
export type HouseTerms = Pick<DeskSettings, "retail_terms" | "lease_terms" | "first_payment_days" | "lease">;

/** The structure as another kind. What was typed for the other kinds stays and is ignored. */
export function asKind(deal: Deal, kind: Deal["kind"], house: HouseTerms | null = null): Deal {
  const changed: Deal = { ...deal, kind };
  if (kind === "retail" && !deal.finance) {
    const days = house?.first_payment_days;
    changed.finance = {
      term_months: nearest(house?.retail_terms, 72),
      sell_rate: "0.0699",
      odd_days: "actuarial_30",
      ...(days == null ? {} : { first_payment_date: daysAfter(deal.date, days) }),
    };
  }
  if (kind === "lease" && !deal.lease) {
    const own = house?.lease;
    changed.lease = {
      term_months: nearest(house?.lease_terms, 36),
      money_factor: "0.00195",
      residual_percent: "0.6",
      miles_per_year: own?.miles_per_year ?? 12_000,
      acquisition_fee: own?.acquisition_fee ?? { amount: "0.00", capitalized: true },
      doc_fee_capitalized: own?.doc_fee_capitalized ?? true,
      ...(own?.tax_capitalized ? { tax_capitalized: true } : {}),
      ...(own?.excess_mile_charge == null ? {} : { excess_mile_charge: own.excess_mile_charge }),
      ...(own?.security_deposit_rounding == null
        ? {}
        : { security_deposit_rounding: own.security_deposit_rounding }),
    };
  }
  return changed;
}

/** The term on offer that lies nearest to the usual one; that one where nothing is said. */
function nearest(terms: readonly number[] | undefined, usual: number): number {
  return (terms ?? []).toSorted((one, other) => Math.abs(one - usual) - Math.abs(other - usual))[0] ?? usual;
}

function daysAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
