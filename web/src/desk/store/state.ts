/** What the Desk knows at one moment. Every change makes a new object; nothing here is changed in place. */
import type { Answer, Deal, Effects, Fault, Figures, Grid, Roll, TermOffer } from "../../engine";
import type { Lenders, VehicleFacts } from "../../engine/market";
import type { DealRecord } from "../api/deals";
import type { Person } from "../../live/shapes";
import type { Given } from "../house/breaches";
import type { Breach, Commission, DealPlan, DeskSettings } from "../house/shapes";
import type { Market } from "../lenders/shapes";
import type { Clash } from "../model/merge";

/** How one scenario stands with the server. */
export type SaveState =
  | { kind: "saved" }
  | { kind: "unsaved" }
  | { kind: "saving" }
  /** The server could not be reached or failed; it is asked again. */
  | { kind: "retrying" }
  | { kind: "offline" }
  /** The server refused these inputs; changing them tries again. */
  | { kind: "refused"; why: string };

/** What was typed and cannot be read yet. */
export interface Mistyped {
  text: string;
  message: string;
  label: string;
}

export interface Stored {
  name: string;
  inputs: Deal;
  etag: string;
  revision: number;
}

/** What is not with the server yet, with the revision that it was typed on. */
export type Draft = Pick<Scenario, "id" | "name" | "inputs" | "stored" | "sent">;

export interface Scenario {
  id: string;
  letter: string;
  name: string;
  frozen: boolean;
  inputs: Deal;
  /** The last figures that could be worked out: of `inputs` while `faults` is empty. */
  figures: Figures | null;
  faults: readonly Fault[];
  /** Answers to questions that the law does not ask at present; they come back should it ask again. */
  aside: Readonly<Record<string, Answer>>;
  /** Grows with every change made here. */
  edit: number;
  /** What the server holds, and under which ETag. */
  stored: Stored;
  /** What was sent without an answer: the server may hold the last of it, or not. */
  sent: readonly Deal[];
  save: SaveState;
  past: readonly Deal[];
  /** Lines that others changed since they were last typed here. */
  overtaken: readonly string[];
  future: readonly Deal[];
}

/** The same line changed by two people: both values, and the payment that each side would give. */
export interface Conflict {
  scenarioId: string;
  clashes: readonly Clash[];
  withMine: Deal;
  withTheirs: Deal;
  paymentWithMine: string | null;
  paymentWithTheirs: string | null;
  /** The server's own inputs and their ETag. */
  theirs: Stored;
  mine: Deal;
  /** Tells the copy that keeps both from any other. */
  copyKey: string;
}

/** A figure in which server and browser differ by a cent or more. */
export interface Mismatch {
  pointer: string;
  here: unknown;
  there: unknown;
}

export interface RollAim {
  target: string | null;
  of: "payment" | "due_at_signing";
}

/** Answers that land a frame later, each with the edit of the scenario that it answers. */
export interface Later {
  scenarioId: string;
  edit: number;
  effects: Effects | null;
  grid: Grid | null;
  roll: Roll | null;
  lenders: Lenders | null;
  /** Why no lender could be tried on this. */
  lendersFault: string | null;
  /** What is beyond the limits of whoever is signed in. */
  limits: readonly Breach[];
  commission: Commission | null;
}

export type Engineering = "loading" | "ready" | "failed";

/** By scenario. */
export type Reasons = Readonly<Record<string, Given>>;

export interface DeskState {
  engine: Engineering;
  deal: Omit<DealRecord, "structures">;
  dealEtag: string;
  scenarios: readonly Scenario[];
  openId: string;
  /** The cell that has the focus. */
  typing: string | null;
  mistyped: Readonly<Record<string, Mistyped>>;
  /** What was typed as a formula, by scenario and cell, with the value it gave. */
  formulas: Readonly<Record<string, { text: string; value: string }>>;
  later: Later | null;
  aim: RollAim;
  /** The terms on offer with what each carries, by kind. */
  offers: { retail: readonly TermOffer[]; lease: readonly TermOffer[] };
  /** The lenders and sheets in force, for those who may see what they buy at. */
  market: Market | null;
  /** Of the vehicle, as lenders ask for it. */
  vehicleFacts: VehicleFacts;
  lenderOrder: "payment" | "gross";
  /** The house's, once they are there. */
  settings: DeskSettings | null;
  /** By which the deal's salesperson is paid, for those who may see the gross. */
  plan: DealPlan | null;
  /** Reasons for going beyond limits, by scenario, until they are sent. */
  given: Reasons;
  conflict: Conflict | null;
  /** Lines of others that an undo would take back: it waits for a word. */
  undoAsk: readonly (readonly string[])[] | null;
  mismatches: readonly Mismatch[];
  /** Bumped when the server's history may have grown. */
  historyMark: number;
  /** The others who are at this deal now. */
  present: readonly Person[];
}

export function openScenario(state: DeskState): Scenario {
  const open = state.scenarios.find((scenario) => scenario.id === state.openId) ?? state.scenarios[0];
  if (!open) throw new Error("A deal has at least one scenario.");
  return open;
}

const NONE_GIVEN: Given = {};

export const givenOf = (state: DeskState, scenarioId: string): Given => state.given[scenarioId] ?? NONE_GIVEN;

/** A line of a structure as one word. */
export const lineKey = (path: readonly string[]) => path.join("/");

export const formulaKey = (scenarioId: string, cellId: string) => `${scenarioId} ${cellId}`;
