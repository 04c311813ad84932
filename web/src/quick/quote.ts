/** What is typed into the quick quote, read into a deal that the engine works out; every slip at its field. */
import { readMoney } from "../desk/numbers/money-entry";
import { readMoneyFactor, readPercent, readTerm, readWhole } from "../desk/numbers/rate-entry";
import type { Deal, DealKind, Figures, Place, Vehicle } from "../engine";

export type Field =
  | "price"
  | "trade"
  | "payoff"
  | "down"
  | "term"
  | "rate"
  | "moneyFactor"
  | "residual"
  | "miles";

export type Typed = Record<Field, string> & { kind: DealKind };

export const EMPTY: Typed = {
  kind: "retail",
  price: "",
  trade: "",
  payoff: "",
  down: "",
  term: "72",
  rate: "",
  moneyFactor: "",
  residual: "",
  miles: "12000",
};

/** What is not typed: the day, the store, the car from stock, where it will be titled. */
export interface Known {
  date: string;
  store: Place;
  docFee: string;
  place: Place | null;
  vehicle: Vehicle | null;
}

export type Reading =
  | { deal: Deal; slips: Slips }
  /** `waits` says what is still to be typed. */
  | { deal: null; slips: Slips; waits: string };

export type Slips = Partial<Record<Field, string>>;

const WAITS: Partial<Record<Field, string>> = {
  price: "Type a price or pick a car.",
  term: "Type how many months.",
  rate: "Type a rate.",
  moneyFactor: "Type a money factor.",
  residual: "Type a residual.",
};

/** Which fields a kind of deal has, in their order. */
export function fieldsOf(kind: DealKind): Field[] {
  const common: Field[] = ["price", "trade", "payoff", "down"];
  if (kind === "cash") return common;
  if (kind === "retail") return [...common, "term", "rate"];
  return [...common, "term", "moneyFactor", "residual", "miles"];
}

export function read(typed: Typed, known: Known): Reading {
  const slips: Slips = {};
  const values: Partial<Record<Field, string>> = {};
  let waits: string | null = null;
  for (const field of fieldsOf(typed.kind)) {
    const text = typed[field].trim();
    const wait = WAITS[field];
    if (text === "" && wait !== undefined) {
      waits ??= wait;
      continue;
    }
    const entry = one(field, text);
    if (entry.ok) values[field] = entry.value;
    else slips[field] = entry.message;
  }
  if (Object.keys(slips).length > 0) return { deal: null, slips, waits: "Look at the field in red." };
  if (waits !== null) return { deal: null, slips, waits };
  if (known.place === null) return { deal: null, slips, waits: "Pick the county." };
  return { deal: dealOf(typed.kind, values, known, known.place), slips };
}

function one(field: Field, text: string) {
  switch (field) {
    case "term":
      return readTerm(text, 120);
    case "rate":
      return readPercent(text, { present: null, needed: true, most: 60, called: "rate", example: "6.49" });
    case "residual":
      return readPercent(text, { present: null, needed: true, most: 100, called: "residual", example: "61" });
    case "moneyFactor":
      return readMoneyFactor(text, null);
    case "miles":
      return readWhole(text === "" ? "0" : text, 200_000, "Miles are");
    default:
      return readMoney(text, { present: null, needed: field === "price", names: () => null });
  }
}

function dealOf(
  kind: DealKind,
  values: Partial<Record<Field, string>>,
  known: Known,
  registration: Place,
): Deal {
  const value = (field: Field) => values[field] ?? "0.00";
  const traded = value("trade") !== "0.00" || value("payoff") !== "0.00";
  const term = Number(values.term ?? "0");
  return {
    date: known.date,
    kind,
    places: { registration, dealer: known.store },
    ...(known.vehicle === null ? {} : { vehicle: known.vehicle }),
    selling_price: value("price"),
    cash_down: value("down"),
    fees:
      known.docFee === "0.00"
        ? []
        : [{ id: "doc", kind: "doc", name: "Dealer service fee", amount: known.docFee }],
    trades: traded
      ? [{ id: "t1", name: "Trade-in", allowance: value("trade"), payoff: value("payoff") }]
      : [],
    ...(kind === "retail" ? { finance: { term_months: term, sell_rate: values.rate ?? "0" } } : {}),
    ...(kind === "lease"
      ? {
          lease: {
            term_months: term,
            money_factor: values.moneyFactor ?? "0",
            residual_percent: values.residual ?? "0",
            ...(values.miles === undefined || values.miles === "0"
              ? {}
              : { miles_per_year: Number(values.miles) }),
          },
        }
      : {}),
  };
}

/** What the customer asks first: each month, or in cash the balance. */
export function paymentOf(figures: Figures): string | null {
  if (figures.kind === "cash") return figures.balance_due;
  return (figures.kind === "retail" ? figures.loan?.payment : figures.lease?.payment) ?? null;
}

/** The engine's faults at the field that they concern. */
export function slipsOf(faults: readonly { pointer: string; detail: string }[]): Slips {
  const at: readonly [string, Field][] = [
    ["/selling_price", "price"],
    ["/trades/0/allowance", "trade"],
    ["/trades/0/payoff", "payoff"],
    ["/cash_down", "down"],
    ["/finance/term_months", "term"],
    ["/lease/term_months", "term"],
    ["/finance/sell_rate", "rate"],
    ["/lease/money_factor", "moneyFactor"],
    ["/lease/residual_percent", "residual"],
    ["/lease/miles_per_year", "miles"],
  ];
  const slips: Slips = {};
  for (const { pointer, detail } of faults) {
    const field = at.find(([place]) => pointer === place)?.[1] ?? "price";
    slips[field] ??= detail.charAt(0).toUpperCase() + detail.slice(1);
  }
  return slips;
}
