/** A row of the worksheet: what it is called, what it rests on, whether it is taxed, its amount and what it costs a month. */
import type { Assessment, Deal, EffectCode, Effects, Figures, PartKind, TaxLine } from "../../engine";
import { centsOf } from "../numbers/exact";
import type { Cell } from "./cells";
import type { ListName } from "./change";

export type Taxed = "taxed" | "not taxed" | null;

export interface LineRef {
  list: ListName;
  id: string;
}

export interface Row {
  id: string;
  label: string;
  basis?: string;
  taxed?: Taxed;
  /** What can be typed; a row without one shows `amount`. */
  cell?: Cell;
  amount?: string | null;
  effect?: string | null;
  look?: "strong" | "total" | "due";
  inset?: boolean;
  /** The line whose details open from the label. */
  line?: LineRef;
  /** A group that opens and closes; its rows follow it. */
  group?: "accessories" | "state_fees" | "tax" | "tax_at_signing" | "due";
  /** A tax whose explanation opens under it. */
  tax?: TaxLine;
  /** A hairline above. */
  ruled?: boolean;
}

/** Everything the rows are made from. */
export interface Sheet {
  deal: Deal;
  figures: Figures | null;
  effects: Effects | null;
  openGroups: ReadonlySet<string>;
  /** From stock: its sticker is not typed here. */
  stock: string | null;
  showDelivery: boolean;
}

export function effectOf(effects: Effects | null, key: { id?: string; code?: EffectCode }): string | null {
  if (!effects) return null;
  const found = effects.lines.find(
    (line) =>
      (key.id !== undefined && line.id === key.id) ||
      (key.code !== undefined && line.code === key.code && !line.id),
  );
  return found?.per_month ?? null;
}

export function taxedOf(tax: Assessment | null | undefined, kind: PartKind): Taxed {
  if (!tax) return null;
  if (tax.counted.some((part) => part.kind === kind && !part.amount.startsWith("-"))) return "taxed";
  if (tax.left_out.some((part) => part.kind === kind)) return "not taxed";
  return null;
}

/** `3.86% of MSRP`; nothing where there is no MSRP. */
export function percentOfMsrp(deal: Deal, amount: string | null): string | undefined {
  const whole = centsOf(deal.vehicle?.msrp);
  const part = centsOf(amount);
  if (whole === null || part === null || whole <= 0n || part <= 0n) return undefined;
  const hundredths = (part * 20_000n + whole) / (whole * 2n);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}% of MSRP`;
}
