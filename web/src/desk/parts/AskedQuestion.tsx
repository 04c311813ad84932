/** One question of the law: its words, why it is asked, the control that fits, and whether the answer is only assumed. */
import type { ReactNode } from "react";
import type { Question } from "../../engine";
import { money } from "../numbers/format";
import { Pill, Segments } from "./parts";
import classes from "./AskedQuestion.module.css";
import parts from "./parts.module.css";

const UNITS: Record<Question["type"], string> = { flag: "", days: "days", count: "", money: "dollars" };

/** `No`, `30 days`, `1,200.00`. */
export function answerText(question: Pick<Question, "type" | "value">): string {
  const { type, value } = question;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (type === "money") return money(String(value));
  return `${value}${type === "days" ? (value === 1 ? " day" : " days") : ""}`;
}

export function AskedQuestion({
  question,
  disabled = false,
  answer,
  unanswer,
  control,
}: {
  question: Question;
  disabled?: boolean;
  answer: (value: boolean) => void;
  /** Back to what the law takes where nobody says. */
  unanswer: () => void;
  /** The field for days, a count or an amount. */
  control: ReactNode;
}) {
  const assumed = question.answer === "default";
  return (
    <div className={classes.question} data-assumed={assumed || undefined}>
      <div className={classes.words}>
        <p className={classes.text}>{question.text}</p>
        <p className={classes.why}>
          {assumed ? (
            <>
              <Pill tone="warn" small>
                assumed
              </Pill>{" "}
              {answerText(question)} is taken until it is answered.
            </>
          ) : (
            <button type="button" className={parts.link} disabled={disabled} onClick={unanswer}>
              Take the answer back
            </button>
          )}
          {question.citation && <span className={classes.cite}>Asked by {question.citation}</span>}
        </p>
      </div>
      {question.type === "flag" ? (
        <Segments
          small
          label={question.text}
          value={question.value === true ? "yes" : "no"}
          options={[
            ["yes", "Yes"],
            ["no", "No"],
          ]}
          disabled={disabled}
          choose={(value) => answer(value === "yes")}
        />
      ) : (
        <span className={classes.entry}>
          {control}
          {UNITS[question.type] && <span className={classes.unit}>{UNITS[question.type]}</span>}
        </span>
      )}
    </div>
  );
}
