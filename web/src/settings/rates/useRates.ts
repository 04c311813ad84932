/** Every rate of one state on a day: read whole, so that searching and filtering them is instant and complete. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "../../api/http";
import { loadEngineWithOwnRates } from "../../engine/own-rates";
import type { Page } from "../../lists/usePages";
import type { EffectiveRate } from "./shapes";

const PAGE = 200;

async function allOf(state: string, asOf: string, signal: AbortSignal): Promise<EffectiveRate[]> {
  const rates: EffectiveRate[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<EffectiveRate> = await get("/tax/rates", {
      query: { state, as_of: asOf, limit: PAGE, cursor },
      signal,
    });
    rates.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor !== null);
  return rates;
}

export function useRates(state: string, asOf: string) {
  return useQuery({
    queryKey: ["rates", state, asOf],
    queryFn: ({ signal }) => allOf(state, asOf, signal),
    enabled: state !== "",
  });
}

/** After an import was applied or undone, or a rate set or withdrawn: everything that rests on rates is read anew. */
export function useRatesChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    // An engine that runs in this tab reckons with them from now on.
    void loadEngineWithOwnRates();
    for (const key of ["rates", "rate-imports", "rate-import", "rate-overrides", "places"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
}
