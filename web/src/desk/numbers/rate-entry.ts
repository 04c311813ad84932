/** Reads what a person types into a rate, money factor, percent, term or miles cell. */
import { add, decimal, divide, type Fraction, negate, scaled, whole, wireDecimal } from "./exact";
import { work } from "./formula";
import { type Entry, tidy } from "./money-entry";

/** The engine keeps rates to eight decimals. */
const SCALE = 8;
const percent = (value: Fraction): Fraction => ({ n: value.n, d: value.d * 100n });
const refuse = (message: string): Entry => ({ ok: false, message });
const noNames = () => null;

function number(text: string): Fraction | null {
  return decimal(text.replace(/%$/, ""));
}

/** The value at focus as a fraction of integers. */
function held(wire: string | null): Fraction {
  const negative = wire?.startsWith("-") ?? false;
  const value = decimal((wire ?? "0").replace(/^-/, "")) ?? whole(0n);
  return negative ? negate(value) : value;
}

export interface PercentRules {
  present: string | null;
  needed?: boolean;
  /** The largest that makes sense, in percent. */
  most: number;
  /** What it is called in a message: “rate”. */
  called: string;
  example: string;
}

/** `6.49`, `6.49%`, `+.25`, `=5.24+1.25`: percent in, a fraction on the wire. */
export function readPercent(typed: string, rules: PercentRules): Entry {
  const text = tidy(typed);
  if (text === "") {
    return rules.needed
      ? refuse(`A ${rules.called} is needed here.`)
      : { ok: true, value: "0", formula: null };
  }
  let value: Fraction | null;
  let formula: string | null = null;
  if (text.startsWith("=")) {
    const worked = work(text.slice(1).replaceAll("%", ""), noNames);
    if (!worked.ok) return refuse(worked.message);
    value = percent(worked.value);
    formula = text;
  } else if (/^[+-]/.test(text)) {
    const step = number(text.slice(1));
    value = step && add(held(rules.present), percent(text.startsWith("-") ? negate(step) : step));
  } else {
    const plain = number(text);
    value = plain && percent(plain);
  }
  if (!value) return refuse(`“${typed.trim()}” is not a ${rules.called}. Try ${rules.example}.`);
  if (value.n < 0n) return refuse(`A ${rules.called} is not below zero.`);
  if (value.n * 100n > BigInt(rules.most) * value.d)
    return refuse(`More than ${rules.most} % is not a ${rules.called}.`);
  return { ok: true, value: wireDecimal(scaled(value, SCALE), SCALE), formula };
}

/** `.00195`; `4.68%` is an annual rate and is divided by 2400. */
export function readMoneyFactor(typed: string, present: string | null): Entry {
  const text = tidy(typed);
  if (text === "") return refuse("A money factor is needed here.");
  let value: Fraction | null;
  if (/^[+-]/.test(text)) {
    const step = decimal(text.slice(1));
    value = step && add(held(present), text.startsWith("-") ? negate(step) : step);
  } else if (text.endsWith("%")) {
    const yearly = number(text);
    value = yearly && divide(yearly, whole(2400n));
  } else {
    value = decimal(text);
  }
  if (!value) return refuse(`“${typed.trim()}” is not a money factor. Try .00195 or 4.68%.`);
  if (value.n < 0n) return refuse("A money factor is not below zero.");
  // A factor of .02 is 48 % a year: beyond it someone typed a percent without its sign.
  if (value.n * 50n > value.d)
    return refuse(`${typed.trim()} is too large for a money factor. Try .00195 or 4.68%.`);
  return { ok: true, value: wireDecimal(scaled(value, SCALE), SCALE), formula: null };
}

const MONTHS = /^(\d{1,4})(?:m|mo|months?)?$/i;
const YEARS = /^(\d{1,2})y(?:r|rs|ears?)?$/i;

/** `72` or `6y`, in months. */
export function readTerm(typed: string, most = 180): Entry {
  const text = tidy(typed);
  const months = MONTHS.exec(text);
  const years = YEARS.exec(text);
  const count = years ? Number(years[1]) * 12 : months ? Number(months[1]) : null;
  if (text === "") return refuse("A term is needed here.");
  if (count === null) return refuse(`“${typed.trim()}” is not a term. Try 72 or 6y.`);
  if (count < 1 || count > most) return refuse(`A term runs from 1 to ${most} months.`);
  return { ok: true, value: String(count), formula: null };
}

/** `12000`, `12,000` or `12k`: a whole number. */
export function readWhole(typed: string, most: number, called: string): Entry {
  const text = tidy(typed);
  if (text === "") return refuse(`${called} needed here.`);
  const thousands = /k$/i.test(text);
  const bare = (thousands ? text.slice(0, -1) : text).replace(/,(?=\d{3})/g, "");
  const value = decimal(bare);
  if (!value) return refuse(`“${typed.trim()}” is not a whole number.`);
  const scaledValue = thousands ? { n: value.n * 1000n, d: value.d } : value;
  if (scaledValue.n % scaledValue.d !== 0n) return refuse(`“${typed.trim()}” is not a whole number.`);
  const count = scaledValue.n / scaledValue.d;
  if (count > BigInt(most)) return refuse(`More than ${most} does not fit here.`);
  return { ok: true, value: count.toString(), formula: null };
}
