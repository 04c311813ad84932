/** The stores at which the person signed in works. */
import type { RooftopCard } from "../api/shapes";
import { useMe } from "./useMe";

const none: readonly RooftopCard[] = [];

export function useRooftops() {
  const me = useMe();
  return { own: me.data?.rooftops ?? none, isError: me.isError, error: me.error };
}

export function rooftopName(rooftops: readonly RooftopCard[], id: string): string {
  return rooftops.find((rooftop) => rooftop.id === id)?.name ?? "";
}
