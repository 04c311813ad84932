/** Versions in the words of the trade: `Discount 1,245 → 1,645`. */
import type { BeforeAndAfter, DealVersion, FieldChange } from "../api/deals";
import { centsOf, wireMoney } from "../numbers/exact";
import { FREQUENCIES } from "./paid";
import { day, isZero, moneyFactor, percent, shortMoney } from "../numbers/format";

const ACTS: Record<string, string> = {
  created: "made the deal",
  changed: "changed buyer, vehicle or salesperson",
  structure_added: "added a scenario",
  structure_changed: "changed",
  structure_removed: "removed",
  structure_chosen: "chose",
  presentation_signed: "signed option",
  presentation_withdrawn: "withdrew a link of the customer's",
  menu_decided: "had the menu signed for",
  submitted: "submitted it for approval",
  approved: "approved it",
  returned: "returned it",
  contracted: "contracted it",
  funded: "marked it funded",
  delivered: "delivered it",
  cancelled: "cancelled it",
  reopened: "reopened it",
  copied: "copied it from another deal",
};

/** Whose changes say more than the act itself. */
const BY_CHANGES = new Set(["changed", "structure_changed"]);

export function headline(version: DealVersion): string {
  const what = ACTS[version.action] ?? version.action.replaceAll("_", " ");
  return version.letter && version.action !== "created" ? `${what} ${version.letter}` : what;
}

const FIELDS: Record<string, string> = {
  selling_price: "Price",
  cash_down: "Cash down",
  delivery_charge: "Delivery charge",
  allowance: "Allowance",
  payoff: "Payoff",
  acv: "ACV",
  price: "Price",
  cost: "Cost",
  amount: "Amount",
  term_months: "Term",
  sell_rate: "Sell rate",
  buy_rate: "Buy rate",
  money_factor: "Money factor",
  residual_percent: "Residual",
  residual_amount: "Residual",
  miles_per_year: "Miles a year",
  excess_mile_charge: "Excess mile charge",
  frequency: "Paid",
  interest: "Interest",
  odd_days: "Odd days",
  balloon_amount: "Balloon",
  balloon_percent: "Balloon",
  signing_total: "Total at signing",
  one_pay: "Paid at once",
  first_payment: "First payment",
  multiple_deposits: "Security deposits",
  residual_adjustments: "Residual adjustments",
  security_deposit: "Security deposit",
  security_deposit_rounding: "Deposit rounded up to",
  security_deposit_waived: "Deposit waived",
  payoff_per_diem: "Per diem",
  payoff_in_days: "Days to the payoff",
  payoff_good_through: "Payoff good through",
  programme: "Lender",
  first_payment_date: "First payment",
  kind: "Kind",
  county: "County",
  state: "State",
  city: "City",
  zip: "ZIP",
  msrp: "MSRP",
  name: "Name",
};

const LISTS: Record<string, string> = {
  accessories: "Accessory",
  fees: "Fee",
  products: "Product",
  rebates: "Rebate",
  trades: "Trade",
  structures: "Scenario",
};

const RATES = new Set([
  "sell_rate",
  "buy_rate",
  "share",
  "residual_percent",
  "rate",
  "reserve_share",
  "balloon_percent",
]);

/** What a version did to the payment or the gross; nothing where it did nothing. */
export function differenceOf(effect: BeforeAndAfter | null | undefined): string | null {
  const before = centsOf(effect?.before);
  const after = centsOf(effect?.after);
  return before === null || after === null || before === after ? null : wireMoney(after - before);
}

/** One line for the card: what happened, or the first change and how many more. */
export function changeText(version: DealVersion): string {
  const rows = changeRows(version);
  const [first] = rows;
  if (!BY_CHANGES.has(version.action) || first === undefined) {
    const text = headline(version);
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
  const letter = version.letter ? `${version.letter}: ` : "";
  return rows.length === 1 ? `${letter}${first}` : `${letter}${first}, ${rows.length - 1} more`;
}

export function changeRows(version: DealVersion): string[] {
  return version.changes.map(rowOf);
}

function rowOf(change: FieldChange): string {
  const path = change.pointer.split("/").slice(1);
  const field = path.at(-1) ?? "";
  const list = LISTS[path.find((part) => part in LISTS) ?? ""];
  const whole = list !== undefined && /^\d+$/.test(field);
  if (whole) {
    const named = nameOf(change.after ?? change.before);
    return change.before === undefined || change.before === null
      ? `${list} added${named}`
      : `${list} removed${named}`;
  }
  const word = FIELDS[field] ?? field.replaceAll("_", " ");
  const subject =
    list && !(field in { allowance: 1, payoff: 1, acv: 1 }) ? `${list} ${word.toLowerCase()}` : word;
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${shown(field, change.before)} → ${shown(field, change.after)}`;
}

/** The field that a fault of the engine means: “First payment”, “Trade 2, payoff good through”. */
export function placeOf(pointer: string): string {
  const path = pointer.split("/").slice(1);
  const at = path.findIndex((part) => part in LISTS);
  const list = at < 0 ? null : `${LISTS[path[at] ?? ""]} ${Number(path[at + 1]) + 1}`;
  const field = path.findLast((part) => !/^\d+$/.test(part) && !(part in LISTS)) ?? "";
  if (field === "") return list ?? "";
  const word = FIELDS[field] ?? field.replaceAll("_", " ");
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return list === null ? name : `${list}, ${/^[A-Z]{2}/.test(word) ? word : word.toLowerCase()}`;
}

/** What stands for a whole group of fields: the lender of a sheet, the count of deposits. */
function wordsOf(field: string, value: Record<string, unknown>): string {
  if (field === "programme") return `${String(value["lender_name"])} ${String(value["tier"])}`;
  if (field === "multiple_deposits") return String(value["count"]);
  return Array.isArray(value) ? String(value.length) : "changed";
}

function nameOf(line: unknown): string {
  if (typeof line !== "object" || line === null) return "";
  const { name, price, amount, allowance } = line as Record<string, unknown>;
  const sum = [price, amount, allowance].find((each) => typeof each === "string");
  const parts = [
    typeof name === "string" ? name : "",
    typeof sum === "string" && !isZero(sum) ? shortMoney(sum) : "",
  ];
  const text = parts.filter(Boolean).join(" ");
  return text === "" ? "" : `: ${text}`;
}

function shown(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "string") {
    if (field === "frequency" && value in FREQUENCIES) {
      return FREQUENCIES[value as keyof typeof FREQUENCIES].name.toLowerCase();
    }
    if (RATES.has(field)) return percent(value);
    if (field.endsWith("money_factor")) return moneyFactor(value);
    if (/^-?\d+\.\d\d$/.test(value)) return shortMoney(value);
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
    return value;
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return wordsOf(field, value as Record<string, unknown>);
  return String(value);
}
