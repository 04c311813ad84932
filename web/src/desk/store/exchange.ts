/** What goes between this page and the server for each scenario: saves, and what others saved first. */
import { Problem } from "../../api/problem";
import type { Figures } from "../../engine";
import {
  chooseStructure,
  copyStructure,
  etagOf,
  readStructure,
  removeStructure,
  saveStructure,
  type Structure,
} from "../api/deals";
import { differences, merge, same } from "../model/merge";
import { answered, Conflicts } from "./conflicts";
import type { Figuring } from "./figuring";
import type { Held } from "./held";
import { beside, besideTheirs } from "./joining";
import type { Keeping } from "./keeping";
import { onlyOfTheNetwork, Reading } from "./reading";
import { rests, scenarioOf } from "./scenario";
import { type Clock, Saver, type Saved, savedFrom } from "./saving";
import type { Conflict, Scenario, Stored } from "./state";

export class Exchange {
  readonly reading: Reading;
  readonly #held: Held;
  readonly #figuring: Figuring;
  readonly #saver: Saver;
  readonly #conflicts: Conflicts;
  readonly #online: () => boolean;
  /** Questions that nobody is there to answer, and that are answered by keeping both. */
  #keepingBoth = 0;
  /** What others saved, heard of while a save was under way or a question open: it is met after that. */
  readonly #passedOver = new Map<string, Stored>();
  /** Nobody looks at this deal any more. */
  #left = false;
  /** Nor may anything be sent for whoever did. */
  #abandoned = false;

  constructor(held: Held, figuring: Figuring, keeping: Keeping, ports: { clock: Clock; online(): boolean }) {
    this.#held = held;
    this.#figuring = figuring;
    this.#online = ports.online;
    this.#conflicts = new Conflicts(held, figuring);
    this.#saver = new Saver(
      {
        send: async (id) => {
          const saved = await this.#send(id);
          return this.#meetPassedOver(id) ? { kind: "met" } : saved;
        },
        pending: (id) => this.pending(id),
        rests: (id) => this.#rests(id),
        state: (id, kind) => held.scenario(id, { save: { kind } }),
        refused: (id, why) => held.scenario(id, { save: { kind: "refused", why } }),
      },
      ports.clock,
    );
    this.reading = new Reading(held, figuring, keeping, ports.clock, {
      meet: (structure) => {
        const { id } = structure;
        // The answer to a save under way says how it stands: stored, or someone was faster.
        if (this.#saver.isFlying(id)) this.#passedOver.set(id, storedOf(structure));
        else this.#meet(id, storedOf(structure));
      },
      isAsked: (id) => this.#conflicts.has(id),
      present: (scenarios) => this.#conflicts.keepOnly(scenarios),
    });
  }

  /** Whether something is here that the server does not hold and that may be sent. */
  pending(id: string): boolean {
    const scenario = this.#held.find(id);
    if (!scenario || scenario.faults.length > 0 || this.#conflicts.has(id)) return false;
    return !rests(scenario);
  }

  #rests(id: string): boolean {
    const scenario = this.#held.find(id);
    return scenario === undefined || rests(scenario);
  }

  /** Something typed is not with the server yet. */
  get unsaved(): boolean {
    return !this.#abandoned && this.#held.state().scenarios.some(({ id }) => this.pending(id));
  }

