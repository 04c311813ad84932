/** Steps of undo: what a change, its undoing and its redoing make of a scenario. */
import type { Deal } from "../../engine";
import { changedLines } from "../model/merge";
import { lineKey, type Scenario } from "./state";

type Step = Pick<Scenario, "inputs" | "past" | "future">;

const MOST_UNDONE = 200;

/** Typed here; `joined` to the step before, it is undone together with it. */
export function typed(open: Scenario, inputs: Deal, joined: boolean): Step & Pick<Scenario, "overtaken"> {
  const past = joined ? open.past : [...open.past, open.inputs].slice(-MOST_UNDONE);
  // What is typed here last is one's own again.
  const lines = new Set(changedLines(open.inputs, inputs).map(lineKey));
  const overtaken = open.overtaken.filter((line) => !lines.has(line));
  return { inputs, past, overtaken, future: [] };
}

/** As if the last step had never been. */
export function cancelled({ past }: Scenario): Pick<Step, "inputs" | "past"> | null {
  const before = past.at(-1);
  return before ? { inputs: before, past: past.slice(0, -1) } : null;
}

export function undone({ inputs, past, future }: Scenario): Step | null {
  const before = past.at(-1);
  return before ? { inputs: before, past: past.slice(0, -1), future: [...future, inputs] } : null;
}

export function redone({ inputs, past, future }: Scenario): Step | null {
  const after = future.at(-1);
  return after ? { inputs: after, past: [...past, inputs], future: future.slice(0, -1) } : null;
}

/** Lines that others changed since, and that would be as they were before. */
export function linesOfOthers(open: Scenario, before: Deal): (readonly string[])[] {
  return changedLines(open.inputs, before).filter((line) => open.overtaken.includes(lineKey(line)));
}
