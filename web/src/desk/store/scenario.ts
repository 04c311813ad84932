/** A scenario as it comes from the server. */
import { etagOf, type Structure } from "../api/deals";
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
    save: { kind: "saved" },
    past: [],
    overtaken: [],
    future: [],
  };
}
