/** The account of the person signed in: name, roles, stores, and whether the second step is on. */
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/http";
import type { Me } from "../api/shapes";
import { useViewer } from "../api/viewer";

export function useMe() {
  const viewer = useViewer();
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => get<Me>("/me", { signal }),
    staleTime: 5 * 60_000,
    enabled: viewer !== null,
  });
}
