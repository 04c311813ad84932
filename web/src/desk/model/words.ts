/** The words of the trade for what the engine names by code. */
import type {
  EffectCode,
  FeeKind,
  GrossCode,
  Lever,
  PartKind,
  Place,
  ProductKind,
  VehicleClass,
} from "../../engine";

export const productName: Record<ProductKind, string> = {
  service_contract: "Service contract",
  gap: "GAP waiver",
  maintenance: "Maintenance plan",
  tire_wheel: "Tire and wheel",
  insurance: "Insurance",
  other: "Product",
};

export const feeName: Record<FeeKind, string> = {
  doc: "Dealer service fee",
  dealer: "Dealer fee",
  government: "State fees",
};

export const partName: Record<PartKind, string> = {
  vehicle: "Selling price",
  dealer_discount: "Dealer discount",
  accessories: "Accessories",
  delivery_charge: "Delivery charge",
  doc_fee: "Dealer service fee",
  service_contract: "Service contract",
  gap: "GAP waiver",
  maintenance: "Maintenance plan",
  tire_wheel: "Tire and wheel",
  insurance: "Insurance",
  other_product: "Other products",
  manufacturer_rebate: "Manufacturer rebate",
  dealer_rebate: "Dealer rebate",
  trade_in: "Trade-in",
  negative_equity: "Negative equity",
  book_value_adjustment: "Up to the guide value",
  lease_payment: "Base payment",
  rent_charge: "Rent charge",
  cap_reduction_cash: "Cash reduction",
  cap_reduction_trade: "Trade equity",
  cap_reduction_rebate: "Rebate",
  acquisition_fee: "Acquisition fee",
  gross_cap_cost: "Gross capitalized cost",
  residual: "Residual",
  declared: "Declared amount",
};

export const productPart: Record<ProductKind, PartKind> = {
  service_contract: "service_contract",
  gap: "gap",
  maintenance: "maintenance",
  tire_wheel: "tire_wheel",
  insurance: "insurance",
  other: "other_product",
};

export const leverName: Record<Lever, string> = {
  cash_down: "Cash down",
  selling_price: "Selling price",
  trade_allowance: "Allowance",
  sell_rate: "Rate",
  term_months: "Term",
  money_factor: "Money factor",
};

export const grossName: Record<GrossCode, string> = {
  vehicle: "Vehicle",
  accessories: "Accessories",
  over_allowance: "Over-allowance",
  doc_fee: "Dealer service fee",
  dealer_fees: "Dealer fees",
  dealer_rebates: "Dealer rebates",
  products: "Products",
  reserve: "Finance reserve",
  pack: "Pack",
  holdback: "Holdback",
  dealer_cash: "Dealer cash",
  reconditioning: "Reconditioning",
  floorplan: "Floorplan interest",
  other: "Other income and costs",
  acquisition_fee: "Acquisition fee markup",
};

export const vehicleClassName: Record<VehicleClass, string> = {
  passenger: "Passenger car",
  light_truck: "Light truck",
  heavy_truck: "Heavy truck",
  motorcycle: "Motorcycle",
  motorhome: "Motor home",
  trailer: "Trailer",
};

/** The codes of effects that stand for a whole kind of fee. */
export const feeEffect: Record<FeeKind, EffectCode> = {
  doc: "doc_fee",
  dealer: "dealer_fees",
  government: "government_fees",
};

/** A code of the law as words: `active_military` as `Active military`. */
export function codeText(code: string): string {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Pinellas, FL`: what decides the rate, for where there is little room. */
export function countyText(place: Place): string {
  return placeText({ ...place, zip: place.county || place.city ? null : (place.zip ?? null) });
}

/** `Pinellas, FL 33707`, as much of it as is known. */
export function placeText(place: Place | null | undefined): string {
  if (!place) return "Not known";
  const town = place.county ?? place.city ?? "";
  return [town === "" ? place.state : `${town}, ${place.state}`, place.zip ?? ""].join(" ").trim();
}
