/** Lines that two people changed: one question at a time, with both values and the payment that each side would give. */
import type { Deal } from "../../engine";
import { merge } from "../model/merge";
import { paymentOf } from "../model/paid";
import type { Figuring } from "./figuring";
import type { Held } from "./held";
import { beside } from "./joining";
import type { Conflict, Scenario, Stored } from "./state";

export class Conflicts {
  readonly #held: Held;
  readonly #figuring: Figuring;
  /** The first is on the screen. */
  #open: readonly Conflict[] = [];

  constructor(held: Held, figuring: Figuring) {
    this.#held = held;
    this.#figuring = figuring;
  }

  /** Whether the scenario waits for an answer. */
  has(scenarioId: string): boolean {
    return this.#open.some((each) => each.scenarioId === scenarioId);
  }

  ask(mine: Scenario, theirs: Stored): Conflict {
    const conflict = this.#of(mine, theirs, crypto.randomUUID());
    this.#put([...this.#open, conflict]);
    return conflict;
  }

  /** The keys that were on their way when it came to light are part of what is asked about. */
  typedOn(mine: Scenario): Conflict | null {
    const before = this.#open.find(({ scenarioId }) => scenarioId === mine.id);
    if (!before) return null;
    const now = this.#of(mine, before.theirs, before.copyKey);
    this.#put(this.#open.map((each) => (each === before ? now : each)));
    return now;
  }

  /** Whether it was still open; the next one that waits is asked then. */
  close({ copyKey }: Conflict): boolean {
    const left = this.#open.filter((each) => each.copyKey !== copyKey);
    if (left.length === this.#open.length) return false;
    this.#put(left);
    return true;
  }

  #of(mine: Scenario, theirs: Stored, copyKey: string): Conflict {
    const { base, merged } = beside(mine, theirs);
    const withTheirs = merge(base, mine.inputs, theirs.inputs, "theirs").value;
    const payment = (inputs: Deal) => paymentOf(this.#figuring.figures(inputs));
    return {
      scenarioId: mine.id,
      clashes: merged.clashes,
      withMine: merged.value,
      withTheirs,
      paymentWithMine: payment(merged.value),
      paymentWithTheirs: payment(withTheirs),
      theirs,
      mine: mine.inputs,
      copyKey,
    };
  }

  /** Of a scenario that is not on the deal any more there is nothing to ask. */
  keepOnly(scenarios: readonly { id: string }[]): void {
    const stays = ({ scenarioId }: Conflict) => scenarios.some(({ id }) => id === scenarioId);
    if (!this.#open.every(stays)) this.#put(this.#open.filter(stays));
  }

  #put(open: readonly Conflict[]): void {
    this.#open = open;
    this.#held.put({ conflict: open[0] ?? null });
  }
}

/** What is there after the answer; lines that were typed since the question stay as they are. */
export function answered(conflict: Conflict, choice: "mine" | "theirs" | "both", now: Deal): Deal {
  const chosen = {
    mine: conflict.withMine,
    theirs: conflict.withTheirs,
    // What is mine is in the other scenario then.
    both: conflict.theirs.inputs,
  }[choice];
  return merge(conflict.mine, now, chosen, "mine").value;
}
