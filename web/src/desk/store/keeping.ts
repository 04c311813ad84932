/** Keeps what is not with the server yet, so that a page that is left loses nothing. */
import { draftOf, rests } from "./scenario";
import type { Draft, Scenario } from "./state";

export interface Drawer {
  keep(deal: { id: string; number: string }, drafts: readonly Draft[]): unknown;
}

/** What there is to keep: what was typed and does not rest, and what has no scenario on the deal any more. */
export function draftsOf(scenarios: readonly Scenario[], homeless: readonly Draft[]): Draft[] {
  return [...scenarios.filter((each) => !rests(each)).map(draftOf), ...homeless];
}

/** Whether these are the very drafts that were kept; every change makes new objects. */
export function areKept(drafts: readonly Draft[], kept: readonly Draft[]): boolean {
  if (drafts.length !== kept.length) return false;
  return drafts.every((draft, at) => {
    const before = kept[at];
    return (
      before?.id === draft.id &&
      before.name === draft.name &&
      before.inputs === draft.inputs &&
      before.stored === draft.stored &&
      before.sent === draft.sent
    );
  });
}

/** What was typed at scenarios that are on the deal no longer. */
export function withoutHome(scenarios: readonly Scenario[], present: readonly { id: string }[]): Draft[] {
  const ids = new Set(present.map(({ id }) => id));
  return scenarios.filter((each) => !ids.has(each.id) && !rests(each)).map(draftOf);
}

export class Keeping {
  readonly #drawer: Drawer | undefined;
  #kept: readonly Draft[];
  /** Of scenarios that were taken off the deal: they are sent as copies once this page is left. */
  #homeless: readonly Draft[];
  #stopped: boolean;

  /** On a deal that may not change any more drafts wait, for a time when it may. */
  constructor(
    drawer: Drawer | undefined,
    kept: readonly Draft[],
    here: readonly Scenario[],
    editable: boolean,
  ) {
    this.#drawer = drawer;
    this.#kept = kept;
    this.#homeless = kept.filter(({ id }) => !here.some((each) => each.id === id));
    this.#stopped = drawer === undefined || (kept.length > 0 && !editable);
  }

  keep(deal: { id: string; number: string }, scenarios: readonly Scenario[]): void {
    if (this.#stopped) return;
    const drafts = draftsOf(scenarios, this.#homeless);
    if (areKept(drafts, this.#kept)) return;
    this.#kept = drafts;
    this.#drawer?.keep(deal, drafts);
  }

  /** These scenarios were on the deal until now; only the ones that are `present` stay. */
  takenOff(scenarios: readonly Scenario[], present: readonly { id: string }[]): void {
    this.#homeless = [...this.#homeless, ...withoutHome(scenarios, present)];
  }

  /** What was kept stays as it is. */
  stop(): void {
    this.#stopped = true;
  }
}
