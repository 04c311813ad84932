/**
 * The paper of a time without a network: one scenario as the customer may read it, made in this browser out of what was
 * typed and the engine's figures for it. Its types have no place for cost, gross, buy rate or reserve.
 */
import type { WorksheetLease, WorksheetLine, WorksheetLoan } from "../api/types";
import { count, day, isZero } from "../desk/numbers/format";
import { centsOf, wireMoney } from "../desk/numbers/exact";
import { paymentOf } from "../desk/model/paid";
import type { DealRecord } from "../desk/api/deals";
import type { Deal, Figures, LeaseFigures, Place, Product } from "../engine";
import type { Offered, Presentation } from "../present/shapes";

export interface Quote extends Pick<Presentation, "number" | "date" | "dealer" | "buyer" | "vehicle"> {
  /** When it was made, by the clock of this machine. */
  made: string;
  offer: Offered;
  ruleDate: string;
  rulesVersion: string;
}

export interface Quoted {
  deal: Omit<DealRecord, "structures">;
  letter: string;
  inputs: Deal;
  figures: Figures;
  /** The figures if the buyer takes none of the optional products. */
  without: Figures | null;
  now: Date;
}

export function quoteOf({ deal, letter, inputs, figures, without, now }: Quoted): Quote {
  const { rooftop, vehicle, customer } = deal;
  const loan = loanOf(figures);
  const lease = leaseOf(inputs, figures);
  const result = resultOf(figures);
  const options = (inputs.products ?? []).filter((product) => isOption(product, inputs));
  return {
    number: deal.number,
    date: inputs.date,
    made: now.toISOString(),
    dealer: {
      name: rooftop.name,
      place: [rooftop.address.city, rooftop.address.state].filter(Boolean).join(", "),
      phone: rooftop.phone ?? null,
    },
    buyer: customer?.name ?? null,
    vehicle: vehicle
      ? {
          name: vehicle.name,
          facts: [
            ...(vehicle.color ? [vehicle.color] : []),
            `stock ${vehicle.stock_number}`,
            ...(vehicle.facts.odometer == null ? [] : [`${count(vehicle.facts.odometer)} miles`]),
          ],
        }
      : null,
    offer: {
      letter,
      kind: figures.kind,
      payment: loan?.payment ?? lease?.payment ?? result.amount,
      every: loan?.every ?? lease?.every ?? "due at delivery",
      cash_down: figures.cash_down,
      loan,
      lease,
      excess_mile_charge: lease ? (inputs.lease?.excess_mile_charge ?? null) : null,
      price: priceOf(inputs, figures),
      total_price: figures.total_price,
      settlement: settlementOf(inputs, figures),
      result,
      optional_products: options.map(called),
      payment_without_products: options.length === 0 || figures.kind === "cash" ? null : paymentOf(without),
      terms: termsOf(inputs),
    },
    ruleDate: inputs.date,
    rulesVersion: figures.rules_version,
  };
}

const line = (label: string, amount: string, optional = false): WorksheetLine => ({
  label,
  amount,
  optional,
});
const less = (amount: string) => wireMoney(-(centsOf(amount) ?? 0n));
const named = (name: string | null | undefined, otherwise: string) => name || otherwise;

/** Whether the buyer may leave a product out. The lender asks for the others: of no catalogue, and finance charges. */
function isOption(product: Product, { kind, finance }: Deal): boolean {
  const charges = kind === "retail" ? (finance?.finance_charges ?? []) : [];
  return product.catalogue != null || !charges.includes(product.id);
}

/** The deal without what the buyer may leave out. */
export function withoutOptions(deal: Deal): Deal {
  const { finance, products = [] } = deal;
  const gone = new Set(products.filter((product) => isOption(product, deal)).map(({ id }) => id));
  const left = { ...deal, products: products.filter(({ id }) => !gone.has(id)) };
  if (!finance?.finance_charges) return left;
  return {
    ...left,
    finance: { ...finance, finance_charges: finance.finance_charges.filter((id) => !gone.has(id)) },
  };
}

/** The lines that sum up to the total price, as the store's own worksheet has them. */
function priceOf(inputs: Deal, figures: Figures): WorksheetLine[] {
  const msrp = inputs.vehicle?.msrp;
  const fees = inputs.fees ?? [];
  const ofKind = (kind: string, otherwise: string) =>
    fees.filter((fee) => fee.kind === kind).map((fee) => line(named(fee.name, otherwise), fee.amount));
  return [
    ...(msrp != null && (centsOf(figures.discount) ?? 0n) > 0n
      ? [line("MSRP", msrp), line("Your discount", less(figures.discount))]
      : [line("Selling price", figures.selling_price)]),
    ...(inputs.accessories ?? []).map(({ name, price }) => line(named(name, "Accessory"), price)),
    ...(isZero(figures.delivery_charge) ? [] : [line("Delivery", figures.delivery_charge)]),
    ...ofKind("doc", "Dealer fee"),
    ...ofKind("dealer", "Dealer fee"),
    ...(inputs.products ?? []).map((product) =>
      line(labelled(product), product.price, isOption(product, inputs)),
    ),
    line(`Taxes, ${placeName(inputs.places.registration)}`, figures.tax_total),
    ...ofKind("government", "Government fee"),
  ];
}

