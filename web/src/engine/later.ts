/**
 * What may come a moment after the payment: effects, grid, roll, other scenarios, the lenders. It is asked for in
 * phases; each answer carries the revision that it answers, and whoever asked drops what is older than the last one.
 */
import {
  type LendersAnswer,
  type LendersAsk,
  lendersOf,
  type MarketRead,
  type ScanAnswer,
  type ScanAsk,
} from "./market";
import type { Breaches, Commission, CommissionAsk, LimitsAsk } from "./house";
import type { Deal, Effects, Figures, Grid, GridAsk, Outcome, Roll, RollAsk } from "./types";

export type Job =
  | { of: "effects"; deal: Deal }
  | { of: "grid"; ask: GridAsk }
  | { of: "roll"; ask: RollAsk }
  | { of: "figures"; id: string; deal: Deal }
  | { of: "lenders"; ask: LendersAsk }
  | { of: "limits"; ask: LimitsAsk }
  | { of: "commission"; ask: CommissionAsk };

export type Answered =
  | { of: "effects"; answer: Outcome<Effects> }
  | { of: "grid"; answer: Outcome<Grid> }
  | { of: "roll"; answer: Outcome<Roll> }
  | { of: "figures"; id: string; answer: Outcome<Figures> }
  | { of: "lenders"; answer: LendersAnswer }
  | { of: "limits"; answer: Outcome<Breaches> }
  | { of: "commission"; answer: Outcome<Commission> };

/** The deal that is open, and the others beside it: a newer question only takes the place of one in its own lane. */
export type Lane = "open" | "others";

export interface Question {
  lane: Lane;
  revision: number;
  /** Answered one after another, the most wanted first. */
  phases: readonly (readonly Job[])[];
}

export interface LaterEngine {
  /** `answer` hears every phase that no newer question overtook. */
  ask(question: Question, answer: (answers: readonly Answered[]) => void): void;
  takeOwnRates(book: string): void;
  /** The lenders and their sheets in force; nothing where there are none to scan. */
  takeMarket(market: string): Promise<MarketRead>;
}

/** What works a job out. */
export interface LaterWorks {
  effects(deal: Deal): Outcome<Effects>;
  grid(ask: GridAsk): Outcome<Grid>;
  roll(ask: RollAsk): Outcome<Roll>;
  figures(deal: Deal): Outcome<Figures>;
  scan?(ask: ScanAsk): ScanAnswer;
  limits?(ask: LimitsAsk): Outcome<Breaches>;
  commission?(ask: CommissionAsk): Outcome<Commission>;
}

export function work(engine: LaterWorks, job: Job): Answered[] {
  switch (job.of) {
    case "effects":
      return [{ of: "effects", answer: engine.effects(job.deal) }];
    case "grid":
      return [{ of: "grid", answer: engine.grid(job.ask) }];
    case "roll":
      return [{ of: "roll", answer: engine.roll(job.ask) }];
    case "figures":
      return [{ of: "figures", id: job.id, answer: engine.figures(job.deal) }];
    case "lenders":
      return engine.scan ? [{ of: "lenders", answer: lendersOf(engine.scan, job.ask) }] : [];
    case "limits":
      return engine.limits ? [{ of: "limits", answer: engine.limits(job.ask) }] : [];
    case "commission":
      return engine.commission ? [{ of: "commission", answer: engine.commission(job.ask) }] : [];
  }
}

/** The same on this thread, a frame later: where a browser cannot start a worker. */
export function laterHere(
  engine: () => LaterWorks | null,
  nextFrame: (then: () => void) => void,
): LaterEngine {
  const newest: Partial<Record<Lane, number>> = {};
  return {
    ask(question, answer) {
      newest[question.lane] = question.revision;
      nextFrame(() => {
        const works = engine();
        if (!works || newest[question.lane] !== question.revision) return;
        for (const phase of question.phases) {
          answer(phase.flatMap((job) => work(works, job)));
        }
      });
    },
    // The engine of this thread has them already.
    takeOwnRates() {},
    takeMarket: async () => ({ faults: [] }),
  };
}
