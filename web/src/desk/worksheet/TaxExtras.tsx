/** What the tax law in play asks and what it warns of, under the taxes: questions, places to pick, cautions. */
import type { Deal, Question, Warning } from "../../engine";
import { useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { answerCell } from "../model/answer-cell";
import { withAnswer, withoutAnswer } from "../model/answers";
import { crossingOf } from "../model/crossing";
import { inCounty, paymentRange } from "../model/candidates";
import { money } from "../numbers/format";
import { EntryCell } from "../cell/EntryCell";
import { AskedQuestion } from "../parts/AskedQuestion";
import { Note, partClasses } from "../parts/parts";
import { CrossState } from "./CrossState";
import classes from "./TaxExtras.module.css";
import sheet from "./WorksheetGrid.module.css";

export function TaxExtras() {
  const open = useOpen();
  const seesGross = useSeesGross();
  const figures = open.figures;
  if (!figures) return null;
  const { questions } = figures.tax;
  const known = new Set(figures.tax.warnings.map((warning) => warning.detail));
  const asked = new Set(questions.map((question) => question.text));
  const crossing = crossingOf(open.inputs, figures.tax);
  /** Said already where the law over a state line is told. */
  const told = (warning: Warning) =>
    crossing !== null &&
    (warning.code === "tax_at_registration" || figures.tax.law.includes(warning.detail.replace(/\.$/, "")));
  // What is only unconfirmed stands as a pill at the taxes and in their explanation.
  const warnings = [
    ...figures.tax.warnings,
    ...figures.warnings.filter((warning) => !known.has(warning.detail)),
  ].filter(
    (warning) =>
      warning.code !== "unverified" &&
      !asked.has(warning.detail) &&
      !told(warning) &&
      (seesGross || !/cost|gross|reserve/.test(warning.code)),
  );
  if (questions.length === 0 && warnings.length === 0 && !crossing) return null;
  return (
    <div role="row">
      <div
        role="gridcell"
        aria-colspan={5}
        aria-label="Questions and cautions of the tax law"
        className={sheet.extras}
      >
        <CrossState />
        {warnings.map((warning) => (
          <Caution key={`${warning.code} ${warning.detail}`} warning={warning} />
        ))}
        {questions.map((question) => (
          <AskedByLaw key={question.code} question={question} />
        ))}
      </div>
    </div>
  );
}

function Caution({ warning }: { warning: Warning }) {
  const candidates = warning.candidates ?? [];
  const text = sentence(warning.detail);
  if (warning.code === "several_places" && candidates.length > 1) {
    return (
      <Note>
        <strong className={classes.line}>{text}</strong>
        <PlacePicker counties={candidates} />
      </Note>
    );
  }
  return (
    <Note>
      {text}
      {candidates.length > 0 && <span className={classes.parts}> {candidates.join(", ")}</span>}
    </Note>
  );
}

/** Every county with the tax that it would give; picking one settles the place. */
function PlacePicker({ counties }: { counties: readonly string[] }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const trials = new Map(counties.map((county) => [county, store.try(inCounty(open.inputs, county))]));
  const range = paymentRange([...trials.values()]);
  return (
    <div className={classes.choices}>
      {range && <span>Payment {range}.</span>}
      {counties.map((county) => {
        const trial = trials.get(county);
        const tax = trial?.lease ? trial.lease.tax_per_payment : trial?.tax_total;
        return (
          <button
            key={county}
            type="button"
            className={partClasses.button}
            data-small
            disabled={!editable}
            onClick={() => {
              store.settle();
              store.change(inCounty(open.inputs, county), "county");
            }}
          >
            {county} {tax ? money(tax) : ""}
          </button>
        );
      })}
    </div>
  );
}

function AskedByLaw({ question }: { question: Question }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const change = (inputs: Deal) => {
    store.settle();
    store.change(inputs, `answer ${question.code}`);
  };
  return (
    <AskedQuestion
      question={question}
      disabled={!editable}
      answer={(value) => change(withAnswer(open.inputs, question.code, value))}
      unanswer={() => change(withoutAnswer(open.inputs, question.code))}
      control={<EntryCell cell={answerCell(question)} look="control" name={question.text} />}
    />
  );
}

/** The engine's wording starts in lower case where it may follow a field's name. */
function sentence(detail: string): string {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
