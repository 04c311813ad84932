/** How the parts of the Desk reach its store; each repaints only when what it asked for changed. */
import { createContext, useContext, useSyncExternalStore } from "react";
import { useMay } from "../api/viewer";
import type { DeskStore } from "./store/desk-store";
import { type DeskState, openScenario, type Scenario } from "./store/state";

const Context = createContext<DeskStore | null>(null);

export const DeskProvider = Context.Provider;

export function useDeskStore(): DeskStore {
  const store = useContext(Context);
  if (!store) throw new Error("The Desk's parts stand inside its provider.");
  return store;
}

/** `select` must give the same object while nothing it reads has changed. */
export function useDesk<T>(select: (state: DeskState) => T): T {
  const store = useDeskStore();
  return useSyncExternalStore(store.watch, () => select(store.state()));
}

export function useOpen(): Scenario {
  return useDesk(openScenario);
}

/** Whether the figures wait for an entry to be mended; until then the last good ones stand there dimmed. */
export function useWaiting(): boolean {
  const mistyped = useDesk((state) => Object.keys(state.mistyped).length > 0);
  return useOpen().faults.length > 0 || mistyped;
}

export function useEditable(): boolean {
  return useDesk((state) => state.deal.allowed_actions.includes("edit") && !openScenario(state).frozen);
}

/** May the person signed in see cost, buy rate, reserve and gross? */
export function useSeesGross(): boolean {
  return useMay("deals.see_gross");
}
