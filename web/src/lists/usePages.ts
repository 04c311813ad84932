/** A list that the server gives page by page. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { get, type Query } from "../api/http";

export interface Page<Row> {
  items: Row[];
  next_cursor?: string | null;
}

export function usePages<Row>(key: string, path: string, query: Query, limit = 50) {
  const answer = useInfiniteQuery({
    queryKey: [key, path, query, limit],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Row>>(path, { query: { ...query, limit, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });
  return {
    ...answer,
    rows: answer.data?.pages.flatMap((page) => page.items) ?? [],
    more: answer.hasNextPage ? () => void answer.fetchNextPage() : undefined,
  };
}
