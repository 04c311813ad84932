/** The cells a person can type into: how each is read from the inputs, written back, parsed and shown. */
import type { Deal, Lease } from "../../engine";
import { centsOf, decimal, scaled, wireDecimal, wireMoney } from "../numbers/exact";
import type { Names } from "../numbers/formula";
import { isZero, money, moneyFactor, negated, percentNumber, signedMoney } from "../numbers/format";
import { type Entry, readMoney } from "../numbers/money-entry";
import { readMoneyFactor, readPercent, readTerm, readWhole } from "../numbers/rate-entry";
import { stepMoney, stepMoneyFactor, stepPercent, stepTerm, type Stroke } from "../numbers/steps";
import {
  addLine,
  changeFinance,
  changeLease,
  changeLine,
  list,
  type ListName,
  type Lists,
  newId,
} from "./change";

export interface Cell {
  /** The same for the same line, whatever else changes. */
  id: string;
  label: string;
  /** Where a fault of the engine points when it means this cell. */
  pointer: string;
  read(deal: Deal): string | null;
  write(deal: Deal, value: string): Deal;
  parse(typed: string, present: string | null, deal: Deal, names: Names): Entry;
  /** As shown at rest. */
  show(value: string): string;
  /** As shown while typing. */
  draft(value: string): string;
  step?(value: string | null, stroke: Stroke): string;
  /** Why a value that reads well may not be: beyond a limit, say. */
  refuse?(deal: Deal, value: string): string | null;
}

export interface MoneyCellOptions {
  needed?: boolean;
  /** The line takes away: shown with a minus, typed without. */
  takesAway?: boolean;
  /** The line adds to what is owed where others take off: shown with a plus. */
  adds?: boolean;
  percentOf?: (deal: Deal) => bigint | null;
}

/** A cell of dollars and cents. */
export function moneyCell(
  of: Pick<Cell, "id" | "label" | "pointer" | "read" | "write">,
  options: MoneyCellOptions = {},
): Cell {
  return {
    ...of,
    parse: (typed, present, deal, names) =>
      readMoney(typed, {
        present,
        names,
        needed: options.needed ?? false,
        percentOf: options.percentOf?.(deal) ?? null,
      }),
    show: (value) => (options.adds ? signedMoney(value) : money(options.takesAway ? negated(value) : value)),
    draft: money,
    step: stepMoney,
  };
}

export function percentCell(
  of: Pick<Cell, "id" | "label" | "pointer" | "read" | "write">,
  needed: boolean,
): Cell {
  return {
    ...of,
    parse: (typed, present) =>
      readPercent(typed, { present, needed, most: 100, called: "rate", example: "6.49" }),
    show: (value) => percentNumber(value),
    draft: (value) => percentNumber(value),
    step: stepPercent,
  };
}

const msrpCents = (deal: Deal) => centsOf(deal.vehicle?.msrp);

export const msrp: Cell = moneyCell({
  id: "msrp",
  label: "MSRP",
  pointer: "/vehicle/msrp",
  read: (deal) => deal.vehicle?.msrp ?? null,
  write: (deal, value) => ({ ...deal, vehicle: { ...deal.vehicle, msrp: value } }),
});

export const sellingPrice: Cell = moneyCell(
  {
    id: "selling_price",
    label: "Selling price",
    pointer: "/selling_price",
    read: (deal) => deal.selling_price,
    write: (deal, value) => ({ ...deal, selling_price: value }),
  },
  { needed: true, percentOf: msrpCents },
);

/** Typed as what comes off MSRP; what is stored is the selling price. */
export const discount: Cell = moneyCell(
  {
    id: "discount",
    label: "Dealer discount",
    pointer: "/selling_price",
    read: (deal) => {
      const sticker = msrpCents(deal);
      const price = centsOf(deal.selling_price);
      return sticker === null || price === null ? null : wireMoney(sticker - price);
    },
    write: (deal, value) => {
      const sticker = msrpCents(deal);
      const off = centsOf(value);
      return sticker === null || off === null ? deal : { ...deal, selling_price: wireMoney(sticker - off) };
    },
  },
  { takesAway: true, percentOf: msrpCents },
);

