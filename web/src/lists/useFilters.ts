/** The filters of the list that is open, read from the address and written to it. */
import { useLocation, useSearch } from "wouter";
import { changedSearch, type Filters, readFilters } from "./filters";

export function useFilters<Name extends string>(
  names: readonly Name[],
): [Filters<Name>, (changes: { [N in Name]?: string | null }) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const change = (changes: { [N in Name]?: string | null }) => {
    const next = changedSearch(search, changes as Record<string, string | null>);
    go(next === "" ? path : `${path}?${next}`, { replace: true });
  };
  return [readFilters(search, names), change];
}
