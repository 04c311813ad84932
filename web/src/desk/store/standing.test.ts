import { describe, expect, it } from "vitest";
import { standingOf } from "./standing";
import type { Conflict, DeskState, SaveState, Scenario } from "./state";

const scenario = (letter: string, save: SaveState, faulty = false) =>
  ({ id: letter, letter, save, faults: faulty ? [{}] : [] }) as unknown as Scenario;

const standing = (scenarios: Scenario[], conflictOf?: string) =>
  standingOf({
    scenarios,
    openId: "A",
    conflict: conflictOf === undefined ? null : ({ scenarioId: conflictOf } as Conflict),
  } as unknown as DeskState);

const saved: SaveState = { kind: "saved" };

describe("a deal", () => {
  it("is saved when every scenario is", () => {
    expect(standing([scenario("A", saved), scenario("B", saved)])).toEqual({
      save: "saved",
      waits: false,
      letter: null,
    });
  });

  it("stands as the scenario that is worst off, and says which where it is not the open one", () => {
    const b = scenario("B", { kind: "offline" });
    expect(standing([scenario("A", saved), b])).toEqual({ save: "offline", waits: false, letter: "B" });
    expect(standing([scenario("A", { kind: "offline" }), b]).letter).toBeNull();
    const refused = scenario("C", { kind: "refused", why: "over the cap" });
    expect(standing([scenario("A", { kind: "offline" }), b, refused])).toMatchObject({
      save: "refused",
      letter: "C",
    });
  });

  it("waits for the person where something cannot be worked out, or two typed the same line", () => {
    expect(standing([scenario("A", saved), scenario("B", { kind: "unsaved" }, true)])).toEqual({
      save: "unsaved",
      waits: true,
      letter: "B",
    });
    expect(standing([scenario("A", { kind: "saving" })], "A").waits).toBe(true);
    // A fault in what the server itself holds is no change that waits.
    expect(standing([scenario("A", saved, true)]).waits).toBe(false);
  });
});
