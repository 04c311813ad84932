/** A scenario as it comes from the server. */
import { etagOf, type Structure } from "../api/deals";
import { same } from "../model/merge";
import type { Scenario } from "./state";

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
    sent: null,
    save: { kind: "saved" },
    past: [],
    overtaken: [],
    future: [],
  };
}

/** Whether the server holds just what is here; what was sent without an answer is asked for again. */
export function rests({ sent, name, inputs, stored }: Scenario): boolean {
  return sent === null && name === stored.name && same(inputs, stored.inputs);
}
