/** The words of the atlas for what the sample deal and the engine name by code. */
import { day, isZero, money, percentNumber, shortMoney } from "../desk/numbers/format";
import { vehicleClassName } from "../desk/model/words";
import { paymentsText } from "../desk/model/worksheet";
import type { Fault, Fuel, TaxLine } from "../engine";
import { firstSample, type Sample } from "./sample";
import { stateName } from "./tiles";

export const fuelName: Record<Fuel, string> = {
  gasoline: "Gasoline",
  diesel: "Diesel",
  hybrid: "Hybrid",
  plug_in_hybrid: "Plug-in hybrid",
  electric: "Electric",
  hydrogen: "Hydrogen",
};

const HIDDEN = [
  "payoff",
  "accessories",
  "delivery",
  "contract",
  "gap",
  "maintenance",
  "msrp",
  "book",
  "class",
  "fuel",
  "year",
  "odometer",
  "curb",
  "gross",
  "mpg",
  "sold",
] as const;

/** How many of the fields that are folded away were changed. */
export function differing(sample: Sample, today: string): number {
  const first = firstSample(today);
  return HIDDEN.filter((field) => sample[field] !== first[field]).length;
}

/** `Used passenger car for 35,000, trade 10,000, rebate 1,000, doc fee 500; law as of Nov 21, 2026`. */
export function sampleText(sample: Sample): string {
  const lines: [string, string][] = [
    ["trade", sample.trade],
    ["payoff", sample.payoff],
    ["rebate", sample.rebate],
    ["doc fee", sample.doc],
    ["accessories", sample.accessories],
    ["delivery", sample.delivery],
    ["service contract", sample.contract],
    ["GAP waiver", sample.gap],
    ["maintenance plan", sample.maintenance],
  ];
  const what = `${sample.condition === "new" ? "New" : "Used"} ${vehicleClassName[sample.class].toLowerCase()}`;
  const fuel = sample.fuel === "gasoline" ? "" : `, ${fuelName[sample.fuel].toLowerCase()}`;
  const lease =
    sample.kind === "lease"
      ? `, leased ${sample.term} months, residual ${percentNumber(sample.residual, 0)}% of ${shortMoney(sample.msrp)}`
      : "";
  const named = lines.flatMap(([name, amount]) => (isZero(amount) ? [] : [`${name} ${shortMoney(amount)}`]));
  const sold = sample.sold === "" ? "" : `, sold in ${stateName(sample.sold)}`;
  return `${what}${fuel} for ${shortMoney(sample.price)}${lease}${named.map((each) => `, ${each}`).join("")}${sold}; law as of ${day(sample.on)}`;
}

/** `24,500.00 × 7.00%`, or what stands in its place. */
export function lineSum(line: TaxLine): string {
  const some = paymentsText(line);
  const of = some !== null ? ` in ${some}` : line.due === "payment" ? " of one payment" : "";
  return line.rate ? `${money(line.base)} × ${trimmed(line.rate)}%${of}` : `on ${money(line.base)}${of}`;
}

/** `7`, `2.75`: a percent without the zeros that say nothing. */
const trimmed = (rate: string) => percentNumber(rate, 0);

/** The engine writes for programs: a capital, a point, and days as people write them. */
export function sentence(detail: string): string {
  const dated = detail.replace(/\b\d{4}-\d\d-\d\d\b/g, (iso) => day(iso));
  const text = dated.charAt(0).toUpperCase() + dated.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The day that a refusal names, where going there helps. */
export function namedDay(faults: readonly Fault[]): string | null {
  const fault = faults.find((each) => each.pointer === "/date");
  return /\b\d{4}-\d\d-\d\d\b/.exec(fault?.detail ?? "")?.[0] ?? null;
}

/** `trade, rebate and 2 more`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