/** From the total price to what is financed or due; a lease has a sum of its own. */
function settlementOf(inputs: Deal, figures: Figures): WorksheetLine[] {
  if (figures.kind === "lease") return [];
  const trades = (inputs.trades ?? []).flatMap((trade) => {
    const payoff = figures.trades.find(({ id }) => id === trade.id)?.payoff ?? trade.payoff ?? "0.00";
    return [
      line(`Your trade, ${named(trade.name, "trade-in")}`, less(trade.allowance)),
      ...(isZero(payoff) ? [] : [line(`Paid off to ${named(trade.lien_holder, "the lien holder")}`, payoff)]),
    ];
  });
  const rebates = (inputs.rebates ?? [])
    // One of the manufacturer that the buyer keeps does not lower the deal.
    .filter(({ from, assigned_to_dealer }) => from === "dealer" || assigned_to_dealer !== false)
    .map(({ name, amount }) => line(named(name, "Rebate"), less(amount)));
  const down = isZero(figures.cash_down) ? [] : [line("Cash down", less(figures.cash_down))];
  const prepaid = figures.regulation_z?.prepaid_finance_charge ?? "0.00";
  const charges = isZero(prepaid) ? [] : [line("Prepaid finance charge", less(prepaid))];
  return [...trades, ...rebates, ...down, ...charges];
}

/** As Regulation Z has it: what is a finance charge from the start is no part of it. */
const financedOf = ({ regulation_z, amount_financed }: Figures) =>
  regulation_z?.amount_financed ?? amount_financed;

function resultOf(figures: Figures): WorksheetLine {
  if (figures.kind === "cash") return line("Balance due at delivery", figures.balance_due ?? "0.00");
  if (figures.kind === "retail") return line("Amount financed", financedOf(figures) ?? "0.00");
  return line("Due at signing", figures.lease?.due_at_signing.total ?? "0.00");
}

const EVERY = {
  monthly: "per month",
  semimonthly: "twice a month",
  biweekly: "every two weeks",
  weekly: "per week",
  single: "in one payment",
} as const;

function loanOf(figures: Figures): WorksheetLoan | null {
  const { loan } = figures;
  const amount_financed = financedOf(figures);
  if (!loan || amount_financed === null) return null;
  const { payment, payments, last_payment, first_payment_date, apr } = loan;
  const { finance_charge, total_of_payments, total_sale_price } = loan;
  return {
    payment,
    every: EVERY[loan.frequency],
    payments,
    last_payment,
    first_payment_date,
    apr,
    amount_financed,
    finance_charge,
    total_of_payments,
    total_sale_price,
  };
}

function leaseOf(inputs: Deal, { lease }: Figures): WorksheetLease | null {
  if (!lease) return null;
  const single = lease.single_payment;
  return {
    payment: single ?? lease.payment,
    every: single === null ? "per month" : "in one payment, at signing",
    payments: lease.payments,
    base_payment: lease.base_payment,
    tax_per_payment: lease.tax_per_payment,
    gross_cap_cost: lease.gross_cap_cost,
    cap_cost_reduction: lease.cap_cost_reduction,
    adjusted_cap_cost: lease.adjusted_cap_cost,
    residual: lease.residual,
    depreciation: lease.depreciation,
    rent_charge: lease.rent_charge,
    total_of_payments: lease.total_of_payments,
    miles_per_year: inputs.lease?.miles_per_year ?? null,
    purchase_option_price: lease.purchase_option_price,
    disposition_fee: lease.disposition_fee,
    due_at_signing: signingOf(lease),
    due_at_signing_total: lease.due_at_signing.total,
  };
}

function signingOf({ due_at_signing: due }: LeaseFigures): WorksheetLine[] {
  return [
    line("First payment", due.first_payment),
    line("Cash toward the capitalized cost", due.cap_reduction_cash),
    line("Title, registration, state fees", due.government_fees),
    line("Tax at signing", due.tax),
    line("Acquisition fee", due.acquisition_fee),
    line("Dealer service fee", due.doc_fee),
    line("Refundable security deposit", due.security_deposit),
    line("Of this, in the payments instead", less(due.rolled_in)),
  ].filter(({ amount }) => !isZero(amount));
}

const CALLED = {
  service_contract: "service contract",
  gap: "GAP waiver",
  maintenance: "maintenance plan",
  tire_wheel: "tire and wheel protection",
  insurance: "insurance",
  other: "protection product",
} as const;

/** What kind of product it is, in the customer's words; another one by its name. */
function called({ kind, name }: Product): string {
  return kind === "other" ? named(name, CALLED.other) : CALLED[kind];
}

/** `Service contract, 8 yr / 100k`: its kind before a name that does not say it. */
function labelled(product: Product): string {
  const kind = called(product);
  const name = (product.name ?? "").trim();
  if (name.toLowerCase().includes((kind.split(" ")[0] ?? kind).toLowerCase())) return name;
  const begun = kind.charAt(0).toUpperCase() + kind.slice(1);
  return name === "" ? begun : `${begun}, ${name}`;
}

/** `Pinellas, FL`. */
function placeName({ county, city, state }: Place): string {
  const town = county ?? city;
  return town ? `${town}, ${state}` : state;
}

function termsOf(inputs: Deal): string[] {
  const credit = inputs.kind === "cash" ? "" : " All of them are subject to credit approval.";
  const until = (inputs.trades ?? [])
    .filter(({ payoff }) => (centsOf(payoff) ?? 0n) > 0n)
    .flatMap(({ payoff_good_through }) => (payoff_good_through ? [payoff_good_through] : []))
    .toSorted()[0];
  return [
    `Estimate for a buyer titling in ${placeName(inputs.places.registration)}.`,
    `Made without a connection to the store's server: these figures hold once the store confirms them.${credit}`,
    "Not a contract.",
    ...(until === undefined ? [] : [`Trade payoff good through ${day(until)}.`]),
  ];
}
