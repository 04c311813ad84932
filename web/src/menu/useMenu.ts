/** What a menu is made of and worked out by: the deal, the store's catalogue and columns, and the figures. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, getVersioned, post } from "../api/http";
import type { Deal, DealInputs, Signature } from "../api/types";
import type { Page } from "../lists/usePages";
import { factsOf } from "./facts";
import type { CatalogueItem, ColumnAsk, DealMenu, Menu, MenuColumns } from "../products/shapes";

export function useDeal(id: string) {
  return useQuery({
    queryKey: ["deal-for-menu", id],
    queryFn: ({ signal }) => getVersioned<Deal>(`/deals/${id}`, { signal }),
    staleTime: 0,
  });
}

export function useCatalogue(rooftop: string | undefined) {
  return useQuery({
    queryKey: ["catalogue", rooftop],
    queryFn: ({ signal }) =>
      get<{ items: CatalogueItem[] }>("/desk/catalogue", { query: { rooftop_id: rooftop }, signal }),
    enabled: rooftop !== undefined,
    select: (answer) => answer.items,
  });
}

export function useTemplate(rooftop: string | undefined) {
  return useQuery({
    queryKey: ["menu-columns", rooftop],
    queryFn: ({ signal }) => getVersioned<MenuColumns>(`/desk/menu-columns/${rooftop}`, { signal }),
    enabled: rooftop !== undefined,
    select: (answer) => answer.value.columns,
  });
}

/** A menu of these columns on these inputs. The last one stays while the next is worked out. */
export function useFigures(deal: Deal, inputs: DealInputs, columns: readonly ColumnAsk[]) {
  const ask = { deal: inputs, vehicle: factsOf(deal.vehicle), rooftop_id: deal.rooftop.id, columns };
  return useQuery({
    queryKey: ["menu-figures", JSON.stringify(ask)],
    queryFn: async ({ signal }) => (await post<Menu>("/desk/menu", ask, { signal })).value,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useMenus(deal: string) {
  return useQuery({
    queryKey: ["deal-menus", deal],
    queryFn: ({ signal }) => get<Page<DealMenu>>(`/deals/${deal}/menus`, { query: { limit: 50 }, signal }),
    select: (page) => page.items,
  });
}

export function useSignatures(deal: string) {
  return useQuery({
    queryKey: ["deal-signatures", deal],
    queryFn: ({ signal }) => get<Page<Signature>>(`/deals/${deal}/signatures`, { signal }),
    select: (page) => page.items,
  });
}
