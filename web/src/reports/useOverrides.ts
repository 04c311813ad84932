/** Every override that a filter finds, all pages of it: the sums are of the whole. */
import { useQuery } from "@tanstack/react-query";
import { get, type Query } from "../api/http";
import type { Page } from "../lists/usePages";
import type { DealOverride } from "../api/types";

/** Beyond it a report is a matter of a shorter period. */
const MOST = 5_000;

export function useOverrides(query: Query) {
  return useQuery({
    queryKey: ["overrides", query],
    queryFn: async ({ signal }) => {
      const rows: DealOverride[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<DealOverride> = await get("/desk/overrides", {
          query: { ...query, limit: 200, cursor },
          signal,
        });
        rows.push(...page.items);
        cursor = page.next_cursor ?? null;
      } while (cursor !== null && rows.length < MOST);
      return { rows, cut: cursor !== null };
    },
  });
}
