import { describe, expect, it, vi } from "vitest";
import { ortega } from "../../engine/example";
import { areKept, draftsOf, Keeping, withoutHome } from "./keeping";
import { draftOf, scenarioOf } from "./scenario";
import type { Draft, Scenario } from "./state";
import { structure } from "./world-for-tests";

vi.mock("../api/deals", () => ({ etagOf: (revision: number) => `"${revision}"` }));

const deal = { id: "d1", number: "HM-1042" };
const resting = scenarioOf(structure(ortega));
const typed: Scenario = { ...resting, inputs: { ...ortega, cash_down: "4000.00" } };
const other = scenarioOf(structure(ortega, 1, { id: "s2", letter: "B" }));

function keeping(drafts: readonly Draft[] = [], editable = true) {
  const kept: (readonly Draft[])[] = [];
  const drawer = { keep: (_deal: unknown, list: readonly Draft[]) => void kept.push(list) };
  return { kept, keeping: new Keeping(drawer, drafts, [resting, other], editable) };
}

describe("what is kept", () => {
  it("is what differs from the server, and what was sent without an answer", () => {
    const sent = { ...resting, sent: [ortega] };
    const renamed = { ...resting, name: "More down" };
    expect(draftsOf([resting, other], [])).toEqual([]);
    expect(draftsOf([typed, other], [])).toEqual([draftOf(typed)]);
    expect(draftsOf([sent], [])).toEqual([draftOf(sent)]);
    expect(draftsOf([renamed], [draftOf(other)])).toEqual([draftOf(renamed), draftOf(other)]);
  });

  it("is known again by its very objects, in order", () => {
    const draft = draftOf(typed);
    expect(areKept([draft], [draftOf(typed)])).toBe(true);
    expect(areKept([draft], [])).toBe(false);
    expect(areKept([draft], [{ ...draft, inputs: { ...draft.inputs } }])).toBe(false);
    expect(areKept([draft], [{ ...draft, name: "More down" }])).toBe(false);
    expect(areKept([draft, draftOf(other)], [draftOf(other), draft])).toBe(false);
  });

  it("outlives its scenario, unless that was at rest", () => {
    expect(withoutHome([typed, other], [{ id: "s2" }])).toEqual([draftOf(typed)]);
    expect(withoutHome([resting, other], [{ id: "s2" }])).toEqual([]);
  });
});

describe("keeping", () => {
  it("writes only what is new, and that nothing is left", () => {
    const { keeping: keeps, kept } = keeping();
    keeps.keep(deal, [resting]);
    keeps.keep(deal, [typed]);
    keeps.keep(deal, [{ ...typed, edit: 7 }]);
    keeps.keep(deal, [resting]);
    expect(kept).toEqual([[draftOf(typed)], []]);
  });

  it("goes on with what was typed at a scenario that is on the deal no longer", () => {
    const { keeping: keeps, kept } = keeping();
    keeps.keep(deal, [typed, other]);
    keeps.takenOff([typed, other], [{ id: "s2" }]);
    keeps.keep(deal, [other]);
    expect(kept).toEqual([[draftOf(typed)]]);
    const gone = { ...draftOf(typed), id: "s9" };
    const again = keeping([gone]);
    again.keeping.keep(deal, [typed]);
    expect(again.kept).toEqual([[draftOf(typed), gone]]);
  });

  it("leaves what waits as it is where the deal may not change, and once it is stopped", () => {
    const waiting = keeping([draftOf(typed)], false);
    waiting.keeping.keep(deal, [resting]);
    expect(waiting.kept).toEqual([]);
    const stopped = keeping();
    stopped.keeping.stop();
    stopped.keeping.keep(deal, [typed]);
    expect(stopped.kept).toEqual([]);
  });
});
