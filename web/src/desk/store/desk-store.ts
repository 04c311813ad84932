/**
 * The Desk's one store: what is typed, the engine's figures for it, and how both stand with the server.
 *
 * A change is worked out by the engine at once, on this thread; effects, grid, roll and the other scenarios follow
 * from the engine's worker and are dropped when something newer was typed. The network only saves.
 */
import type { Deal, Engine, Figures, Outcome, Roll, RollAsk, TermOffer } from "../../engine";
import type { LaterEngine } from "../../engine/later";
import type { VehicleFacts } from "../../engine/market";
import type { Changed } from "../../live/shapes";
import type { DealRecord } from "../api/deals";
import type { DealPlan, DeskSettings, LimitCode } from "../house/shapes";
import type { Market } from "../lenders/shapes";
import { same } from "../model/merge";
import { namesOf } from "../model/names";
import type { Names } from "../numbers/formula";
import { Exchange } from "./exchange";
import { Figuring } from "./figuring";
import { firstState } from "./first";
import { Held } from "./held";
import { type Drawer, Keeping } from "./keeping";
import type { Clock } from "./saving";
import { type DeskState, type Draft, formulaKey, openScenario, type Reasons } from "./state";
import { keepOffers, withOffer } from "./terms";
import { cancelled, linesOfOthers, redone, typed, undone } from "./undoing";

export interface DeskPorts {
  clock: Clock;
  /** Works out what may come a moment after the payment. */
  later: LaterEngine;
  online(): boolean;
  /** Keeps what is not with the server yet, so that a page that is left loses nothing. */
  drafts?: Drawer;
  storage: Pick<Storage, "getItem" | "setItem">;
}

export class DeskStore {
  readonly state: () => DeskState;
  readonly watch: (changed: () => void) => () => void;
  readonly #held: Held;
  readonly #figuring: Figuring;
  readonly #keeping: Keeping;
  readonly #exchange: Exchange;
  readonly #ports: DeskPorts;
  /** Changes under the same mark are one step of undo. */
  #mark: string | null = null;
  #left = false;

