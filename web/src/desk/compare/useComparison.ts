/** The way to the comparison. It reads what is stored: what was typed a moment ago comes with it. */
import { useLocation } from "wouter";
import { useDesk, useDeskStore, useOpen } from "../DeskContext";

export function useComparison(): { address: string; start: () => void } {
  const store = useDeskStore();
  const dealId = useDesk((state) => state.deal.id);
  const [, go] = useLocation();
  const address = `/deals/${dealId}/compare?s=${useOpen().letter}`;
  return { address, start: () => void store.flush().then(() => go(address)) };
}
