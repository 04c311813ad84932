/** What the page and the engine's worker say to each other. */
import type { Answered, Lane, Question } from "./later";
import type { MarketRead } from "./market";

export type ToWorker =
  | { kind: "ask"; question: Question }
  | { kind: "rates"; book: string }
  | { kind: "market"; id: number; market: string };

export type FromWorker =
  | { kind: "answer"; lane: Lane; revision: number; answers: readonly Answered[] }
  | { kind: "market"; id: number; read: MarketRead }
  | { kind: "failed"; why: string };
