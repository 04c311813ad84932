import { expect, it } from "vitest";
import type { DealWatcher, LiveChannel } from "../live/channel";
import type { Person } from "../live/shapes";
import { colleagueIn, follow } from "./following";
import type { DeskStore } from "./store/desk-store";
import type { DeskState } from "./store/state";

const person = (id: string, cell: string | null, structure = "s1"): Person => ({
  id,
  name: id,
  structure,
  cell,
  since: "2026-11-22T10:00:00Z",
});

it("says where this person is, and passes on what others do", () => {
  let state = { deal: { id: "d1" }, openId: "s1", typing: null, present: [] } as unknown as DeskState;
  let changed = () => {};
  const heard: unknown[] = [];
  const store = {
    state: () => state,
    watch: (told: () => void) => {
      changed = told;
      return () => {
        changed = () => {};
      };
    },
    heard: (change: unknown) => heard.push(change),
    present: (present: readonly Person[]) => {
      state = { ...state, present };
    },
  } as unknown as DeskStore;
  let watcher: DealWatcher | null = null;
  const said: unknown[] = [];
  const live = {
    watchDeal: (id: string, told: DealWatcher) => {
      said.push(id);
      watcher = told;
      return {
        at: (structure: string, cell: string | null) => said.push([structure, cell]),
        stop: () => said.push("stop"),
      };
    },
  } as unknown as LiveChannel;
  const stop = follow(store, live, "me");
  const go = (typing: string | null, openId = "s1") => {
    state = { ...state, typing, openId };
    changed();
  };
  go("cash_down");
  go("cash_down");
  go("trades/first allowance");
  go(null, "s2");
  expect(said).toEqual([
    "d1",
    ["s1", null],
    ["s1", "cash_down"],
    ["s1", "trades/first_allowance"],
    ["s2", null],
  ]);

  const told = watcher as unknown as DealWatcher;
  told.here(4);
  told.changed({
    deal: "d1",
    version: 5,
    structure_id: "s1",
    revision: 2,
    act: "x",
    by: { id: "u", name: "U" },
  });
  expect(heard).toMatchObject([{ version: 4 }, { version: 5, revision: 2 }]);
  told.present([person("me", "cash_down"), person("jules", "trades/first_allowance", "s2")]);
  expect(state.present.map(({ id }) => id)).toEqual(["jules"]);
  expect(colleagueIn(state, "trades/first allowance")?.id).toBe("jules");
  expect(colleagueIn(state, "cash_down")).toBeNull();
  go(null, "s1");
  // In another scenario, so not in this cell.
  expect(colleagueIn(state, "trades/first allowance")).toBeNull();
  stop();
  expect(said.at(-1)).toBe("stop");
});
