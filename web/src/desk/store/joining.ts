/** Puts what the server holds beside what is on the screen: whose scenario rests here takes the others' lines over. */
import type { Deal } from "../../engine";
import type { Structure } from "../api/deals";
import { changedLines, merge, same } from "../model/merge";
import { rests, scenarioOf } from "./scenario";
import { lineKey, type Scenario } from "./state";

/** What is here beside what somebody stored meanwhile; where that is our own, only its answer was lost. */
export function beside(mine: Pick<Scenario, "inputs" | "stored" | "sent">, theirs: Deal) {
  const base = mine.sent.some((each) => same(each, theirs)) ? theirs : mine.stored.inputs;
  return { base, merged: merge(base, mine.inputs, theirs, "mine") };
}

/** Their lines stand in every step of undo too, so that it takes back only one's own; a line of both is remembered. */
export function besideTheirs(
  scenario: Scenario,
  base: Deal,
  theirs: Deal,
): Pick<Scenario, "past" | "overtaken"> {
  const lines = changedLines(base, theirs).map(lineKey);
  return {
    past: scenario.past.map((before) => merge(base, before, theirs, "mine").value),
    overtaken: [...new Set([...scenario.overtaken, ...lines])],
  };
}

export function withServer(
  here: readonly Scenario[],
  structures: readonly Structure[],
): { scenarios: Scenario[]; changed: string[]; added: boolean } {
  const known = new Map(here.map((scenario) => [scenario.id, scenario]));
  const changed: string[] = [];
  const scenarios = structures.map((structure): Scenario => {
    const found = known.get(structure.id);
    if (!found) return scenarioOf(structure);
    const { frozen } = structure;
    if (!rests(found) || structure.revision <= found.stored.revision) return { ...found, frozen };
    changed.push(found.id);
    const { past, overtaken } = besideTheirs(found, found.inputs, structure.inputs);
    return { ...found, ...scenarioOf(structure), past, overtaken, edit: found.edit + 1 };
  });
  return { scenarios, changed, added: structures.some(({ id }) => !known.has(id)) };
}
