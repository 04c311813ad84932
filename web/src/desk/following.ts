/** The Desk on the live channel: says in which cell this person is, and hears who else is there and what they save. */
import type { LiveChannel } from "../live/channel";
import type { Person } from "../live/shapes";
import type { DeskStore } from "./store/desk-store";
import type { DeskState } from "./store/state";

/** A cell as others are told of it. */
export const cellName = (id: string) => id.replaceAll(" ", "_");

/** Follows until the answer is called. */
export function follow(store: DeskStore, live: LiveChannel, me: string): () => void {
  const watched = live.watchDeal(store.state().deal.id, {
    changed: (change) => store.heard(change),
    present: (people) => store.present(people.filter((person) => person.id !== me)),
    here: (version) => store.heard({ version }),
  });
  let said = "";
  function say() {
    const { openId, typing } = store.state();
    if (said === `${openId} ${typing}`) return;
    said = `${openId} ${typing}`;
    watched.at(openId, typing === null ? null : cellName(typing));
  }
  const unwatch = store.watch(say);
  say();
  return () => {
    unwatch();
    watched.stop();
  };
}

/** The colleague who is in this cell of the open scenario. */
export function colleagueIn(state: DeskState, cellId: string): Person | null {
  if (state.present.length === 0) return null;
  const name = cellName(cellId);
  return state.present.find((person) => person.structure === state.openId && person.cell === name) ?? null;
}
