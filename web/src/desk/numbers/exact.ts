/** Exact fractions of big integers: what a typed formula is worked out in, so that no float touches money. */

export interface Fraction {
  readonly n: bigint;
  /** Always positive. */
  readonly d: bigint;
}

export const whole = (n: bigint): Fraction => ({ n, d: 1n });
export const ofCents = (cents: bigint): Fraction => ({ n: cents, d: 100n });

export const add = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negate(b));
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
export const negate = (a: Fraction): Fraction => ({ n: -a.n, d: a.d });

/** `null` where the divisor is zero. */
export function divide(a: Fraction, b: Fraction): Fraction | null {
  if (b.n === 0n) return null;
  const sign = b.n < 0n ? -1n : 1n;
  return { n: a.n * b.d * sign, d: a.d * b.n * sign };
}

/** The nearest integer count of `10^-scale`; halves go away from zero, as cents do on paper. */
export function scaled(value: Fraction, scale: number): bigint {
  const n = value.n * 10n ** BigInt(scale);
  const size = n < 0n ? -n : n;
  const rounded = (size * 2n + value.d) / (value.d * 2n);
  return n < 0n ? -rounded : rounded;
}

const PLAIN = /^(\d*)(?:\.(\d*))?$/;

/** `12`, `12.5`, `.5` and `12.` as written; `null` for anything else. */
export function decimal(text: string): Fraction | null {
  const match = PLAIN.exec(text);
  if (!match) return null;
  const digits = match[1] ?? "";
  const fraction = match[2] ?? "";
  if (digits === "" && fraction === "") return null;
  return { n: BigInt(digits + fraction), d: 10n ** BigInt(fraction.length) };
}

/** A wire amount, `"-3281.56"`, in cents; `null` where it is not one. */
export function centsOf(wire: string | null | undefined): bigint | null {
  if (wire === null || wire === undefined) return null;
  const negative = wire.startsWith("-");
  const value = decimal(negative ? wire.slice(1) : wire);
  if (!value) return null;
  const cents = scaled(value, 2);
  return negative ? -cents : cents;
}

/** Cents as the wire has them: two places, a hyphen for minus. */
export function wireMoney(cents: bigint): string {
  const size = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${size.slice(0, -2)}.${size.slice(-2)}`;
}

/** An integer count of `10^-scale` as the shortest decimal text: `649` at scale 4 is `"0.0649"`. */
export function wireDecimal(count: bigint, scale: number): string {
  const size = (count < 0n ? -count : count).toString().padStart(scale + 1, "0");
  const places = size.slice(size.length - scale).replace(/0+$/, "");
  const text =
    places === "" ? size.slice(0, size.length - scale) : `${size.slice(0, size.length - scale)}.${places}`;
  return count < 0n ? `-${text}` : text;
}