export const cashDown: Cell = moneyCell(
  {
    id: "cash_down",
    label: "Cash down",
    pointer: "/cash_down",
    read: (deal) => deal.cash_down ?? "0.00",
    write: (deal, value) => ({ ...deal, cash_down: value }),
  },
  { takesAway: true },
);

export const deliveryCharge: Cell = moneyCell({
  id: "delivery_charge",
  label: "Delivery charge",
  pointer: "/delivery_charge",
  read: (deal) => deal.delivery_charge ?? "0.00",
  write: (deal, value) => ({ ...deal, delivery_charge: value }),
});

/** The amount of one line of a list. */
export function lineCell(name: ListName, id: string, label: string, at: number, field: string): Cell {
  return moneyCell(
    {
      id: `${name}/${id}/${field}`,
      label,
      pointer: `/${name}/${at}/${field}`,
      read: (deal) => {
        const line = list(deal, name).find((each) => each.id === id) as Record<string, unknown> | undefined;
        const value = line?.[field];
        return typeof value === "string" ? value : null;
      },
      // A tax once paid of which nobody knows how much it was is not a tax of nothing.
      write: (deal, value) =>
        changeLine(deal, name, id, { [field]: field === "tax_amount_paid" && isZero(value) ? null : value }),
    },
    {
      takesAway: name === "rebates" || (name === "trades" && field === "allowance"),
      adds: name === "trades" && field === "payoff",
    },
  );
}

/** The first line of a kind, which typing an amount makes where there is none yet. */
interface First<N extends ListName> {
  list: N;
  field: string;
  label: string;
  takesAway: boolean;
  is(line: Lists[N]): boolean;
  make(id: string, value: string): Lists[N];
}

function firstCell<N extends ListName>(first: First<N>): (deal: Deal) => Cell {
  return (deal) => {
    const lines = list(deal, first.list);
    const at = lines.findIndex(first.is);
    const found = (of: Deal) => list(of, first.list).find(first.is);
    return moneyCell(
      {
        id: `${first.list}/first ${first.label}`,
        label: first.label,
        pointer: `/${first.list}/${at < 0 ? lines.length : at}/${first.field}`,
        read: (of) => {
          const value = (found(of) as Record<string, unknown> | undefined)?.[first.field];
          return typeof value === "string" ? value : null;
        },
        write: (of, value) => {
          const line = found(of);
          return line
            ? changeLine(of, first.list, line.id, { [first.field]: value } as Partial<Lists[N]>)
            : addLine(of, first.list, first.make(newId(first.list), value));
        },
      },
      { takesAway: first.takesAway, adds: first.field === "payoff" },
    );
  };
}

export const firstAccessory = firstCell({
  list: "accessories",
  field: "price",
  label: "Accessories",
  takesAway: false,
  is: () => true,
  make: (id, price) => ({ id, name: "Accessories", price }),
});

export const firstDocFee = firstCell({
  list: "fees",
  field: "amount",
  label: "Dealer service fee",
  takesAway: false,
  is: (fee) => fee.kind === "doc",
  make: (id, amount) => ({ id, kind: "doc", name: "Dealer service fee", amount }),
});

export const firstStateFee = firstCell({
  list: "fees",
  field: "amount",
  label: "State fees",
  takesAway: false,
  is: (fee) => fee.kind === "government",
  make: (id, amount) => ({ id, kind: "government", name: "Title and registration", amount }),
});

export const firstRebate = firstCell({
  list: "rebates",
  field: "amount",
  label: "Manufacturer rebate",
  takesAway: true,
  is: (rebate) => rebate.from !== "dealer",
  make: (id, amount) => ({
    id,
    from: "manufacturer",
    name: "Customer cash",
    amount,
    assigned_to_dealer: true,
  }),
});

export const firstAllowance = firstCell({
  list: "trades",
  field: "allowance",
  label: "Trade allowance",
  takesAway: true,
  is: () => true,
  make: (id, allowance) => ({ id, name: "Trade-in", allowance, payoff: "0.00" }),
});

