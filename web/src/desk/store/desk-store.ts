/**
 * The Desk's one store: what is typed, the engine's figures for it, and how both stand with the server.
 *
 * A change is worked out by the engine at once, on this thread; effects, grid, roll and the other scenarios follow
 * from the engine's worker and are dropped when something newer was typed. The network only saves.
 */
import { Problem, Unreachable } from "../../api/problem";
import type { Deal, Engine, Figures, Outcome, Roll, RollAsk, TermOffer } from "../../engine";
import type { LaterEngine } from "../../engine/later";
import type { VehicleFacts } from "../../engine/market";
import {
  chooseStructure,
  copyStructure,
  type DealRecord,
  etagOf,
  readDeal,
  readStructure,
  removeStructure,
  saveStructure,
  type Structure,
} from "../api/deals";
import type { DealPlan, DeskSettings, LimitCode } from "../house/shapes";
import type { Market } from "../lenders/shapes";
import { settleAnswers } from "../model/answers";
import { changedLines, differences, merge, same } from "../model/merge";
import { namesOf } from "../model/names";
import { paymentOf } from "../model/paid";
import type { Names } from "../numbers/formula";
import { Beside } from "./beside";
import { firstState } from "./first";
import { beside, besideTheirs, withServer } from "./joining";
import { draftOf, rests, scenarioOf } from "./scenario";
import { type Clock, Saver, type Saved, savedFrom } from "./saving";
import {
  type Conflict,
  type DeskState,
  type Draft,
  formulaKey,
  lineKey,
  openScenario,
  type Reasons,
  type Scenario,
} from "./state";
import { keepOffers, withOffer } from "./terms";

export interface DeskPorts {
  clock: Clock;
  /** Works out what may come a moment after the payment. */
  later: LaterEngine;
  online(): boolean;
  /** Keeps what is not with the server yet, so that a page that is left loses nothing. */
  drafts?: { keep(deal: { id: string; number: string }, drafts: readonly Draft[]): unknown };
  storage: Pick<Storage, "getItem" | "setItem">;
}

const MOST_UNDONE = 200;

export class DeskStore {
  #state: DeskState;
  #engine: Engine | null = null;
  readonly #ports: DeskPorts;
  readonly #saver: Saver;
  readonly #watchers = new Set<() => void>();
  readonly #beside: Beside;
  /** Changes under the same mark are one step of undo. */
  #mark: string | null = null;
  /** Nobody looks at this deal any more. */
  #left = false;
  /** Nor may anything be sent for whoever did. */
  #abandoned = false;

