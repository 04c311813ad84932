/** The words for products. */
import type { ProductKind, Provider } from "../api/types";

export const productKindName: Record<ProductKind, string> = {
  service_contract: "Service contract",
  gap: "GAP",
  maintenance: "Maintenance",
  tire_wheel: "Tire and wheel",
  insurance: "Insurance",
  other: "Other",
};

export const providerName: Record<Provider, string> = {
  third_party: "A third party",
  dealer: "The dealership",
  insurer: "An insurer",
};

/** `895`, or `1,995 to 2,495`; prices are decimal text, so they are compared by their cents. */
export function priceSpan(prices: readonly string[], written: (price: string) => string): string {
  const cents = (price: string) => BigInt(price.replace(".", ""));
  const sorted = prices.toSorted((one, other) => (cents(one) < cents(other) ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return "–";
  return first === last ? written(first) : `${written(first)} to ${written(last)}`;
}
