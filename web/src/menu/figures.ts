/** The figures of a menu in words. */
import { money, percent } from "../desk/numbers/format";
import type { MenuFigures } from "../products/shapes";

export function usd(wire: string): string {
  const text = money(wire);
  return text.startsWith("−") ? `−$${text.slice(1)}` : `$${text}`;
}

/** What the buyer pays: by the month where there are payments, else all of it. */
export function mainFigure(figures: MenuFigures): string {
  return usd(figures.payment ?? figures.total_price);
}

export function unit(figures: MenuFigures): string {
  return figures.payment == null ? "in all" : "a payment";
}

/** `$44.86 more a payment` */
export function more(difference: string | null | undefined): string {
  if (difference == null) return "";
  return difference.startsWith("-") ? `${usd(difference.slice(1))} less` : `${usd(difference)} more`;
}

/** `72 payments`, `71 payments and a last one of $8,000.00` */
function paymentsOf({ payments, last_payment: last }: MenuFigures): string {
  if (payments == null) return "";
  return last == null ? `${payments} payments` : `${payments - 1} payments and a last one of ${usd(last)}`;
}

/** `72 payments, 6.49% APR` */
export function termsOf(figures: MenuFigures): string {
  return [
    paymentsOf(figures),
    figures.apr == null ? "" : `${percent(figures.apr)} APR`,
    figures.due_at_signing == null ? "" : `${usd(figures.due_at_signing)} at signing`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** In what of a product the payment is changed, and how the law takes it. */
export function taxWord(product: { taxed: boolean }): string {
  return product.taxed ? "Taxed" : "Not taxed";
}
