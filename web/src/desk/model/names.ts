/** The names that a formula may use: `msrp`, `price`, `cash`, and `a.cash` for another scenario. */
import type { Deal, Figures } from "../../engine";
import { centsOf, type Fraction, ofCents } from "../numbers/exact";
import type { Names } from "../numbers/formula";

interface Named {
  inputs: Deal;
  figures: Figures | null;
}

const inputs: Record<string, (deal: Deal) => string | null | undefined> = {
  msrp: (deal) => deal.vehicle?.msrp,
  price: (deal) => deal.selling_price,
  cost: (deal) => deal.vehicle_cost,
  book: (deal) => deal.vehicle?.book_value,
  cash: (deal) => deal.cash_down ?? "0.00",
  down: (deal) => deal.cash_down ?? "0.00",
};

const results: Record<string, (figures: Figures) => string | null | undefined> = {
  discount: (figures) => figures.discount,
  accessories: (figures) => figures.accessories,
  products: (figures) => figures.products,
  fees: (figures) => figures.dealer_fees,
  doc: (figures) => figures.doc_fee,
  tax: (figures) => figures.tax_total,
  total: (figures) => figures.total_price,
  allowance: (figures) => figures.trade_allowance,
  payoff: (figures) => figures.trade_payoff,
  equity: (figures) => figures.trade_equity,
  rebate: (figures) => figures.rebates,
  financed: (figures) => figures.amount_financed,
  residual: (figures) => figures.lease?.residual,
  payment: (figures) => figures.loan?.payment ?? figures.lease?.payment,
};

/** Listed in the help under a cell. */
export const lineNames: readonly string[] = [...Object.keys(inputs), ...Object.keys(results)];

function value(of: Named, name: string): Fraction | null {
  const wire = inputs[name]?.(of.inputs) ?? (of.figures ? results[name]?.(of.figures) : null);
  const cents = centsOf(wire);
  return cents === null ? null : ofCents(cents);
}

/** Names without a letter belong to `open`; `b.price` to the scenario of that letter. */
export function namesOf(open: Named, byLetter: (letter: string) => Named | null): Names {
  return (name) => {
    const [first = "", second] = name.split(".");
    if (second === undefined) return value(open, first);
    const other = byLetter(first.toUpperCase());
    return other ? value(other, second) : null;
  };
}
