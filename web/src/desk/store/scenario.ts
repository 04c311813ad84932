/** A scenario as it comes from the server. */
import { etagOf, type Structure } from "../api/deals";
import { same } from "../model/merge";
import type { Draft, Scenario } from "./state";

export function scenarioOf(structure: Structure): Scenario {
  return {
    id: structure.id,
    letter: structure.letter,
    name: structure.name,
    frozen: structure.frozen,
    inputs: structure.inputs,
    // The server's, until the engine of this tab has its own.
    figures: structure.figures,
    faults: [],
    aside: {},
    edit: 0,
    stored: {
      name: structure.name,
      inputs: structure.inputs,
      etag: etagOf(structure.revision),
      revision: structure.revision,
    },
    sent: [],
    save: { kind: "saved" },
    past: [],
    overtaken: [],
    future: [],
  };
}

/** Whether the server holds just what is here; what was sent without an answer is asked for again. */
export function rests({ sent, name, inputs, stored }: Scenario): boolean {
  return sent.length === 0 && name === stored.name && same(inputs, stored.inputs);
}

export function draftOf({ id, name, inputs, stored, sent }: Scenario): Draft {
  return { id, name, inputs, stored, sent };
}

/** The scenario with what was typed before the page was left; what the server holds by now comes with the next save. */
export function withDraft(scenario: Scenario, draft: Draft | undefined): Scenario {
  if (draft === undefined || scenario.frozen) return scenario;
  const { name, inputs, stored, sent } = draft;
  // It arrived after all.
  if (name === scenario.name && same(inputs, scenario.inputs)) return scenario;
  // The figures follow as soon as the engine is there.
  return { ...scenario, name, inputs, stored, sent, figures: null, edit: 1, save: { kind: "unsaved" } };
}
