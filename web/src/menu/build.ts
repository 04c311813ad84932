/** Putting a menu together: columns out of the store's template, plans that fit, and what the buyer decides. */
import type {
  CatalogueItem,
  CataloguePlan,
  ColumnAsk,
  Menu,
  MenuProduct,
  TemplateColumn,
} from "../products/shapes";

export interface DraftProduct {
  item: string;
  plan: string;
  /** Only where it is not the plan's own. */
  price?: string;
  /** Nobody picked the plan: the first one that the deal may have is taken. */
  free: boolean;
}

export interface DraftColumn {
  id: string;
  name: string;
  products: readonly DraftProduct[];
  /** Products that fit this deal in none of their plans, with the reasons of the last one tried. */
  out: readonly { item: string; reasons: readonly string[] }[];
}

export function columnsOf(
  template: readonly TemplateColumn[],
  catalogue: readonly CatalogueItem[],
): DraftColumn[] {
  return template.map((column) => ({
    id: column.id,
    name: column.name,
    out: [],
    products: column.products.flatMap(({ item, plan }): DraftProduct[] => {
      const known = catalogue.find((each) => each.id === item);
      const named = known?.plans.find((each) => each.id === plan);
      const first = known?.plans[0];
      // What the catalogue no longer has is no part of a new menu.
      if (first === undefined || (plan != null && named === undefined)) return [];
      return [{ item, plan: named?.id ?? first.id, free: plan == null }];
    }),
  }));
}

export function asked(columns: readonly DraftColumn[]): ColumnAsk[] {
  return columns.map(({ id, name, products }, index) => ({
    id,
    name: name.trim() || `Column ${index + 1}`,
    products: products.map(({ item, plan, price }) =>
      price === undefined ? { item, plan } : { item, plan, price },
    ),
  }));
}

/**
 * The same columns with the next plan wherever nobody picked one and the one that was tried does not fit; null where
 * nothing moves. A product that fits in none of its plans is left out, and why is kept.
 */
export function withNextPlans(
  columns: readonly DraftColumn[],
  menu: Menu,
  catalogue: readonly CatalogueItem[],
): DraftColumn[] | null {
  let moved = false;
  const next = columns.map((column) => {
    const worked = menu.columns.find((each) => each.id === column.id);
    const out = [...column.out];
    const products = column.products.flatMap((product): DraftProduct[] => {
      const shown = worked?.products.find((each) => each.item === product.item && each.plan === product.plan);
      if (!product.free || shown === undefined || shown.reasons.length === 0) return [product];
      const plans = catalogue.find((each) => each.id === product.item)?.plans ?? [];
      const following: CataloguePlan | undefined =
        plans[plans.findIndex((each) => each.id === product.plan) + 1];
      moved = true;
      if (following !== undefined) return [{ ...product, plan: following.id }];
      out.push({ item: product.item, reasons: shown.reasons.map((reason) => reason.text) });
      return [];
    });
    return { ...column, products, out };
  });
  return moved ? next : null;
}

/** What cannot be sold with the deal: a menu with it is not put before a buyer. */
export function unfit(menu: Menu): MenuProduct[] {
  return menu.columns.flatMap((column) => column.products.filter((product) => product.reasons.length > 0));
}

/** Every product of the menu once, with the plans in which it is offered. */
export interface Offered {
  item: string;
  name: string;
  plans: readonly MenuProduct[];
}

export function offeredIn(menu: Menu): Offered[] {
  const all = new Map<string, MenuProduct[]>();
  for (const product of menu.columns.flatMap((column) => column.products)) {
    const plans = all.get(product.item) ?? [];
    if (!plans.some((each) => each.plan === product.plan)) plans.push(product);
    all.set(product.item, plans);
  }
  return [...all].map(([item, plans]) => ({ item, name: plans[0]?.name ?? "", plans }));
}

/** By item: the plan that is accepted, or null where it is declined. What is not here is not decided. */
export type Choice = Readonly<Record<string, string | null>>;

/** A whole column is taken: what is not in it is declined. */
export function choiceOf(menu: Menu, columnId: string): Choice {
  const column = menu.columns.find((each) => each.id === columnId);
  return Object.fromEntries(
    offeredIn(menu).map(({ item }) => [
      item,
      column?.products.find((product) => product.item === item)?.plan ?? null,
    ]),
  );
}

export function accepted(menu: Menu, choice: Choice): MenuProduct[] {
  return offeredIn(menu).flatMap(({ item, plans }) =>
    plans.filter((product) => product.plan === choice[item]),
  );
}

export function undecided(menu: Menu, choice: Choice): Offered[] {
  return offeredIn(menu).filter(({ item }) => choice[item] === undefined);
}
