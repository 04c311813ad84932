/** What an arrow key adds to a cell. */
import { centsOf, decimal, scaled, wireDecimal, wireMoney } from "./exact";

export interface Stroke {
  up: boolean;
  shift: boolean;
  alt: boolean;
}

/** 100 dollars, 1,000 with Shift, 1 with Alt; never below zero where the value was not. */
export function stepMoney(wire: string | null, stroke: Stroke): string {
  const size = stroke.shift ? 100_000n : stroke.alt ? 100n : 10_000n;
  const present = centsOf(wire) ?? 0n;
  const next = stroke.up ? present + size : present - size;
  return wireMoney(next < 0n && present >= 0n ? 0n : next);
}

function stepRate(wire: string | null, size: bigint, up: boolean): string {
  const value = decimal(wire ?? "0");
  const present = value ? scaled(value, 8) : 0n;
  const next = up ? present + size : present - size;
  return wireDecimal(next < 0n ? 0n : next, 8);
}

/** .05 of a percent, .25 with Shift. */
export function stepPercent(wire: string | null, stroke: Stroke): string {
  return stepRate(wire, stroke.shift ? 250_000n : 50_000n, stroke.up);
}

/** .00001, .0001 with Shift. */
export function stepMoneyFactor(wire: string | null, stroke: Stroke): string {
  return stepRate(wire, stroke.shift ? 10_000n : 1_000n, stroke.up);
}

/** The next term that is offered; stays where there is none beyond. */
export function stepTerm(present: number, offered: readonly number[], up: boolean): number {
  const sorted = [...offered].toSorted((a, b) => a - b);
  const next = up ? sorted.find((term) => term > present) : sorted.findLast((term) => term < present);
  return next ?? present;
}
