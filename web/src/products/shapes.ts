/** Products, menu columns and menus as the server speaks of them. */
import type { DealKind, DealPerson, Money, ProductKind, Provider, Rate } from "../api/types";

export type PlanCondition = "new" | "used" | "certified";

export interface PriceCap {
  state?: string | null;
  amount?: Money | null;
  share_of_amount_financed?: Rate | null;
}

export interface CataloguePlan {
  id: string;
  name: string;
  term_months?: number | null;
  miles?: number | null;
  deductible?: Money | null;
  /** Absent for those who may not see the gross. */
  cost?: Money | null;
  price: Money;
  price_to?: Money | null;
  conditions: PlanCondition[];
  age_to?: number | null;
  odometer_to?: number | null;
  makes: string[];
  kinds: DealKind[];
  deal_term_from?: number | null;
  deal_term_to?: number | null;
  amount_financed_to?: Money | null;
}

export interface CatalogueItem {
  id: string;
  name: string;
  kind: ProductKind;
  provider: Provider;
  payee?: string | null;
  finance_charge: boolean;
  description?: string | null;
  active: boolean;
  states: string[];
  rooftops: string[];
  price_caps: PriceCap[];
  plans: CataloguePlan[];
}

export interface Product {
  id: string;
  version: number;
  updated_at: string;
  product: CatalogueItem;
}

export type NewPlan = Omit<CataloguePlan, "id" | "cost"> & { id?: string; cost: Money };
export type NewProduct = Omit<CatalogueItem, "id" | "plans"> & { plans: NewPlan[] };

export interface TemplateColumn {
  id: string;
  name: string;
  products: { item: string; plan?: string | null }[];
}

export interface MenuColumns {
  rooftop_id: string;
  version: number;
  columns: TemplateColumn[];
}

// Menus.

export interface ColumnAsk {
  id: string;
  name: string;
  products: { item: string; plan: string; price?: Money }[];
}

export interface MenuFigures {
  payment?: Money | null;
  payments?: number | null;
  /** The last of them, where it is a balloon. */
  last_payment?: Money | null;
  rate?: Rate | null;
  apr?: Rate | null;
  finance_charge?: Money | null;
  amount_financed?: Money | null;
  total_of_payments?: Money | null;
  due_at_signing?: Money | null;
  tax_at_signing: Money;
  total_price: Money;
}

export interface MenuReason {
  code: string;
  value?: string | null;
  limit?: string | null;
  text: string;
}

export interface MenuProduct {
  item: string;
  plan: string;
  name: string;
  kind: ProductKind;
  provider: Provider;
  payee?: string | null;
  description?: string | null;
  term_months?: number | null;
  miles?: number | null;
  deductible?: Money | null;
  price: Money;
  taxed: boolean;
  tax_reason?: string | null;
  tax_citation?: string | null;
  finance_charge: boolean;
  adds_to_payment?: Money | null;
  reasons: MenuReason[];
}

export interface MenuColumn extends MenuFigures {
  id: string;
  name: string;
  products_total: Money;
  payment_difference?: Money | null;
  products: MenuProduct[];
}

export interface Menu {
  base: MenuFigures & {
    kind: DealKind;
    term_months?: number | null;
    left_out: { id: string; name: string; price: Money }[];
  };
  columns: MenuColumn[];
  labels: { excluding: string; including: string; total: string };
  disclosures: { code: string; text: string; citation?: string | null }[];
}

export interface DealMenu {
  id: string;
  deal_id: string;
  created_at: string;
  made_by: DealPerson;
  structure_id: string;
  structure_revision: number;
  letter: string;
  menu: Menu;
  /** What the buyer says by signing. */
  statement: string;
  decision?: {
    decided_at: string;
    taken_by: DealPerson;
    accepted: { item: string; plan: string; name: string; price: Money; adds_to_payment?: Money | null }[];
    declined: { item: string; name: string; reason?: string | null }[];
    signature_id: string;
    structure_revision: number;
  } | null;
}
