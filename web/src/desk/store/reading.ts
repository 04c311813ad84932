/** Reads how the deal stands: after every save, and when somebody is heard of, until an answer knows of it. */
import { Problem, Unreachable } from "../../api/problem";
import { type DealRecord, etagOf, readDeal, type Structure } from "../api/deals";
import type { Figuring } from "./figuring";
import type { Held } from "./held";
import { withServer } from "./joining";
import type { Keeping } from "./keeping";
import { type Clock, patienceAfter } from "./saving";

interface Others {
  /** What somebody saved meanwhile goes beside what is typed here. */
  meet(structure: Structure): void;
  /** Whether a question about the scenario is open. */
  isAsked(scenarioId: string): boolean;
  /** These scenarios are the ones that there are. */
  present(scenarios: readonly { id: string }[]): void;
}

export class Reading {
  readonly #held: Held;
  readonly #figuring: Figuring;
  readonly #keeping: Keeping;
  readonly #clock: Clock;
  readonly #others: Others;
  #asked = 0;
  /** Answers to questions up to this one know nothing of scenarios that were made or removed here since. */
  #overtaken = 0;
  /** The newest version of the deal that somebody told of. */
  #news = 0;
  #failures = 0;
  #timer: number | null = null;
  #left = false;
  #stopped = false;

  constructor(held: Held, figuring: Figuring, keeping: Keeping, clock: Clock, others: Others) {
    this.#held = held;
    this.#figuring = figuring;
    this.#keeping = keeping;
    this.#clock = clock;
    this.#others = others;
  }

  /** Status, actions, history, and what others saved. */
  async now(): Promise<void> {
    if (this.#stopped) return;
    this.#asked += 1;
    const asked = this.#asked;
    const { value, etag } = await readDeal(this.#held.state().deal.id);
    if (this.#stopped) return;
    if (asked <= this.#overtaken) {
      await this.now();
      return;
    }
    // An answer that was overtaken by a newer one says nothing new.
    if (value.version >= this.#held.state().deal.version) this.#land(value, etag);
  }

  /** The same where nobody waits for it: the next save or action asks again, so silence does no harm. */
  soon(): void {
    this.now()
      .catch(onlyOfTheNetwork)
      .then(() => this.#again());
  }

  /** Somebody saved, or the channel is back: the deal is at this version. */
  heardOf(version: number): void {
    this.#news = Math.max(this.#news, version);
    if (version > this.#held.state().deal.version) this.soon();
  }

  /** A scenario was made or removed here. */
  overtake(): void {
    this.#overtaken = this.#asked;
  }

  /** Nobody looks at what others do any more. */
  leave(): void {
    this.#left = true;
    if (this.#timer !== null) this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  /** Nothing is asked for in this person's name any more, and no answer is taken. */
  stop(): void {
    this.leave();
    this.#stopped = true;
  }

  /** What was heard of and not read yet is asked for until it is here. */
  #again(): void {
    if (this.#left || this.#timer !== null) return;
    if (this.#news <= this.#held.state().deal.version) {
      this.#failures = 0;
      return;
    }
    this.#timer = this.#clock.after(patienceAfter(this.#failures), () => {
      this.#timer = null;
      if (this.#news > this.#held.state().deal.version) this.soon();
    });
    this.#failures += 1;
  }

  #land({ structures, ...deal }: DealRecord, etag: string | null): void {
    const before = this.#held.state();
    this.#keeping.takenOff(before.scenarios, structures);
    const { scenarios, changed, added } = withServer(before.scenarios, structures, (id) =>
      this.#others.isAsked(id),
    );
    const openId = scenarios.some((each) => each.id === before.openId)
      ? before.openId
      : (scenarios[0]?.id ?? "");
    this.#held.put({
      deal,
      dealEtag: etag ?? etagOf(deal.version),
      scenarios,
      openId,
      historyMark: before.historyMark + 1,
    });
    this.#others.present(scenarios);
    if (changed.includes(openId)) this.#figuring.workOpen();
    this.#figuring.soon();
    if (added || changed.some((id) => id !== openId)) this.#figuring.others();
    for (const structure of structures) this.#others.meet(structure);
  }
}

export function onlyOfTheNetwork(error: unknown): void {
  if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
}
