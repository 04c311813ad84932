/** The form of a product with its rate card, and the product that it stands for. */
import {
  type Draft,
  draftOf,
  type Field,
  type Option,
  placesOf,
  placesOfRows,
  type Read,
  readFields,
  readRows,
  type Row,
  rowsOf,
} from "../forms/fields";
import type { CatalogueItem, NewProduct } from "./shapes";
import { productKindName, providerName } from "./words";

export function productFields(rooftops: readonly Option[]): readonly Field[] {
  return [
    { name: "name", label: "Name, as the buyer reads it", kind: "text", needed: true },
    {
      name: "kind",
      label: "What the tax law takes it for",
      kind: "choice",
      needed: true,
      options: Object.entries(productKindName),
    },
    {
      name: "provider",
      label: "Who stands behind it",
      kind: "choice",
      needed: true,
      options: Object.entries(providerName),
    },
    { name: "payee", label: "Paid to", kind: "text", empty: "Nobody else" },
    { name: "states", label: "Sold in the states", kind: "words", upper: true, empty: "All" },
    { name: "rooftops", label: "Sold at the stores", kind: "choices", options: rooftops, empty: "All" },
    { name: "finance_charge", label: "Its price is a finance charge", kind: "yes" },
    { name: "active", label: "It is sold", kind: "yes" },
    { name: "description", label: "What it does, for the buyer", kind: "text", long: true, most: 1000 },
  ];
}

export const PLANS: readonly Field[] = [
  { name: "name", label: "Plan", kind: "text", needed: true },
  { name: "cost", label: "Cost", kind: "money", needed: true },
  { name: "price", label: "Price", kind: "money", needed: true },
  { name: "price_to", label: "Price to", kind: "money", hint: "The most that it is sold for" },
  { name: "term_months", label: "Covers months", kind: "whole", most: 600 },
  { name: "miles", label: "Covers miles", kind: "whole", most: 1_000_000 },
  { name: "deductible", label: "Deductible", kind: "money" },
  {
    name: "conditions",
    label: "Vehicles",
    kind: "choices",
    empty: "All",
    options: [
      ["new", "New"],
      ["used", "Used"],
      ["certified", "Certified"],
    ],
  },
  { name: "age_to", label: "Age to, years", kind: "whole", most: 60 },
  { name: "odometer_to", label: "Odometer to", kind: "whole", most: 1_000_000 },
  { name: "makes", label: "Makes", kind: "words", empty: "All" },
  {
    name: "kinds",
    label: "Deals",
    kind: "choices",
    empty: "All",
    options: [
      ["cash", "Cash"],
      ["retail", "Retail"],
      ["lease", "Lease"],
    ],
  },
  { name: "deal_term_from", label: "Deal months from", kind: "whole", most: 180 },
  { name: "deal_term_to", label: "to", kind: "whole", most: 180 },
  { name: "amount_financed_to", label: "Financed to", kind: "money" },
];

export const CAPS: readonly Field[] = [
  { name: "state", label: "State", kind: "text", most: 2, empty: "All" },
  { name: "amount", label: "Amount at most", kind: "money" },
  { name: "share_of_amount_financed", label: "or % of the amount financed", kind: "percent", most: 100 },
];

export interface ProductDraft {
  plain: Draft;
  plans: readonly Row[];
  caps: readonly Row[];
}

export function productDraft(item: CatalogueItem | undefined, rooftops: readonly Option[]): ProductDraft {
  const fresh = { kind: "service_contract", provider: "third_party", active: true };
  return {
    plain: draftOf(productFields(rooftops), { ...fresh, ...item }),
    plans: rowsOf(PLANS, (item?.plans ?? [{}]) as readonly Record<string, unknown>[]),
    caps: rowsOf(CAPS, item?.price_caps as readonly Record<string, unknown>[] | undefined),
  };
}

export function readProduct(draft: ProductDraft, rooftops: readonly Option[]): Read<NewProduct> {
  const plain = readFields(productFields(rooftops), draft.plain);
  const plans = readRows(PLANS, draft.plans, "/plans");
  const caps = readRows(CAPS, draft.caps, "/price_caps");
  const faults: Record<string, string> = { ...plain.faults, ...plans.faults, ...caps.faults };
  if (draft.plans.length === 0) faults["/plans"] = "A product is sold in at least one plan.";
  for (const [index, cap] of caps.value.entries()) {
    if (typeof cap["state"] === "string") cap["state"] = cap["state"].toUpperCase();
    if ((cap["amount"] === undefined) === (cap["share_of_amount_financed"] === undefined)) {
      faults[`/price_caps/${index}/amount`] ??= "Say an amount or a percent, one of the two.";
    }
  }
  const value = { ...plain.value, plans: plans.value, price_caps: caps.value };
  return { value: value as unknown as NewProduct, faults };
}

/** Where the form shows faults. */
export function productPlaces(draft: ProductDraft, rooftops: readonly Option[]): string[] {
  return [
    ...placesOf(productFields(rooftops)),
    ...placesOfRows(PLANS, draft.plans, "/plans"),
    ...placesOfRows(CAPS, draft.caps, "/price_caps"),
  ];
}

export function productWholes(draft: ProductDraft): string[] {
  return [
    "/plans",
    "/price_caps",
    ...draft.plans.map((_, index) => `/plans/${index}`),
    ...draft.caps.map((_, index) => `/price_caps/${index}`),
  ];
}
