/** The one cache of the server's answers: a refusal is final, a silence is asked again. */
import { QueryClient } from "@tanstack/react-query";
import { session } from "../api/http";
import { Problem } from "../api/problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Without a network too: what was kept stands in, or it is said at once that nobody answers.
      networkMode: "always",
      refetchOnReconnect: true,
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => !(error instanceof Problem && error.status < 500) && failures < 2,
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** What one person saw must not stay for the next who signs in on this machine. */
let seenBy: string | null = null;
session.watch(() => {
  const viewer = session.viewer?.id ?? null;
  if (viewer !== seenBy) {
    seenBy = viewer;
    queries.clear();
  }
});
