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
