/** Reads what a person types into a money cell: `25k`, `+500`, `=2500+500`, `5%`. */
import { add, decimal, type Fraction, multiply, negate, ofCents, scaled, whole, wireMoney } from "./exact";
import { type Names, work } from "./formula";

export interface MoneyRules {
  /** The value when the cell got the focus, for `+500` and `-500`; wire form. */
  present: string | null;
  /** What `5%` is a percent of, in cents; absent where a percent makes no sense. */
  percentOf?: bigint | null;
  /** Whether nothing may be typed (an optional line then counts zero). */
  needed?: boolean;
  names: Names;
}

export type Entry =
  | {
      ok: true;
      value: string /** What to show again at the next focus, where it is more than a number. */;
      formula: string | null;
    }
  /** `unfinished` while it may only be half typed: red comes when the cell is left. */
  | { ok: false; message: string; unfinished?: boolean };

/** Twelve digits before the point: beyond any deal, and within what the engine holds. */
const LARGEST = 10n ** 14n;

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d*)?$/;

/** Drops what a paste brings along: spaces, `$`, `USD`; typographic minus signs become hyphens. */
export function tidy(text: string): string {
  return text
    .replace(/usd/gi, "")
    .replace(/[\s$\u00a0\u202f]/g, "")
    .replaceAll("\u2212", "-");
}

export function notAnAmount(text: string): string {
  return `“${text.trim()}” is not an amount. Try 3000, 3k or =2500+500.`;
}

function plain(text: string): Fraction | null {
  const thousands = /k$/i.test(text);
  const digits = thousands ? text.slice(0, -1) : text;
  const ungrouped = GROUPED.test(digits) ? digits.replaceAll(",", "") : digits;
  const value = decimal(ungrouped);
  if (!value) return null;
  return thousands ? multiply(value, whole(1000n)) : value;
}

function settle(value: Fraction, formula: string | null): Entry {
  const cents = scaled(value, 2);
  if (cents >= LARGEST || cents <= -LARGEST)
    return { ok: false, message: "That is more than a deal can hold." };
  return { ok: true, value: wireMoney(cents), formula };
}

export function readMoney(typed: string, rules: MoneyRules): Entry {
  const text = tidy(typed);
  if (text === "") {
    return rules.needed
      ? { ok: false, message: "An amount is needed here." }
      : { ok: true, value: "0.00", formula: null };
  }
  if (text.startsWith("=")) {
    // Spaces stay here: “=2 3” is a slip, not twenty-three.
    const formula = typed.trim().replaceAll("$", "").replaceAll("\u2212", "-");
    const worked = work(formula.slice(1), rules.names);
    if (worked.ok) return settle(worked.value, formula);
    if (text === "=") return { ok: false, message: "A formula goes here: =2500+500.", unfinished: true };
    return { ok: false, message: worked.message, unfinished: worked.unfinished };
  }
  if (text.endsWith("%")) {
    const share = decimal(text.slice(0, -1));
    if (!share) return { ok: false, message: notAnAmount(typed) };
    if (rules.percentOf === null || rules.percentOf === undefined) {
      return { ok: false, message: "A percent has nothing to be taken of here. Type an amount." };
    }
    return settle(multiply({ n: share.n, d: share.d * 100n }, ofCents(rules.percentOf)), text);
  }
  const relative = text.startsWith("+") || text.startsWith("-");
  const value = plain(relative ? text.slice(1) : text);
  if (!value) return { ok: false, message: notAnAmount(typed), unfinished: text === "+" || text === "-" };
  if (value.d > 100n && scaled(value, 2) * value.d !== value.n * 100n) {
    return { ok: false, message: `“${typed.trim()}” has more than two decimals.` };
  }
  if (!relative) return settle(value, null);
  const present = ofCents(BigInt((rules.present ?? "0.00").replace(".", "")));
  return settle(add(present, text.startsWith("-") ? negate(value) : value), null);
}
