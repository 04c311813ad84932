/** How the whole deal stands with the server: of all its scenarios the one that is worst off, which need not be the open one. */
import { type DeskState, openScenario, type SaveState, type Scenario } from "./state";

export interface Standing {
  save: SaveState["kind"];
  /** Waits for the person: what is wrong is put right, or the conflict settled, before it can be saved. */
  waits: boolean;
  /** Whose it is, where that scenario is not the open one. */
  letter: string | null;
}

const WORST_FIRST = ["refused", "offline", "retrying", "waits", "saving", "unsaved", "saved"] as const;

export function standingOf(state: DeskState): Standing {
  const open = openScenario(state);
  const others = state.scenarios.filter((each) => each !== open);
  const waits = (each: Scenario) =>
    state.conflict?.scenarioId === each.id || (each.save.kind === "unsaved" && each.faults.length > 0);
  const rank = (each: Scenario) => WORST_FIRST.indexOf(waits(each) ? "waits" : each.save.kind);
  // Of two that stand alike the open one is told of.
  const worst = others.reduce((found, each) => (rank(each) < rank(found) ? each : found), open);
  return { save: worst.save.kind, waits: waits(worst), letter: worst === open ? null : worst.letter };
}