  /** Something is on its way, or will be sent without anybody's doing. */
  get going(): boolean {
    if (this.#abandoned) return false;
    if (this.#keepingBoth > 0) return true;
    return this.#held
      .state()
      .scenarios.some(
        ({ id, save }) => this.#saver.isFlying(id) || (save.kind !== "refused" && this.pending(id)),
      );
  }

  /** The scenario changed here: it is worked out at once, and saved once it is quiet. */
  edit(scenario: Scenario, change: Partial<Scenario>): void {
    const { id } = scenario;
    this.#held.scenario(id, this.#figuring.settled({ ...scenario, ...change, edit: scenario.edit + 1 }));
    this.#figuring.soon();
    if (!this.#agreed(id)) this.changed(id);
  }

  /** Where both came to type the same, there is nothing to ask any more. */
  #agreed(id: string): boolean {
    const mine = this.#held.find(id);
    const conflict = mine && this.#conflicts.typedOn(mine);
    if (!conflict || conflict.clashes.length > 0) return false;
    this.#conflicts.close(conflict);
    const { base, name } = beside(mine, conflict.theirs);
    this.#takeOver(mine, conflict.theirs, { base, name, inputs: conflict.withMine });
    return true;
  }

  /** What is pending is saved once it is quiet. */
  changed(id: string): void {
    if (this.pending(id)) {
      this.#saver.changed(id);
      return;
    }
    // A save under way stores what was here before; its landing says what is still to be done.
    const isSaved = this.#rests(id) && !this.#saver.isFlying(id);
    this.#held.scenario(id, { save: { kind: isSaved ? "saved" : "unsaved" } });
  }

  flush(id: string): Promise<void> {
    return this.#saver.flush(id);
  }

  async #send(id: string): Promise<Saved> {
    const scenario = this.#held.find(id);
    if (!scenario) return { kind: "stored" };
    const { name, inputs, sent: sentBefore } = scenario;
    // Until the engine is there, the figures are the ones of what was here before.
    const figures = this.#figuring.isReady ? scenario.figures : null;
    // Noted before it goes: should the page be left now, the next one knows its own save again.
    if (!sentBefore.some((each) => same(each, inputs))) {
      this.#held.scenario(id, { sent: [...sentBefore, inputs] });
    }
    try {
      const body = { name, inputs };
      const answer = await saveStructure(this.#held.state().deal.id, id, body, scenario.stored.etag);
      this.#stored(id, body, answer.value, answer.etag);
      // The same inputs must give the same cents there and here.
      if (figures && same(inputs, answer.value.inputs)) this.#compare(figures, answer.value.figures);
      this.reading.soon();
      return { kind: "stored" };
    } catch (error) {
      const isStale = error instanceof Problem && error.status === 412;
      const saved = isStale ? null : savedFrom(error, this.#online());
      // A clear no: this one is not with the server.
      if (saved?.kind !== "lost") this.#held.scenario(id, { sent: sentBefore });
      if (saved === null) return this.#catchUp(id);
      // Frozen or taken off meanwhile: how the deal stands now tells why.
      if (saved.kind === "refused") this.reading.soon();
      return saved;
    }
  }

  /** The server fills in what only it knows (the vehicle's cost); a field typed meanwhile stays. */
  #stored(id: string, sent: Pick<Stored, "name" | "inputs">, held: Structure, etag: string | null): void {
    const now = this.#held.find(id);
    if (!now) return;
    const stored = { ...storedOf(held, etag), name: sent.name };
    if (same(sent.inputs, stored.inputs)) {
      this.#held.scenario(id, { stored, sent: [] });
      return;
    }
    const inputs = merge(sent.inputs, now.inputs, stored.inputs, "mine").value;
    this.#held.scenario(id, this.#figuring.worked({ ...now, stored, sent: [], inputs, edit: now.edit + 1 }));
    this.#figuring.soon();
  }

  #compare(here: Figures, there: Structure["figures"]): void {
    const found = differences(here, there)
      .filter((each) => !each.pointer.endsWith("_version"))
      .map((each) => ({ pointer: each.pointer, here: each.mine, there: each.theirs }));
    const { mismatches } = this.#held.state();
    if (found.length > 0 || mismatches.length > 0) this.#held.put({ mismatches: found });
  }

  /** Someone saved this scenario first: their lines are taken over, and only the same line asks. */
  async #catchUp(id: string): Promise<Saved> {
    if (this.#abandoned) return { kind: "met" };
    try {
      const { value, etag } = await readStructure(this.#held.state().deal.id, id);
      // What is here is as it is now: typing went on while the answer was on its way.
      if (this.#abandoned || this.#meet(id, storedOf(value, etag))) return { kind: "met" };
      // The server refused the revision that it still holds: asked again, not at once.
      return { kind: "lost", offline: false };
    } catch (error) {
      const saved = savedFrom(error, this.#online());
      if (saved.kind === "refused") this.reading.soon();
      return saved;
    }
  }

  /** Whether there was anything new in it. */
  #meet(id: string, theirs: Stored): boolean {
    const mine = this.#held.find(id);
    if (!mine || theirs.revision <= mine.stored.revision) return false;
    if (this.#conflicts.has(id)) {
      this.#passedOver.set(id, theirs);
      return false;
    }
    const { base, name, merged } = beside(mine, theirs);
    if (merged.clashes.length === 0) this.#takeOver(mine, theirs, { base, name, inputs: merged.value });
    else {
      const conflict = this.#conflicts.ask(mine, theirs);
      if (this.#left) void this.#keepBoth(conflict);
    }
    return true;
  }

  /** Nobody is there to ask: both are kept, or what was typed stays a draft until somebody is. */
  async #keepBoth(conflict: Conflict): Promise<void> {
    this.#keepingBoth += 1;
    try {
      await this.settle("both", conflict).catch(onlyOfTheNetwork);
    } finally {
      this.#keepingBoth -= 1;
      this.#held.put({});
    }
  }

  #meetPassedOver(id: string): boolean {
    const theirs = this.#passedOver.get(id);
    this.#passedOver.delete(id);
    return theirs !== undefined && !this.#abandoned && this.#meet(id, theirs);
  }

  #takeOver(
    scenario: Scenario,
    theirs: Stored,
    { base, name, inputs }: Pick<Stored, "name" | "inputs"> & { base: Stored["inputs"] },
  ): void {
    const { past, overtaken } = besideTheirs(scenario, base, theirs.inputs);
    this.edit(scenario, { inputs, name, past, overtaken, future: [], stored: theirs, sent: [] });
    this.reading.soon();
  }

  async settle(
    choice: "mine" | "theirs" | "both",
    conflict: Conflict | null = this.#held.state().conflict,
  ): Promise<void> {
    if (!conflict) return;
    const { deal } = this.#held.state();
    const { scenarioId, theirs } = conflict;
    if (choice === "both") {
      const name = `${this.#held.find(scenarioId)?.name ?? "Copy"}, mine`;
      // Asked again after a lost answer, it is the same copy.
      const made = await copyStructure(deal.id, { name, inputs: conflict.mine }, conflict.copyKey);
      if (this.#abandoned) return;
      this.#made(made);
    }
    if (!this.#conflicts.close(conflict)) return;
    const mine = this.#held.find(scenarioId);
    if (mine) {
      const inputs = answered(conflict, choice, mine.inputs);
      this.#takeOver(mine, theirs, { ...beside(mine, theirs), base: mine.stored.inputs, inputs });
      this.#meetPassedOver(scenarioId);
    }
    if (choice === "both") await this.reading.now();
  }

  #made(structure: Structure): Scenario {
    const made = scenarioOf(structure);
    this.reading.overtake();
    this.#held.add(this.#figuring.worked(made));
    return made;
  }

  /** A scenario of its own, from what the server holds of this one. */
  async copy(id: string, name: string): Promise<Scenario> {
    await this.flush(id);
    return this.#made(await copyStructure(this.#held.state().deal.id, { name, copy_of: id }));
  }

  async choose(id: string): Promise<void> {
    await this.flush(id);
    await this.reading.now();
    const { deal, dealEtag } = this.#held.state();
    await chooseStructure(deal.id, id, dealEtag);
    await this.reading.now();
  }

  async remove(id: string): Promise<void> {
    await removeStructure(this.#held.state().deal.id, id);
    this.reading.overtake();
  }

  online(): void {
    this.#saver.online();
  }

  /** What is typed still goes to the server, however long that takes. */
  leave(): void {
    this.#left = true;
    this.reading.leave();
    for (const { id } of this.#held.state().scenarios) if (this.pending(id)) void this.flush(id);
  }

  abandon(): void {
    this.#left = true;
    this.#abandoned = true;
    this.reading.stop();
    this.#saver.abandon();
  }
}

function storedOf(structure: Structure, etag: string | null = null): Stored {
  const { name, inputs, revision } = structure;
  return { name, inputs, revision, etag: etag ?? etagOf(revision) };
}