export const firstPayoff = firstCell({
  list: "trades",
  field: "payoff",
  label: "Trade payoff",
  takesAway: false,
  is: () => true,
  make: (id, payoff) => ({ id, name: "Trade-in", allowance: "0.00", payoff }),
});

const leaseWith = (deal: Deal, change: Partial<Lease>) => changeLease(deal, change);

export const termMonths = (
  kind: "finance" | "lease",
  offered: readonly number[],
  atTerm: (deal: Deal, months: number) => Deal,
): Cell => ({
  id: `${kind}/term_months`,
  label: "Term",
  pointer: `/${kind}/term_months`,
  read: (deal) => deal[kind]?.term_months.toString() ?? null,
  write: (deal, value) => atTerm(deal, Number(value)),
  parse: (typed) => readTerm(typed, 120),
  show: (value) => value,
  draft: (value) => value,
  step: (value, stroke) => String(stepTerm(Number(value ?? "0"), offered, stroke.up)),
});

export const sellRate: Cell = percentCell(
  {
    id: "finance/sell_rate",
    label: "Sell rate",
    pointer: "/finance/sell_rate",
    read: (deal) => deal.finance?.sell_rate ?? null,
    write: (deal, value) => changeFinance(deal, { sell_rate: value }),
  },
  true,
);

export const buyRate: Cell = percentCell(
  {
    id: "finance/buy_rate",
    label: "Buy rate",
    pointer: "/finance/buy_rate",
    read: (deal) => deal.finance?.buy_rate ?? null,
    // A buy rate that is typed is no sheet's.
    write: (deal, value) => changeFinance(deal, { buy_rate: value, programme: null }),
  },
  false,
);

/** Typed as the spread over the buy rate; what is stored is the sell rate. */
export const markup: Cell = percentCell(
  {
    id: "finance/markup",
    label: "Markup",
    pointer: "/finance/markup",
    read: (deal) => spread(deal.finance?.sell_rate, deal.finance?.buy_rate),
    write: (deal, value) => changeFinance(deal, { sell_rate: above(deal.finance?.buy_rate, value) }),
  },
  false,
);

const RATE_PLACES = 8;
const parts = (wire: string | null | undefined) => {
  const value = decimal(wire ?? "");
  return value ? scaled(value, RATE_PLACES) : null;
};

function spread(sell: string | null | undefined, buy: string | null | undefined): string | null {
  const [high, low] = [parts(sell), parts(buy)];
  return high === null || low === null ? null : wireDecimal(high - low, RATE_PLACES);
}

function above(buy: string | null | undefined, by: string): string {
  return wireDecimal((parts(buy) ?? 0n) + (parts(by) ?? 0n), RATE_PLACES);
}

export const reserveShare: Cell = percentCell(
  {
    id: "finance/reserve/share",
    label: "Share of the reserve",
    pointer: "/finance/reserve/share",
    read: (deal) => deal.finance?.reserve?.share ?? null,
    write: (deal, value) =>
      changeFinance(deal, { reserve: { method: "present_value", ...deal.finance?.reserve, share: value } }),
  },
  false,
);

export const reserveFlat: Cell = moneyCell({
  id: "finance/reserve/flat",
  label: "Flat reserve",
  pointer: "/finance/reserve/flat",
  read: (deal) => deal.finance?.reserve?.flat ?? null,
  write: (deal, value) =>
    changeFinance(deal, { reserve: { ...deal.finance?.reserve, method: "flat", flat: value } }),
});

function factorCell(field: "money_factor" | "buy_money_factor", label: string): Cell {
  return {
    id: `lease/${field}`,
    label,
    pointer: `/lease/${field}`,
    read: (deal) => deal.lease?.[field] ?? null,
    write: (deal, value) =>
      leaseWith(deal, { [field]: value, ...(field === "buy_money_factor" ? { programme: null } : {}) }),
    parse: (typed, present) => readMoneyFactor(typed, present),
    show: moneyFactor,
    draft: moneyFactor,
    step: stepMoneyFactor,
  };
}

