/** How wire values are shown: grouped thousands, a real minus sign, percent, money factors, dates. */

const MINUS = "\u2212";

/** `"-3281.56"` as `−3,281.56`. */
export function money(wire: string): string {
  const negative = wire.startsWith("-");
  const [digits = "0", cents = "00"] = (negative ? wire.slice(1) : wire).split(".");
  return `${negative ? MINUS : ""}${grouped(digits)}.${cents.padEnd(2, "0")}`;
}

/** The same with a plus where it is above zero. */
export function signedMoney(wire: string): string {
  return isZero(wire) || wire.startsWith("-") ? money(wire) : `+${money(wire)}`;
}

/** The other sign, for lines that take away. */
export function negated(wire: string): string {
  if (isZero(wire)) return wire;
  return wire.startsWith("-") ? wire.slice(1) : `-${wire}`;
}

/** Dollars without cents where the cents are zero: `3,000`, `977.38`. */
export function shortMoney(wire: string): string {
  return money(wire).replace(/\.00$/, "");
}

/** The dollars alone, for a tight column that has the cents elsewhere. */
export function dollars(wire: string): string {
  return money(wire).replace(/\.\d+$/, "");
}

export function isZero(wire: string): boolean {
  return /^-?0*(\.0*)?$/.test(wire);
}

export function isNegative(wire: string): boolean {
  return wire.startsWith("-") && !isZero(wire);
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function count(value: number): string {
  return grouped(String(value));
}

/** `"0.0649"` as `6.49`; at least `places` decimals. */
export function percentNumber(wire: string, places = 2): string {
  const negative = wire.startsWith("-");
  const [digits = "0", fraction = ""] = (negative ? wire.slice(1) : wire).split(".");
  const shifted = fraction.padEnd(2, "0");
  const wholePart = `${digits}${shifted.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = shifted.slice(2).replace(/0+$/, "").padEnd(places, "0");
  return `${negative ? MINUS : ""}${wholePart}${rest === "" ? "" : `.${rest}`}`;
}

export function percent(wire: string, places = 2): string {
  return `${percentNumber(wire, places)}%`;
}

/** `"0.00195"` as `.00195`. */
export function moneyFactor(wire: string): string {
  const [digits = "0", fraction = ""] = wire.split(".");
  return `${digits.replace(/^0+/, "")}.${fraction.padEnd(5, "0")}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `"2026-11-21"` as `Nov 21, 2026`, read as the calendar day that it is. */
export function day(iso: string): string {
  const [year, month, date] = iso.split("-");
  return `${MONTHS[Number(month) - 1] ?? month} ${Number(date)}, ${year}`;
}

/** An instant in the reader's own time: the time of day if it was today, else the date. */
export function moment(instant: string, now: Date = new Date()): string {
  const at = new Date(instant);
  if (at.toDateString() === now.toDateString()) {
    return at.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
  }
  return at.toLocaleDateString("en-US", {
    month: "short",
    day: "numeric",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  });
}

/** Said aloud: `2,495 dollars`, `44.86 dollars`. */
export function spoken(wire: string): string {
  return `${shortMoney(wire)} dollars`;
}
