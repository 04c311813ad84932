/** A product and one of its plans as one choice of a list. */
import type { Option } from "../forms/fields";
import type { CatalogueItem, TemplateColumn } from "./shapes";

/** The first plan that the deal may have. */
export const ANY_PLAN = "*";

export function splitPick(pick: string): { item: string; plan?: string } {
  const [item = "", plan = ANY_PLAN] = pick.split(" ");
  return plan === ANY_PLAN ? { item } : { item, plan };
}

/** Every product with each of its plans; what columns name and the catalogue has no more is said so. */
export function whichPlans(
  catalogue: readonly CatalogueItem[],
  columns: readonly TemplateColumn[],
): Option[] {
  const known = catalogue.flatMap((item): Option[] => [
    [`${item.id} ${ANY_PLAN}`, `${item.name}: the first plan that fits`],
    ...item.plans.map((plan): Option => [`${item.id} ${plan.id}`, `${item.name}: ${plan.name}`]),
  ]);
  const values = new Set(known.map(([value]) => value));
  const gone = columns
    .flatMap((column) => column.products.map(({ item, plan }) => `${item} ${plan ?? ANY_PLAN}`))
    .filter((pick) => !values.has(pick));
  return [...known, ...[...new Set(gone)].map((pick): Option => [pick, "Not sold any more"])];
}
