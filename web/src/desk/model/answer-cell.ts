/** The cell in which a question of the law takes days, a count or an amount. */
import type { Answer, Deal, Question } from "../../engine";
import { isNegative, money } from "../numbers/format";
import { type Entry, readMoney } from "../numbers/money-entry";
import { readWhole } from "../numbers/rate-entry";
import type { Names } from "../numbers/formula";
import { answersOf, withAnswer } from "./answers";
import type { Cell } from "./cells";

/** A human life in days, and more things than a deal has. */
const MOST = { days: 36_500, count: 100_000 } as const;

/** What was typed as the law takes it: an amount, or a whole number that is not below zero. */
export function readAnswer(
  type: Exclude<Question["type"], "flag">,
  typed: string,
  present: string | null,
  names: Names,
): Entry {
  if (type !== "money") {
    const called = type === "days" ? "A number of days is" : "A number is";
    return readWhole(typed, MOST[type], called);
  }
  const entry = readMoney(typed, { present, names, needed: true });
  return entry.ok && isNegative(entry.value)
    ? { ok: false, message: "An amount here is not below zero." }
    : entry;
}

export function answerOf(type: Question["type"], value: string): Answer {
  return type === "money" ? value : Number(value);
}

const shown = (value: string) => (/^-?\d+\.\d\d$/.test(value) ? money(value) : value);

export function answerCell(question: Question): Cell {
  return {
    id: `answers/${question.code}`,
    label: question.text,
    pointer: `/tax/answers/${question.code}`,
    read: (deal) => {
      const given = answersOf(deal)[question.code] ?? question.value;
      return typeof given === "boolean" ? null : String(given);
    },
    write: (deal: Deal, value) => withAnswer(deal, question.code, answerOf(question.type, value)),
    parse: (typed, present, _deal, names) =>
      readAnswer(question.type === "flag" ? "count" : question.type, typed, present, names),
    show: shown,
    draft: shown,
  };
}