  constructor(
    record: DealRecord,
    etag: string,
    openLetter: string | null,
    ports: DeskPorts,
    drafts: readonly Draft[] = [],
  ) {
    this.#ports = ports;
    const held = new Held(firstState(record, etag, openLetter, ports.storage, drafts));
    this.#held = held;
    this.state = held.state;
    this.watch = held.watch;
    const { scenarios } = held.state();
    const editable = record.allowed_actions.includes("edit");
    this.#keeping = new Keeping(ports.drafts, drafts, scenarios, editable);
    this.#figuring = new Figuring(held, ports.later);
    this.#exchange = new Exchange(held, this.#figuring, this.#keeping, ports);
    // Before anybody else hears of a change, it is kept.
    held.watch(() => this.#keep());
    for (const { id } of scenarios) if (this.#exchange.pending(id)) this.#exchange.changed(id);
    // What arrived after all is kept no longer.
    this.#keep();
  }

  #keep(): void {
    const { deal, scenarios } = this.state();
    this.#keeping.keep(deal, scenarios);
  }

  get editable(): boolean {
    const state = this.state();
    return state.deal.allowed_actions.includes("edit") && !openScenario(state).frozen;
  }

  // The engine

  engineReady(engine: Engine): void {
    this.#figuring.ready(engine);
  }

  engineFailed(): void {
    this.#held.put({ engine: "failed" });
  }

  /** Figures for inputs that are not stored anywhere: a trial. */
  try(deal: Deal): Figures | null {
    return this.#figuring.figures(deal);
  }

  /** What a change of the open scenario would give, with the law's questions settled as a change settles them. */
  trial(inputs: Deal): Outcome<Figures> | null {
    return this.#figuring.trial(inputs);
  }

  /** What each lever alone would have to be, at once: for a question that is not the one of the roll panel. */
  roll(ask: RollAsk): Outcome<Roll> | null {
    return this.#figuring.roll(ask);
  }

  // Typing

  names(): Names {
    const state = this.state();
    return namesOf(
      openScenario(state),
      (letter) => state.scenarios.find((each) => each.letter === letter) ?? null,
    );
  }

  /** Changes the open scenario. Changes with the same mark are undone together. */
  change(inputs: Deal, mark: string): void {
    const open = openScenario(this.state());
    if (!this.editable || same(open.inputs, inputs)) return;
    const joined = this.#mark === `${open.id} ${mark}`;
    this.#mark = `${open.id} ${mark}`;
    this.#exchange.edit(open, typed(open, inputs, joined));
  }

  /** Takes back what was changed under this mark since it began, as if it had never been typed. */
  cancel(mark: string): void {
    const open = openScenario(this.state());
    const before = cancelled(open);
    if (this.#mark !== `${open.id} ${mark}` || !before) return;
    this.#mark = null;
    this.#exchange.edit(open, before);
  }

  /** The next change starts a step of undo of its own. */
  settle(): void {
    this.#mark = null;
  }

  enter(cellId: string): void {
    this.settle();
    this.#held.put({ typing: cellId });
  }

  leave(cellId: string): void {
    this.settle();
    const { typing, openId } = this.state();
    if (typing === cellId) this.#held.put({ typing: null });
    if (this.#exchange.pending(openId)) void this.#exchange.flush(openId);
  }

  mistype(cellId: string, entry: DeskState["mistyped"][string] | null): void {
    const { [cellId]: present, ...others } = this.state().mistyped;
    if (!entry && !present) return;
    this.#held.put({ mistyped: entry ? { ...others, [cellId]: entry } : others });
  }

  keepFormula(cellId: string, formula: { text: string; value: string } | null): void {
    const { openId, formulas } = this.state();
    const key = formulaKey(openId, cellId);
    const { [key]: present, ...others } = formulas;
    if (!formula && !present) return;
    this.#held.put({ formulas: formula ? { ...others, [key]: formula } : others });
  }

  /** Asks first where somebody else changed one of the lines since; `anyway` is the answer. */
  undo(anyway = false): void {
    const open = openScenario(this.state());
    const before = undone(open);
    if (!before || !this.editable) return;
    const others = linesOfOthers(open, before.inputs);
    if (others.length > 0 && !anyway) {
      this.#held.put({ undoAsk: others });
      return;
    }
    this.#mark = null;
    this.#held.put({ mistyped: {}, undoAsk: null });
    this.#exchange.edit(open, before);
  }

  keepTheirs(): void {
    this.#held.put({ undoAsk: null });
  }

  redo(): void {
    const open = openScenario(this.state());
    const after = redone(open);
    if (!after || !this.editable) return;
    this.#mark = null;
    this.#held.put({ mistyped: {} });
    this.#exchange.edit(open, after);
  }

  // Beside the payment

  aim(aim: Partial<DeskState["aim"]>): void {
    this.#ask({ aim: { ...this.state().aim, ...aim } });
  }

  offer(kind: "retail" | "lease", offer: TermOffer): void {
    const { offers: before, deal } = this.state();
    const offers = withOffer(before, kind, offer);
    keepOffers(this.#ports.storage, deal.id, offers);
    this.#ask({ offers });
  }

  /** What the lenders of this market offer is worked out with every change from now on. */
  async readMarket(text: string, vehicleFacts: VehicleFacts): Promise<void> {
    const read = await this.#ports.later.takeMarket(text);
    if (!read.ok || this.#left) return;
    this.#ask({ market: JSON.parse(text) as Market, vehicleFacts });
  }

  orderLenders(lenderOrder: DeskState["lenderOrder"]): void {
    this.#ask({ lenderOrder });
  }

  knowSettings(settings: DeskSettings): void {
    this.#ask({ settings });
  }

  knowPlan(plan: DealPlan): void {
    this.#ask({ plan });
  }

  /** With this known, what stands beside the payment is another. */
  #ask(known: Partial<DeskState>): void {
    this.#held.put(known);
    this.#figuring.soon();
  }

  /** Why this figure of the scenario may be beyond its limit. */
  giveReason(scenarioId: string, code: LimitCode, said: { reason: string; note: string }): void {
    const { given } = this.state();
    this.#held.put({ given: { ...given, [scenarioId]: { ...given[scenarioId], [code]: said } } });
  }

  /** What was said before the page was left; what is said here goes before it. */
  recallReasons(kept: Reasons): void {
    const { given } = this.state();
    const joined = Object.keys(kept).map((id) => [id, { ...kept[id], ...given[id] }] as const);
    this.#held.put({ given: { ...given, ...Object.fromEntries(joined) } });
  }

  // Scenarios

  open(id: string): void {
    const { openId } = this.state();
    if (id === openId || !this.#held.find(id)) return;
    void this.#exchange.flush(openId);
    this.#mark = null;
    this.#held.put({ openId: id, mistyped: {}, later: null });
    this.#figuring.workOpen();
    this.#figuring.soon();
  }

  rename(id: string, name: string): void {
    const scenario = this.#held.find(id);
    if (!scenario || scenario.name === name || name.trim() === "") return;
    this.#held.scenario(id, { name: name.trim() });
    this.#exchange.changed(id);
  }

  /** A copy of the open scenario, opened. */
  async copy(name: string): Promise<void> {
    const made = await this.#exchange.copy(this.state().openId, name);
    this.open(made.id);
    await this.refresh();
  }

  choose(id: string): Promise<void> {
    return this.#exchange.choose(id);
  }

  async removeScenario(id: string): Promise<void> {
    if (!this.#held.find(id)) return;
    await this.#exchange.remove(id);
    const { scenarios: all, openId: before } = this.state();
    const scenarios = all.filter((scenario) => scenario.id !== id);
    const openId = before === id ? (scenarios[0]?.id ?? "") : before;
    this.#held.put({ scenarios, openId, later: null, mistyped: {} });
    this.#figuring.workOpen();
    this.#figuring.soon();
    await this.refresh();
  }

  // The server

  /** Saves what is not saved yet; resolves when it is, or cannot be. */
  async flush(): Promise<boolean> {
    await Promise.all(this.state().scenarios.map(({ id }) => this.#exchange.flush(id)));
    return this.state().scenarios.every(({ id }) => !this.#exchange.pending(id));
  }

  /** Reads the deal anew: status, actions, history, and what others saved. */
  refresh(): Promise<void> {
    return this.#exchange.reading.now();
  }

  settleConflict(choice: "mine" | "theirs" | "both"): Promise<void> {
    return this.#exchange.settle(choice);
  }

  online(): void {
    this.#exchange.online();
  }

  /** The person is back at this tab: what others did meanwhile shows. */
  returned(): void {
    if (!this.#left) this.#exchange.reading.soon();
  }

  /** Someone saved: their lines are taken over at once, whatever is being typed here. */
  heard(change: Pick<Changed, "version"> & Partial<Changed>): void {
    if (!this.#left) this.#exchange.reading.heardOf(change.version);
  }

  /** Who else is at this deal by now. */
  present(people: DeskState["present"]): void {
    this.#held.put({ present: people });
  }

  /** Whether something typed is not with the server yet. */
  get unsaved(): boolean {
    return this.#exchange.unsaved;
  }

  /** Whether something is on its way to the server, or will be sent without anybody's doing. */
  get going(): boolean {
    return this.#exchange.going;
  }

  /** Whether the open scenario waits for a server that does not answer. */
  get isAway(): boolean {
    const { kind } = openScenario(this.state()).save;
    return kind === "offline" || kind === "retrying";
  }

  /** Somebody else is at this browser, or nobody: nothing goes out in their name, and what was kept stays as it is. */
  abandon(): void {
    this.#left = true;
    this.#figuring.leave();
    this.#keeping.stop();
    this.#exchange.abandon();
    // Whoever waits for the last save hears that there is none any more.
    this.#held.put({});
  }

  /** The page is left: what is typed still goes to the server, however long that takes. */
  close(): void {
    this.#left = true;
    this.#figuring.leave();
    this.#exchange.leave();
  }
}
