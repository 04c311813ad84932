/** Puts what the server holds beside what is on the screen: whose scenario rests here takes the others' lines over. */
import type { Deal } from "../../engine";
import type { Structure } from "../api/deals";
import { changedLines, merge, same } from "../model/merge";
import { rests, scenarioOf } from "./scenario";
import { lineKey, type Scenario, type Stored } from "./state";

/** What is here beside what somebody stored meanwhile; where our own is in it, only its answer was lost. */
export function beside(
  mine: Pick<Scenario, "name" | "inputs" | "stored" | "sent">,
  theirs: Pick<Stored, "name" | "inputs">,
) {
  const { stored, sent } = mine;
  const arrived = sent.findLast((each) => holds(theirs.inputs, stored.inputs, each));
  const base = arrived ?? stored.inputs;
  const isMine = mine.name !== stored.name || sent.some((each) => same(each, theirs.inputs));
  return {
    base,
    name: isMine ? mine.name : theirs.name,
    merged: merge(base, mine.inputs, theirs.inputs, "mine"),
  };
}

/** Whether every line that was sent stands there; somebody may have changed others since. */
function holds(theirs: Deal, before: Deal, sent: Deal): boolean {
  const lines = changedLines(before, sent);
  const others = new Set(changedLines(sent, theirs).map(lineKey));
  return lines.length > 0 && lines.every((line) => !others.has(lineKey(line)));
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

/** `waits` are scenarios at which a question about the same line is open: they stay as they are. */
export function withServer(
  here: readonly Scenario[],
  structures: readonly Structure[],
  waits: (id: string) => boolean = () => false,
): { scenarios: Scenario[]; changed: string[]; added: boolean } {
  const known = new Map(here.map((scenario) => [scenario.id, scenario]));
  const changed: string[] = [];
  const scenarios = structures.map((structure): Scenario => {
    const found = known.get(structure.id);
    if (!found) return scenarioOf(structure);
    const { frozen } = structure;
    const isNews = structure.revision > found.stored.revision;
    if (!isNews || !rests(found) || waits(found.id)) return { ...found, frozen };
    changed.push(found.id);
    const { past, overtaken } = besideTheirs(found, found.inputs, structure.inputs);
    return { ...found, ...scenarioOf(structure), past, overtaken, edit: found.edit + 1 };
  });
  return { scenarios, changed, added: structures.some(({ id }) => !known.has(id)) };
}
