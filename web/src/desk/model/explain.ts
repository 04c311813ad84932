/** Which parts of the deal make up the base of one tax line, so that the sum on the screen is the sum in the law. */
import type { Assessment, BasePart, TaxLine } from "../../engine";
import { centsOf } from "../numbers/exact";

export interface Explained {
  parts: readonly BasePart[];
  /** What the parts add up to where the tax reaches only a part of it (a cap, a bracket); else null. */
  before: string | null;
}

const sum = (parts: readonly BasePart[]) =>
  parts.reduce((total, part) => total + (centsOf(part.amount) ?? 0n), 0n);

/** Products that some states tax under a tax of their own. */
const APART = new Set(["service_contract", "gap", "maintenance", "tire_wheel", "insurance", "other_product"]);

export interface PrincipalBase {
  parts: readonly BasePart[];
  /** Counted too, but into the base of a tax of their own. */
  apart: readonly BasePart[];
  /** The parts add up to the principal base; else a limit or a share lies between them. */
  adds: boolean;
}

/** The parts of the principal base, and what is taxed beside it. */
export function principalBase(tax: Assessment): PrincipalBase {
  const whole = centsOf(tax.taxable_base);
  const together = tax.counted.filter((part) => !APART.has(part.kind));
  const apart = tax.counted.filter((part) => APART.has(part.kind));
  if (sum(tax.counted) === whole) return { parts: tax.counted, apart: [], adds: true };
  if (sum(together) === whole) return { parts: together, apart, adds: true };
  return { parts: tax.counted, apart: [], adds: false };
}

/** Finds the parts whose amounts add up to the line's base; where none do, the base stands alone. */
export function explain(tax: Assessment, line: TaxLine): Explained {
  // What is counted stands for the whole term of a lease; a tax on each payment is taken of one.
  if (line.due === "payment") return { parts: [], before: null };
  const base = centsOf(line.base);
  const principal = centsOf(tax.taxable_base);
  const counted = tax.counted;
  const together = counted.filter((part) => !APART.has(part.kind));
  const groups = [counted, together, ...counted.map((part) => [part])];
  const exact = groups.find((parts) => parts.length > 0 && sum(parts) === base);
  if (exact) return { parts: exact, before: null };
  const capped = [counted, together].find((parts) => parts.length > 0 && sum(parts) === principal);
  if (capped && base !== null && principal !== null && base < principal) {
    return { parts: capped, before: tax.taxable_base };
  }
  return { parts: [], before: null };
}
