/** What the Desk knows when it opens a deal, before the engine, the lenders or anybody's keys. */
import type { DealRecord } from "../api/deals";
import { scenarioOf, withDraft } from "./scenario";
import type { DeskState, Draft } from "./state";
import { readOffers } from "./terms";

export function firstState(
  record: DealRecord,
  etag: string,
  openLetter: string | null,
  storage: Pick<Storage, "getItem">,
  drafts: readonly Draft[],
): DeskState {
  const { structures, ...deal } = record;
  const typed = deal.allowed_actions.includes("edit") ? drafts : [];
  const draftOf = (id: string) => typed.find((each) => each.id === id);
  const scenarios = structures.map((structure) => withDraft(scenarioOf(structure), draftOf(structure.id)));
  const asked = scenarios.find((scenario) => scenario.letter === openLetter);
  const open = asked ?? scenarios.find((each) => each.id === deal.chosen_structure_id) ?? scenarios[0];
  return {
    engine: "loading",
    deal,
    dealEtag: etag,
    scenarios,
    openId: open?.id ?? "",
    typing: null,
    mistyped: {},
    formulas: {},
    later: null,
    aim: { target: null, of: "payment" },
    offers: readOffers(storage, deal.id),
    market: null,
    vehicleFacts: {},
    lenderOrder: "payment",
    settings: null,
    plan: null,
    given: {},
    conflict: null,
    undoAsk: null,
    mismatches: [],
    historyMark: 0,
    present: [],
  };
}
