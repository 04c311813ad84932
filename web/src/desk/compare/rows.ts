/** The rows of a comparison: every figure of each scenario, whether it differs from the first, and by how much. */
import type { Deal, Figures } from "../../engine";
import { programmeOf } from "../lenders/offers";
import { FREQUENCIES, frequencyOf, paidAtOnce, paymentOf } from "../model/paid";
import { productName } from "../model/words";
import { centsOf, wireMoney } from "../numbers/exact";
import { count, day, money, moneyFactor, percent, signedMoney } from "../numbers/format";
import type { Scenario } from "../store/state";

export interface CompareCell {
  text: string;
  same: boolean;
  /** Whole dollars more or less than the first; nothing where one of them has no amount. */
  change: string | null;
}

export interface CompareRow {
  name: string;
  strong: boolean;
  differs: boolean;
  cells: CompareCell[];
}

export interface CompareGroup {
  name: string;
  rows: CompareRow[];
}

const NONE = "–";

type Amount = (figures: Figures, scenario: Scenario) => string | null | undefined;
type Words = (scenario: Scenario) => string;

export function compareRows(scenarios: readonly Scenario[], seesGross: boolean): CompareGroup[] {
  const amounts = (name: string, of: Amount, strong = false): CompareRow => {
    const values = scenarios.map((each) => (each.figures ? (of(each.figures, each) ?? null) : null));
    const first = values[0] ?? null;
    return {
      name,
      strong,
      differs: values.some((value) => value !== first),
      cells: values.map((value, at) => ({
        text: value === null ? NONE : money(value),
        same: at > 0 && value === first,
        change: at === 0 ? null : changeOf(first, value),
      })),
    };
  };
  const words = (name: string, of: Words): CompareRow => {
    const values = scenarios.map(of);
    return {
      name,
      strong: false,
      differs: values.some((value) => value !== values[0]),
      cells: values.map((text, at) => ({ text, same: at > 0 && text === values[0], change: null })),
    };
  };

  const structure: CompareRow[] = [
    words("Kind", ({ inputs }) => ({ cash: "Cash", retail: "Retail", lease: "Lease" })[inputs.kind]),
    amounts("Selling price", (figures) => figures.selling_price),
    amounts("Accessories", (figures) => figures.accessories),
    words("Products", productsOf),
    amounts("Dealer service fee", (figures) => figures.doc_fee),
    amounts("Other dealer fees", (figures) => figures.dealer_fees),
    amounts("State fees", (figures) => figures.government_fees),
    amounts("Tax now", (figures) => figures.tax_total),
    amounts("Tax in each payment", (figures) => figures.lease?.tax_per_payment),
    amounts("Total price, out the door", (figures) => (figures.lease ? null : figures.total_price)),
    amounts("Trade payoff", (figures) => figures.trade_payoff),
    amounts("Trade equity", (figures) => figures.trade_equity),
    amounts("Rebate", (figures) => figures.rebates),
    amounts("Cash from customer", (figures) => figures.lease?.due_at_signing.total ?? figures.cash_down),
    amounts(
      "Amount financed / adjusted cap",
      (figures) => figures.amount_financed ?? figures.lease?.adjusted_cap_cost ?? figures.balance_due,
    ),
  ];
  const overTime: CompareRow[] = [
    amounts("Payment", (figures, { inputs }) => (inputs.kind === "cash" ? null : paymentOf(figures)), true),
    words("Paid", paidOf),
    words("Lender", ({ inputs }) => lenderOf(inputs)),
    words("Rate or money factor", rateOf),
    words("Term", termOf),
    words("APR", ({ figures }) => (figures?.loan ? percent(figures.loan.apr) : NONE)),
    words("First payment", ({ figures }) => (figures?.loan ? day(figures.loan.first_payment_date) : NONE)),
    amounts("Balloon", ({ loan }) => (loan?.balloon ? loan.last_payment : null)),
    amounts("Residual", (figures) => figures.lease?.residual),
    amounts("Security deposits", (figures) => figures.lease?.due_at_signing.security_deposit),
    amounts("Due at signing", (figures) => figures.lease?.due_at_signing.total),
    amounts(
      "Finance or rent charge",
      (figures) => figures.loan?.finance_charge ?? figures.lease?.rent_charge,
    ),
    amounts(
      "Total of payments",
      (figures) => figures.loan?.total_of_payments ?? figures.lease?.total_of_payments,
    ),
  ];
  const store: CompareRow[] = [
    amounts("Front gross", (figures) => figures.gross?.front),
    amounts("Back gross, reserve inside", (figures) => figures.gross?.back),
    amounts("Finance reserve", (figures) => figures.gross?.reserve),
    amounts("Total gross", (figures) => figures.gross?.total, true),
  ];
  return [
    { name: "Structure", rows: structure },
    { name: "Money over time", rows: overTime },
    ...(seesGross ? [{ name: "Store", rows: store }] : []),
  ];
}

function changeOf(first: string | null, value: string | null): string | null {
  const from = centsOf(first);
  const to = centsOf(value);
  if (from === null || to === null || from === to) return null;
  return signedMoney(wireMoney(to - from)).replace(/\.00$/, "");
}

function productsOf({ inputs }: Scenario): string {
  const names = (inputs.products ?? []).map((product) => productName[product.kind]);
  return names.length === 0 ? "None" : names.join(", ");
}

function paidOf({ inputs }: Scenario): string {
  if (inputs.kind === "cash") return "At delivery";
  return paidAtOnce(inputs) ? "At once" : FREQUENCIES[frequencyOf(inputs)].name;
}

function lenderOf(inputs: Deal): string {
  const programme = programmeOf(inputs);
  return programme ? `${programme.lender_name} ${programme.tier}` : NONE;
}

function rateOf({ inputs }: Scenario): string {
  if (inputs.kind === "retail" && inputs.finance) return percent(inputs.finance.sell_rate);
  if (inputs.kind === "lease" && inputs.lease) return moneyFactor(inputs.lease.money_factor);
  return NONE;
}

function termOf({ inputs }: Scenario): string {
  if (inputs.kind === "retail" && inputs.finance) return `${inputs.finance.term_months} months`;
  if (inputs.kind === "lease" && inputs.lease) {
    const miles = inputs.lease.miles_per_year;
    return `${inputs.lease.term_months} months${miles ? `, ${count(miles)} miles` : ""}`;
  }
  return NONE;
}