export const moneyFactorCell = factorCell("money_factor", "Sell money factor");
export const buyMoneyFactorCell = factorCell("buy_money_factor", "Buy money factor");

export const markupFactor: Cell = {
  id: "lease/markup",
  label: "Markup of the money factor",
  pointer: "/lease/markup",
  read: (deal) => spread(deal.lease?.money_factor, deal.lease?.buy_money_factor),
  write: (deal, value) => leaseWith(deal, { money_factor: above(deal.lease?.buy_money_factor, value) }),
  parse: (typed, present) => readMoneyFactor(typed, present),
  show: moneyFactor,
  draft: moneyFactor,
  step: stepMoneyFactor,
};

/** `0.61%` on the wire between these cells: the fraction of MSRP, marked as one. */
export const isShare = (value: string) => value.endsWith("%");
export const shareOf = (value: string) => value.slice(0, -1);

export function shareOrMoney(value: string): string {
  return isShare(value) ? `${percentNumber(shareOf(value), 0)}%` : money(value);
}

/** Typed as a percent of MSRP or as an amount; the engine keeps whichever was meant. */
export const residual = (amount: string | null): Cell => ({
  id: "lease/residual",
  label: "Residual",
  pointer: "/lease/residual_percent",
  read: ({ lease }) =>
    lease?.residual_percent ? `${lease.residual_percent}%` : (lease?.residual_amount ?? null),
  write: (deal, value) =>
    isShare(value)
      ? leaseWith(deal, { residual_percent: shareOf(value), residual_amount: null })
      : leaseWith(deal, { residual_amount: value, residual_percent: null }),
  refuse: ({ vehicle }, value) => {
    const whole = centsOf(vehicle?.msrp);
    if (isShare(value) || whole === null || (centsOf(value) ?? 0n) <= whole) return null;
    return `${money(value)} is more than the MSRP of ${money(wireMoney(whole))}: a residual is at most 100 % of it.`;
  },
  parse: (typed, _present, _deal, names) => {
    const asPercent = isShare(typed.trim()) && !typed.trim().startsWith("=");
    if (!asPercent) return readMoney(typed, { present: amount, needed: true, names });
    const share = readPercent(typed, {
      present: null,
      needed: true,
      most: 100,
      called: "residual",
      example: "61% or 26,013.45",
    });
    return share.ok ? { ...share, value: `${share.value}%`, formula: typed.trim() } : share;
  },
  show: (value) => (amount === null ? shareOrMoney(value) : money(amount)),
  draft: (value) => (amount === null ? shareOrMoney(value) : money(amount)),
});

const leaseMoney = (
  field: "security_deposit" | "disposition_fee" | "purchase_option_fee",
  label: string,
): Cell =>
  moneyCell({
    id: `lease/${field}`,
    label,
    pointer: `/lease/${field}`,
    read: (deal) => deal.lease?.[field] ?? "0.00",
    write: (deal, value) => leaseWith(deal, { [field]: value }),
  });

export const securityDeposit = leaseMoney("security_deposit", "Security deposit");
export const dispositionFee = leaseMoney("disposition_fee", "Disposition fee");
export const purchaseOptionFee = leaseMoney("purchase_option_fee", "Purchase option fee");

export const acquisitionFee: Cell = moneyCell({
  id: "lease/acquisition_fee",
  label: "Acquisition fee",
  pointer: "/lease/acquisition_fee/amount",
  read: (deal) => deal.lease?.acquisition_fee?.amount ?? "0.00",
  write: (deal, value) =>
    leaseWith(deal, {
      acquisition_fee: { capitalized: true, ...deal.lease?.acquisition_fee, amount: value },
    }),
});

export const milesPerYear: Cell = {
  id: "lease/miles_per_year",
  label: "Miles a year",
  pointer: "/lease/miles_per_year",
  read: (deal) => deal.lease?.miles_per_year?.toString() ?? null,
  write: (deal, value) => leaseWith(deal, { miles_per_year: Number(value) }),
  parse: (typed) => readWhole(typed, 100_000, "Miles are"),
  show: (value) => value,
  draft: (value) => value,
};
