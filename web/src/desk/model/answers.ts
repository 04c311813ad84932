/**
 * Keeps the answers to the law's questions in step with the questions: what is no longer asked stays out of the
 * deal, and comes back should the law ask again.
 */
import type { Answer, Deal, Figures, Outcome } from "../../engine";

type Answers = Readonly<Record<string, Answer>>;

export interface Settled {
  deal: Deal;
  /** Answers that nothing asks for at present. */
  aside: Answers;
  outcome: Outcome<Figures>;
}

/** A question may hang on the answer to another one: so often at most. */
const MOST_ROUNDS = 4;

export function answersOf(deal: Deal): Answers {
  return deal.tax?.answers ?? {};
}

/** The deal with these answers; without the field where there are none and never were. */
export function withAnswers(deal: Deal, answers: Answers): Deal {
  return { ...deal, tax: { ...deal.tax, answers: { ...answers } } };
}

export function withAnswer(deal: Deal, code: string, answer: Answer): Deal {
  return withAnswers(deal, { ...answersOf(deal), [code]: answer });
}

/** The law's default holds again. */
export function withoutAnswer(deal: Deal, code: string): Deal {
  const { [code]: _gone, ...others } = answersOf(deal);
  return withAnswers(deal, others);
}

export function settleAnswers(
  deal: Deal,
  aside: Answers,
  figures: (deal: Deal) => Outcome<Figures>,
): Settled {
  let settled: Settled = { deal, aside, outcome: figures(deal) };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = step(settled);
    if (!next) break;
    settled = { ...next, outcome: figures(next.deal) };
  }
  return settled;
}

/** Takes out what is not asked and puts back what is asked again; nothing where all is in step. */
function step({ deal, aside, outcome }: Settled): Omit<Settled, "outcome"> | null {
  if (!outcome.ok) return null;
  const asked = new Set(outcome.ok.tax.questions.map((question) => question.code));
  const answers = answersOf(deal);
  const kept: Record<string, Answer> = {};
  const idle: Record<string, Answer> = {};
  for (const [code, answer] of Object.entries(answers)) (asked.has(code) ? kept : idle)[code] = answer;
  let revived = false;
  for (const [code, answer] of Object.entries(aside)) {
    if (asked.has(code) && !(code in kept)) {
      kept[code] = answer;
      revived = true;
    } else if (!asked.has(code) && !(code in idle)) {
      idle[code] = answer;
    }
  }
  const stale = Object.keys(answers).some((code) => !asked.has(code));
  return stale || revived ? { deal: withAnswers(deal, kept), aside: idle } : null;
}
