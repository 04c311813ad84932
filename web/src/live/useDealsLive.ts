/** Lists of deals that follow what anybody saves, without asking the server from time to time. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { gathered } from "./gathered";
import { live } from "./live";

/** Many save at once in a busy store; a list is read again at most so often. */
const AT_MOST_MS = 1000;

export function useDealsLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const lists = gathered(AT_MOST_MS, () => void queries.invalidateQueries({ queryKey: ["deals"] }));
    const stop = live.watchDeals(lists.soon);
    return () => {
      stop();
      lists.stop();
    };
  }, [queries]);
}