  constructor(
    record: DealRecord,
    etag: string,
    openLetter: string | null,
    ports: DeskPorts,
    drafts: readonly Draft[] = [],
  ) {
    this.#ports = ports;
    this.#state = firstState(record, etag, openLetter, ports.storage, drafts);
    this.#saver = new Saver(
      {
        send: (id) => this.#send(id),
        pending: (id) => this.#pending(id),
        rests: (id) => this.#rests(this.#find(id)),
        state: (id, kind) => this.#scenario(id, { save: { kind } }),
        refused: (id, why) => this.#scenario(id, { save: { kind: "refused", why } }),
        stale: (id) => void this.#catchUp(id),
      },
      ports.clock,
    );
    this.#beside = new Beside(ports.later, {
      state: this.state,
      land: (later) => this.#put({ later }),
      scenario: (id, change) => this.#scenario(id, change),
    });
    // On a deal that may not change any more drafts wait, for a time when it may.
    this.#keepsDrafts = drafts.length === 0 || record.allowed_actions.includes("edit");
    this.#kept = drafts;
    this.#homeless = drafts.filter(({ id }) => this.#find(id) === undefined);
    for (const { id } of this.#state.scenarios) if (this.#pending(id)) this.#saver.changed(id);
    // What arrived after all is kept no longer.
    this.#keepDrafts();
  }

  readonly state = (): DeskState => this.#state;

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  #put(change: Partial<DeskState>): void {
    const before = this.#state.scenarios;
    this.#state = { ...this.#state, ...change };
    if (this.#state.scenarios !== before) this.#keepDrafts();
    for (const changed of this.#watchers) changed();
  }

  /** The last drafts that were kept, to keep only others. */
  #kept: readonly Draft[] = [];
  #keepsDrafts = true;
  /** Of scenarios that were taken off the deal: they are sent as copies once this page is left. */
  #homeless: readonly Draft[] = [];

  #keepDrafts(): void {
    if (!this.#ports.drafts || !this.#keepsDrafts || this.#abandoned) return;
    const typed = this.#state.scenarios.filter((each) => !this.#rests(each)).map(draftOf);
    const drafts = [...typed, ...this.#homeless];
    const known = (draft: Draft, at: number) => {
      const kept = this.#kept[at];
      return (
        kept?.id === draft.id &&
        kept.name === draft.name &&
        kept.inputs === draft.inputs &&
        kept.stored === draft.stored &&
        kept.sent === draft.sent
      );
    };
    if (drafts.length === this.#kept.length && drafts.every(known)) return;
    this.#kept = drafts;
    this.#ports.drafts.keep(this.#state.deal, drafts);
  }

  #scenario(id: string, change: Partial<Scenario>): void {
    this.#put({
      scenarios: this.#state.scenarios.map((each) => (each.id === id ? { ...each, ...change } : each)),
    });
  }

  #find(id: string): Scenario | undefined {
    return this.#state.scenarios.find((scenario) => scenario.id === id);
  }

  get editable(): boolean {
    return this.#state.deal.allowed_actions.includes("edit") && !openScenario(this.#state).frozen;
  }

  // The engine

  engineReady(engine: Engine): void {
    this.#engine = engine;
    const { openId } = this.#state;
    this.#put({
      engine: "ready",
      scenarios: this.#state.scenarios.map((each) => (each.id === openId ? this.#worked(each) : each)),
    });
    this.#soon();
    this.#askOthers();
  }

  engineFailed(): void {
    this.#put({ engine: "failed" });
  }

  /** The scenario with the engine's figures for its inputs; the last good ones stay where there are none. */
  #worked(scenario: Scenario): Scenario {
    if (!this.#engine) return scenario;
    const answer = this.#engine.figures(scenario.inputs);
    return answer.faults
      ? { ...scenario, faults: answer.faults }
      : { ...scenario, figures: answer.ok, faults: [] };
  }

  /** The open scenario must have the engine's own figures: what is typed next starts from them. */
  #workOpen(): void {
    const open = openScenario(this.#state);
    this.#scenario(open.id, this.#worked(open));
  }

  /** The same after a change: answers to questions that the law no longer asks stay out of the inputs. */
  #settled(scenario: Scenario): Scenario {
    const engine = this.#engine;
    if (!engine) return scenario;
    const { deal, aside, outcome } = settleAnswers(scenario.inputs, scenario.aside, (each) =>
      engine.figures(each),
    );
    const settled = { ...scenario, inputs: deal, aside };
    return outcome.ok
      ? { ...settled, figures: outcome.ok, faults: [] }
      : { ...settled, faults: outcome.faults };
  }

  /** Effects, grid, roll and the rest of the open scenario; what is there stays until they come. */
  #soon(): void {
    if (this.#engine && !this.#left) this.#beside.askOpen();
  }

  #askOthers(): void {
    if (this.#engine && !this.#left) this.#beside.askOthers();
  }

  /** Figures for inputs that are not stored anywhere: a trial. */
  try(deal: Deal) {
    const answer = this.#engine?.figures(deal);
    return answer?.ok ?? null;
  }

  /** What a change of the open scenario would give, with the law's questions settled as a change settles them. */
  trial(inputs: Deal): Outcome<Figures> | null {
    const engine = this.#engine;
    if (!engine) return null;
    return settleAnswers(inputs, openScenario(this.#state).aside, (each) => engine.figures(each)).outcome;
  }

  /** What each lever alone would have to be, at once: for a question that is not the one of the roll panel. */
  roll(ask: RollAsk): Outcome<Roll> | null {
    return this.#engine?.roll(ask) ?? null;
  }

  // Typing

  names(): Names {
    return namesOf(
      openScenario(this.#state),
      (letter) => this.#state.scenarios.find((each) => each.letter === letter) ?? null,
    );
  }

  /** Changes the open scenario. Changes with the same mark are undone together. */
  change(inputs: Deal, mark: string): void {
    const open = openScenario(this.#state);
    if (!this.editable || same(open.inputs, inputs)) return;
    const joined = this.#mark === `${open.id} ${mark}`;
    this.#mark = `${open.id} ${mark}`;
    const past = joined ? open.past : [...open.past, open.inputs].slice(-MOST_UNDONE);
    // What is typed here last is one's own again.
    const typed = new Set(changedLines(open.inputs, inputs).map(lineKey));
    const overtaken = open.overtaken.filter((line) => !typed.has(line));
    this.#edit(open, { inputs, past, overtaken, future: [] });
  }

  /** Takes back what was changed under this mark since it began, as if it had never been typed. */
  cancel(mark: string): void {
    const open = openScenario(this.#state);
    const before = open.past.at(-1);
    if (this.#mark !== `${open.id} ${mark}` || !before) return;
    this.#mark = null;
    this.#edit(open, { inputs: before, past: open.past.slice(0, -1) });
  }

  /** The next change starts a step of undo of its own. */
  settle(): void {
    this.#mark = null;
  }

  enter(cellId: string): void {
    this.settle();
    this.#put({ typing: cellId });
  }

  leave(cellId: string): void {
    this.settle();
    if (this.#state.typing === cellId) this.#put({ typing: null });
    if (this.#pending(this.#state.openId)) void this.#saver.flush(this.#state.openId);
  }

  #edit(scenario: Scenario, change: Partial<Scenario>): void {
    const worked = this.#settled({ ...scenario, ...change, edit: scenario.edit + 1 });
    this.#scenario(scenario.id, worked);
    this.#soon();
    const { conflict } = this.#state;
    // The keys that were on their way when it came to light are part of what is asked about.
    if (conflict?.scenarioId === scenario.id) {
      const now = this.#conflictOf(worked, conflict.theirs, conflict.copyKey);
      this.#put({ conflict: now.clashes.length > 0 ? now : null });
      if (now.clashes.length === 0) {
        this.#takeOver(scenario.id, now.theirs, now.withMine);
        return;
      }
    }
    if (this.#pending(scenario.id)) this.#saver.changed(scenario.id);
    else {
      // A save under way stores what was here before; its landing says what is still to be done.
      const settled = this.#rests(worked) && !this.#saver.isFlying(scenario.id);
      this.#scenario(scenario.id, { save: { kind: settled ? "saved" : "unsaved" } });
    }
  }

  mistype(cellId: string, entry: DeskState["mistyped"][string] | null): void {
    const { [cellId]: present, ...others } = this.#state.mistyped;
    if (!entry && !present) return;
    this.#put({ mistyped: entry ? { ...others, [cellId]: entry } : others });
  }

  keepFormula(cellId: string, formula: { text: string; value: string } | null): void {
    const key = formulaKey(this.#state.openId, cellId);
    const { [key]: present, ...others } = this.#state.formulas;
    if (!formula && !present) return;
    this.#put({ formulas: formula ? { ...others, [key]: formula } : others });
  }

  /** Asks first where somebody else changed one of the lines since; `anyway` is the answer. */
  undo(anyway = false): void {
    const open = openScenario(this.#state);
    const before = open.past.at(-1);
    if (!before || !this.editable) return;
    const others = changedLines(open.inputs, before).filter((line) => open.overtaken.includes(lineKey(line)));
    if (others.length > 0 && !anyway) {
      this.#put({ undoAsk: others });
      return;
    }
    this.#mark = null;
    this.#put({ mistyped: {}, undoAsk: null });
    this.#edit(open, { inputs: before, past: open.past.slice(0, -1), future: [...open.future, open.inputs] });
  }

  keepTheirs(): void {
    this.#put({ undoAsk: null });
  }

  redo(): void {
    const open = openScenario(this.#state);
    const after = open.future.at(-1);
    if (!after || !this.editable) return;
    this.#mark = null;
    this.#put({ mistyped: {} });
    this.#edit(open, { inputs: after, past: [...open.past, open.inputs], future: open.future.slice(0, -1) });
  }

  aim(aim: Partial<DeskState["aim"]>): void {
    this.#put({ aim: { ...this.#state.aim, ...aim } });
    this.#soon();
  }

  offer(kind: "retail" | "lease", offer: TermOffer): void {
    const offers = withOffer(this.#state.offers, kind, offer);
    keepOffers(this.#ports.storage, this.#state.deal.id, offers);
    this.#put({ offers });
    this.#soon();
  }

  // Lenders

  /** What the lenders of this market offer is worked out with every change from now on. */
  async readMarket(text: string, vehicleFacts: VehicleFacts): Promise<void> {
    const read = await this.#ports.later.takeMarket(text);
    if (!read.ok || this.#left) return;
    this.#put({ market: JSON.parse(text) as Market, vehicleFacts });
    this.#soon();
  }

  orderLenders(lenderOrder: DeskState["lenderOrder"]): void {
    this.#put({ lenderOrder });
    this.#soon();
  }

  // The house

  knowSettings(settings: DeskSettings): void {
    this.#put({ settings });
    this.#soon();
  }

  knowPlan(plan: DealPlan): void {
    this.#put({ plan });
    this.#soon();
  }

  /** Why this figure of the scenario may be beyond its limit. */
  giveReason(scenarioId: string, code: LimitCode, said: { reason: string; note: string }): void {
    const { given } = this.#state;
    this.#put({ given: { ...given, [scenarioId]: { ...given[scenarioId], [code]: said } } });
  }

  /** What was said before the page was left; what is said here goes before it. */
  recallReasons(kept: Reasons): void {
    const { given } = this.#state;
    const joined = Object.keys(kept).map((id) => [id, { ...kept[id], ...given[id] }] as const);
    this.#put({ given: { ...given, ...Object.fromEntries(joined) } });
  }

  // Scenarios

  open(id: string): void {
    if (id === this.#state.openId || !this.#find(id)) return;
    void this.#saver.flush(this.#state.openId);
    this.#mark = null;
    this.#put({ openId: id, mistyped: {}, later: null });
    this.#workOpen();
    this.#soon();
  }

  rename(id: string, name: string): void {
    const scenario = this.#find(id);
    if (!scenario || scenario.name === name || name.trim() === "") return;
    this.#scenario(id, { name: name.trim() });
    this.#saver.changed(id);
  }

  /** A copy of the open scenario, opened. */
  async copy(name: string): Promise<void> {
    const open = openScenario(this.#state);
    await this.#saver.flush(open.id);
    const made = scenarioOf(await copyStructure(this.#state.deal.id, { name, copy_of: open.id }));
    this.#put({ scenarios: [...this.#state.scenarios, this.#worked(made)] });
    this.open(made.id);
    await this.refresh();
  }

  async choose(id: string): Promise<void> {
    await this.#saver.flush(id);
    await this.refresh();
    await chooseStructure(this.#state.deal.id, id, this.#state.dealEtag);
    await this.refresh();
  }

  async removeScenario(id: string): Promise<void> {
    const gone = this.#find(id);
    if (!gone) return;
    await removeStructure(this.#state.deal.id, id);
    const scenarios = this.#state.scenarios.filter((scenario) => scenario.id !== id);
    const openId = this.#state.openId === id ? (scenarios[0]?.id ?? "") : this.#state.openId;
    this.#put({ scenarios, openId, later: null, mistyped: {} });
    this.#workOpen();
    this.#soon();
    await this.refresh();
  }

  // The server

  #pending(id: string): boolean {
    const scenario = this.#find(id);
    if (!scenario || scenario.faults.length > 0 || this.#state.conflict?.scenarioId === id) return false;
    return !this.#rests(scenario);
  }

  #rests(scenario: Scenario | undefined): boolean {
    return scenario === undefined || rests(scenario);
  }

  /** Saves what is not saved yet; resolves when it is, or cannot be. */
  async flush(): Promise<boolean> {
    await Promise.all(this.#state.scenarios.map((scenario) => this.#saver.flush(scenario.id)));
    return this.#state.scenarios.every((scenario) => !this.#pending(scenario.id));
  }

  async #send(id: string): Promise<Saved> {
    const scenario = this.#find(id);
    if (!scenario) return { kind: "stored" };
    const { name, inputs, figures } = scenario;
    const sentBefore = scenario.sent;
    // Noted before it goes: should the page be left now, the next one knows its own save again.
    if (!sentBefore.some((each) => same(each, inputs))) this.#scenario(id, { sent: [...sentBefore, inputs] });
    try {
      const answer = await saveStructure(this.#state.deal.id, id, { name, inputs }, scenario.stored.etag);
      const stored = answer.value;
      const etag = answer.etag ?? etagOf(stored.revision);
      this.#scenario(id, {
        stored: { name, inputs: stored.inputs, etag, revision: stored.revision },
        sent: [],
      });
      this.#adoptServerFields(id, inputs, stored.inputs);
      // The same inputs must give the same cents there and here.
      if (figures && same(inputs, stored.inputs)) this.#compare(figures, stored.figures);
      this.#refreshQuietly();
      return { kind: "stored" };
    } catch (error) {
      // Frozen in the meantime: how the deal stands now tells why.
      if (error instanceof Problem && error.status === 409) this.#refreshQuietly();
      const saved = savedFrom(error, this.#ports.online());
      // A clear no: this one is not with the server.
      if (saved.kind !== "lost") this.#scenario(id, { sent: sentBefore });
      return saved;
    }
  }

  /** The server fills in what only it knows (the vehicle's cost); a field typed meanwhile stays. */
  #adoptServerFields(id: string, sent: Deal, stored: Deal): void {
    const now = this.#find(id);
    if (!now || same(sent, stored)) return;
    const inputs = merge(sent, now.inputs, stored, "mine").value;
    this.#scenario(id, this.#worked({ ...now, inputs }));
    this.#soon();
  }

  #compare(here: Scenario["figures"], there: Structure["figures"]): void {
    const found = differences(here, there)
      .filter((each) => !each.pointer.endsWith("_version"))
      .map((each) => ({ pointer: each.pointer, here: each.mine, there: each.theirs }));
    if (found.length > 0 || this.#state.mismatches.length > 0) this.#put({ mismatches: found });
  }

  /** Reads the deal anew: status, actions, history, and what others saved in scenarios that rest here. */
  async refresh(): Promise<void> {
    const { value, etag } = await readDeal(this.#state.deal.id);
    // An answer that was overtaken by a newer one says nothing new.
    if (value.version < this.#state.deal.version) return;
    const { structures, ...deal } = value;
    const gone = this.#state.scenarios.filter(
      (each) => !rests(each) && !structures.some(({ id }) => id === each.id),
    );
    this.#homeless = [...this.#homeless, ...gone.map(draftOf)];
    const { scenarios, changed, added } = withServer(this.#state.scenarios, structures);
    const openId = scenarios.some((each) => each.id === this.#state.openId)
      ? this.#state.openId
      : (scenarios[0]?.id ?? "");
    this.#put({
      deal,
      dealEtag: etag ?? etagOf(deal.version),
      scenarios,
      openId,
      historyMark: this.#state.historyMark + 1,
    });
    if (changed.includes(openId)) this.#workOpen();
    this.#soon();
    if (added || changed.some((id) => id !== openId)) this.#askOthers();
  }

  /** After a save: the next save or action asks again, so silence does no harm. */
  #refreshQuietly(): void {
    this.refresh().catch(onlyOfTheNetwork);
  }

  /** Someone saved this scenario first: their lines are taken over, and only the same line asks. */
  async #catchUp(id: string): Promise<void> {
    if (!this.#find(id)) return;
    let answer: Awaited<ReturnType<typeof readStructure>>;
    try {
      answer = await readStructure(this.#state.deal.id, id);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) {
        await this.refresh();
      } else {
        this.#scenario(id, { save: { kind: "retrying" } });
        this.#saver.changed(id);
      }
      return;
    }
    // As it is now: typing went on while the answer was on its way.
    const mine = this.#find(id);
    if (!mine) return;
    const structure = answer.value;
    const etag = answer.etag ?? etagOf(structure.revision);
    const { name, inputs, revision } = structure;
    const theirs = { name, inputs, etag, revision };
    const { base, merged } = beside(mine, theirs.inputs);
    if (merged.clashes.length === 0) {
      this.#takeOver(id, theirs, merged.value, base);
      return;
    }
    this.#put({ conflict: this.#conflictOf(mine, theirs, crypto.randomUUID()) });
    // Nobody is there to ask: both are kept, or what was typed stays a draft until somebody is.
    if (this.#left) await this.settleConflict("both").catch(onlyOfTheNetwork);
  }

  #conflictOf(scenario: Scenario, theirs: Conflict["theirs"], copyKey: string): Conflict {
    const mine = scenario.inputs;
    const { base, merged: withMine } = beside(scenario, theirs.inputs);
    const withTheirs = merge(base, mine, theirs.inputs, "theirs");
    return {
      scenarioId: scenario.id,
      clashes: withMine.clashes,
      withMine: withMine.value,
      withTheirs: withTheirs.value,
      paymentWithMine: paymentOf(this.try(withMine.value)),
      paymentWithTheirs: paymentOf(this.try(withTheirs.value)),
      theirs,
      mine,
      copyKey,
    };
  }

  #takeOver(id: string, theirs: Conflict["theirs"], inputs: Deal, from?: Deal): void {
    const scenario = this.#find(id);
    if (!scenario) return;
    const base = from ?? scenario.stored.inputs;
    const { past, overtaken } = besideTheirs(scenario, base, theirs.inputs);
    const name = scenario.name === scenario.stored.name ? theirs.name : scenario.name;
    const taken = { stored: theirs, sent: [], name };
    this.#edit({ ...scenario, ...taken }, { inputs, past, overtaken, future: [], ...taken });
    this.#refreshQuietly();
  }

  async settleConflict(choice: "mine" | "theirs" | "both"): Promise<void> {
    const conflict = this.#state.conflict;
    if (!conflict) return;
    if (choice === "both") {
      const scenario = this.#find(conflict.scenarioId);
      const name = `${scenario?.name ?? "Copy"}, mine`;
      const body = { name, inputs: conflict.mine };
      // Asked again after a lost answer, it is the same copy.
      const made = await copyStructure(this.#state.deal.id, body, conflict.copyKey);
      this.#put({ scenarios: [...this.#state.scenarios, this.#worked(scenarioOf(made))] });
    }
    this.#put({ conflict: null });
    this.#takeOver(
      conflict.scenarioId,
      conflict.theirs,
      choice === "mine"
        ? conflict.withMine
        : choice === "theirs"
          ? conflict.withTheirs
          : conflict.theirs.inputs,
    );
    if (choice === "both") await this.refresh();
  }

  online(): void {
    this.#saver.online();
  }

  /** The person is back at this tab: what others did meanwhile shows. */
  returned(): void {
    if (!this.#left) this.#refreshQuietly();
  }

  /** Someone saved: their lines are taken over at once, whatever is being typed here. */
  heard(change: { version: number; structure_id?: string; revision?: number }): void {
    if (this.#left) return;
    const here = change.structure_id === undefined ? undefined : this.#find(change.structure_id);
    if (here && (change.revision ?? 0) > here.stored.revision) {
      // The answer to a save under way says how it stands: stored, or someone was faster.
      if (this.#saver.isFlying(here.id) || this.#state.conflict?.scenarioId === here.id) return;
      if (!this.#rests(here)) {
        void this.#catchUp(here.id);
        return;
      }
    }
    if (change.version > this.#state.deal.version) this.#refreshQuietly();
  }

  /** Who else is at this deal by now. */
  present(people: DeskState["present"]): void {
    this.#put({ present: people });
  }

  /** Whether something typed is not with the server yet. */
  get unsaved(): boolean {
    return !this.#abandoned && this.#state.scenarios.some((scenario) => this.#pending(scenario.id));
  }

  /** Somebody else is at this browser, or nobody: nothing goes out in their name, and what was kept stays as it is. */
  abandon(): void {
    this.#left = true;
    this.#abandoned = true;
    this.#saver.abandon();
    this.#put({});
  }

  /** Whether the open scenario waits for a server that does not answer. */
  get isAway(): boolean {
    const { kind } = openScenario(this.#state).save;
    return kind === "offline" || kind === "retrying";
  }

  /** The page is left: what is typed still goes to the server, however long that takes. */
  close(): void {
    this.#left = true;
    for (const scenario of this.#state.scenarios) {
      if (this.#pending(scenario.id)) void this.#saver.flush(scenario.id);
    }
  }
}

function onlyOfTheNetwork(error: unknown): void {
  if (!(error instanceof Unreachable || error instanceof Problem)) throw error;
}
