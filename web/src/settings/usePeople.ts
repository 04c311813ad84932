/** The colleagues by name: who looks after a customer, who may be picked. */
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/http";
import type { Person } from "../api/shapes";
import { useViewer } from "../api/viewer";
import type { Page } from "../lists/usePages";

const none: readonly Person[] = [];

/** Everybody, or those who work at one store. */
export function usePeople(rooftop?: string) {
  const viewer = useViewer();
  const answer = useQuery({
    queryKey: ["people", rooftop ?? null],
    queryFn: ({ signal }) =>
      get<Page<Person>>("/people", { query: { active: true, rooftop_id: rooftop, limit: 200 }, signal }),
    staleTime: 5 * 60_000,
    enabled: viewer !== null,
    select: (page) => page.items,
  });
  const list = answer.data ?? none;
  return {
    list,
    nameOf: (id: string | null | undefined) => list.find((person) => person.id === id)?.name,
  };
}
