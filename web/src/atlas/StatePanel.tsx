/** Why the chosen state's tax is what it is: base term by term, each tax, who collects, what was asked, how sure we are. */
import { type ReactNode, useState } from "react";
import { answerOf, readAnswer } from "../desk/model/answer-cell";
import { principalBase } from "../desk/model/explain";
import { partName } from "../desk/model/words";
import { day, isNegative, isZero, money, negated, signedMoney } from "../desk/numbers/format";
import { AskedQuestion } from "../desk/parts/AskedQuestion";
import { Note, partClasses, Pill } from "../desk/parts/parts";
import { Icon } from "../icons/Icon";
import type { Answer, Assessment, BasePart, Figures, Place, Question } from "../engine";
import { burden, isMainPlace, type StateAnswer, unconfirmed } from "./assess";
import { shortPlace } from "./main-places";
import { LawDialog } from "./LawDialog";
import { PlaceForm } from "./PlaceForm";
import type { Sample } from "./sample";
import type { Tile } from "./tiles";
import { Typed } from "./Typed";
import { lineSum, namedDay, sentence } from "./words";
import classes from "./StatePanel.module.css";

export interface PanelActions {
  setPlace: (state: string, place: Place | null) => void;
  setAnswer: (state: string, code: string, answer: Answer | null) => void;
  setDay: (on: string) => void;
  compare: (state: string) => void;
}

interface Props extends PanelActions {
  tile: Tile;
  answer: StateAnswer;
  sample: Sample;
  compared: boolean;
  full: boolean;
}

export function StatePanel(props: Props) {
  const { tile, answer, sample, compared, full, compare } = props;
  const [placing, setPlacing] = useState(false);
  const [reading, setReading] = useState(false);
  const place = answer.kind === "absent" ? null : answer.place;
  return (
    <section className={classes.panel} aria-labelledby="atlas-state">
      <header className={classes.head}>
        <h2 id="atlas-state" tabIndex={-1}>
          {tile.name}
        </h2>
        {place && (
          <button
            type="button"
            className={classes.place}
            aria-expanded={placing}
            onClick={() => setPlacing(!placing)}
            aria-label={`Place in ${tile.name}: ${shortPlace(place)}, change it`}
          >
            <span>{shortPlace(place)}</span>
            <Icon name={placing ? "up" : "down"} small />
          </button>
        )}
        <span className={partClasses.grow} />
        <strong className={classes.figure}>
          {answer.kind === "assessed" ? money(answer.tax.totals.due) : "–"}
        </strong>
      </header>
      <div className={classes.body}>
        {place && placing && (
          <PlaceForm
            key={`${tile.code} ${shortPlace(place)}`}
            place={place}
            main={isMainPlace(place)}
            faults={answer.kind === "refused" ? answer.faults : []}
            warnings={answer.kind === "assessed" ? answer.tax.warnings : []}
            set={(next) => props.setPlace(tile.code, next)}
          />
        )}
        {place && !placing && isMainPlace(place) && answer.kind === "assessed" && (
          <p className={classes.faint}>
            Taken at {shortPlace(place)}, the capital, as long as no other place is named.
          </p>
        )}
        {answer.kind === "absent" && (
          <Note>
            The rules of {tile.name} are not in this build, so nothing is said about its tax here. Another
            state can be chosen on the map.
          </Note>
        )}
        {answer.kind === "refused" && <Refused {...props} answer={answer} />}
        {answer.kind === "assessed" && (
          <Explained {...props} tax={answer.tax} figures={answer.figures} sample={sample} />
        )}
      </div>
      <footer className={classes.foot}>
        <button
          type="button"
          className={partClasses.button}
          data-small
          disabled={!compared && full}
          onClick={() => compare(tile.code)}
        >
          <Icon name="columns" small />
          {compared ? "Take out of the comparison" : full ? "Four are compared already" : "Compare"}
        </button>
        {answer.kind !== "absent" && (
          <button type="button" className={partClasses.button} data-small onClick={() => setReading(true)}>
            <Icon name="scale" small />
            The whole law
          </button>
        )}
        <button type="button" className={partClasses.button} data-small onClick={() => window.print()}>
          <Icon name="print" small />
          Print
        </button>
        <span className={classes.faint}>Not legal advice.</span>
      </footer>
      {reading && (
        <LawDialog state={tile.code} on={sample.on} setDay={props.setDay} close={() => setReading(false)} />
      )}
    </section>
  );
}

function Refused({ answer, setDay }: Props & { answer: Extract<StateAnswer, { kind: "refused" }> }) {
  const other = namedDay(answer.faults);
  return (
    <Note tone="neg">
      <strong className={classes.refusal}>No amount for this deal.</strong>{" "}
      {answer.faults.map((fault) => (
        <span key={`${fault.pointer} ${fault.code}`}>{sentence(fault.detail)} </span>
      ))}
      {other && (
        <button type="button" className={partClasses.link} onClick={() => setDay(other)}>
          Show the law of {day(other)}
        </button>
      )}
    </Note>
  );
}

function Explained({
  tile,
  tax,
  figures,
  sample,
  setAnswer,
  setPlace,
  answer,
}: Props & { tax: Assessment; figures: Figures }) {
  const doubts = unconfirmed(tax);
  const base = principalBase(tax);
  const asked = new Set(tax.questions.map((question) => question.text));
  const cautions = tax.warnings.filter(
    (warning) => warning.code !== "unverified" && !asked.has(warning.detail),
  );
  const leased = figures.kind === "lease" && figures.lease !== null;
  const local = !isZero(tax.totals.local);
  return (
    <>
      {cautions.map((warning) => (
        <Note key={`${warning.code} ${warning.detail}`}>
          {sentence(warning.detail)}
          <Candidates
            names={warning.candidates ?? []}
            parts={warning.code === "county_has_parts" || warning.code === "city_may_tax"}
            place={answer.kind === "assessed" ? answer.place : null}
            set={(place) => setPlace(tile.code, place)}
          />
        </Note>
      ))}
      <dl className={classes.sum} aria-label="What is taxed">
        {base.parts.map((part, at) => (
          <Part key={keyOf(part)} part={part} before={base.parts[at - 1]} />
        ))}
        <dt data-total>{base.adds ? "Taxable" : "Base of the principal tax"}</dt>
        <dd data-total>{money(tax.taxable_base)}</dd>
        {base.apart.map((part) => (
          <Part key={keyOf(part)} part={part} before={undefined} />
        ))}
      </dl>
      <ul className={classes.lines} aria-label="Taxes">
        {tax.lines.length === 0 && <li className={classes.faint}>No tax on this deal.</li>}
        {tax.lines.map((line) => (
          <li
            key={`${line.code} ${line.due} ${line.place} ${line.level} ${line.from_payment} ${line.amount}`}
          >
            <span className={classes.line}>
              <span>{line.name}</span>
              <span>{money(line.amount)}</span>
            </span>
            <span className={classes.law}>
              {lineSum(line)}
              {line.level === "state" ? "" : `, ${line.place}`}. {line.citation}.
              {line.source ? ` Rate: ${sentence(line.source)}` : ""}{" "}
              {!line.verified && (
                <Pill tone="warn" small>
                  not verified
                </Pill>
              )}
            </span>
          </li>
        ))}
      </ul>
      {!isZero(tax.totals.credit) && (
        <Row name="Credit for another state's tax" value={money(negated(tax.totals.credit))} />
      )}
      <Row
        name="Tax"
        note={`${money(tax.totals.state)} state, ${money(tax.totals.local)} local${local ? "" : " (none here)"}`}
        value={money(tax.totals.due)}
        strong
      />
      <dl className={classes.facts}>
        {leased && figures.lease ? (
          <>
            <Fact name="At signing" value={money(tax.totals.at_signing)} />
            <Fact
              name="In each payment"
              value={`${money(tax.totals.per_payment)} of ${money(figures.lease.payment)}`}
            />
            <Fact name={`Over ${figures.lease.payments} months`} value={money(tax.totals.over_term)} />
          </>
        ) : (
          <Fact name="Of the price" value={burden(tax.totals.due, sample.price) ?? "–"} />
        )}
        <Fact name="The dealer collects" value={money(tax.collected_by_dealer)} />
        <Fact name="Due at registration" value={money(tax.due_at_registration)} />
      </dl>
      <p className={classes.lawtext}>{sentence(tax.law)}</p>
      {tax.left_out.length > 0 && (
        <Section title="Left out of the base">
          <ul className={classes.reasons}>
            {tax.left_out.map((part) => (
              <li key={keyOf(part)}>
                <span className={classes.line}>
                  <span>{partName[part.kind]}</span>
                  <span>{money(part.amount)}</span>
                </span>
                <Reason part={part} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {tax.questions.length > 0 && (
        <Section title="The law asks">
          <div className={classes.questions}>
            {tax.questions.map((question) => (
              <AtlasQuestion
                key={question.code}
                question={question}
                set={(value) => setAnswer(tile.code, question.code, value)}
              />
            ))}
          </div>
        </Section>
      )}
      {tax.certificates.length > 0 && (
        <Section title="Papers for the jacket">
          <ul className={classes.reasons}>
            {tax.certificates.map((certificate) => (
              <li key={certificate.code}>
                {certificate.text}{" "}
                <span className={classes.faint}>
                  {certificate.code}. {certificate.citation}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {tax.fees.length > 0 && (
        <Section title="State fees beside the tax">
          <dl className={classes.facts}>
            {tax.fees.map((fee) => (
              <Fact
                key={fee.code}
                name={fee.name}
                title={fee.citation}
                value={
                  <>
                    {fee.amount ? money(fee.amount) : "not known"}
                    {!fee.verified && (
                      <>
                        {" "}
                        <Pill tone="warn" small>
                          not verified
                        </Pill>
                      </>
                    )}
                  </>
                }
              />
            ))}
          </dl>
        </Section>
      )}
      <Section title="How sure we are">
        {doubts.length === 0 ? (
          <p>
            <Pill tone="pos" small>
              nothing to confirm
            </Pill>{" "}
            Nothing under these figures is marked as uncertain.
          </p>
        ) : (
          <>
            <p>
              <Pill tone="warn" small>
                {doubts.length} to confirm
              </Pill>{" "}
              Check before you print.
            </p>
            <ul className={classes.doubts}>
              {doubts.map((doubt) => (
                <li key={doubt}>{sentence(doubt)}</li>
              ))}
            </ul>
          </>
        )}
        <details className={classes.sources}>
          <summary>Sources</summary>
          <ul>
            {sourcesOf(tax).map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </details>
      </Section>
    </>
  );
}

/** Places that the engine offers, to be taken by a press. */
function Candidates({
  names,
  parts,
  place,
  set,
}: {
  names: readonly string[];
  /** They are cities or districts of the county, else counties. */
  parts: boolean;
  place: Place | null;
  set: (place: Place) => void;
}) {
  if (names.length === 0 || place === null) return null;
  return (
    <span className={classes.candidates}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className={partClasses.button}
          data-small
          onClick={() =>
            set(
              parts ? { ...place, city: name, zip: null } : { ...place, county: name, city: null, zip: null },
            )
          }
        >
          {name}
        </button>
      ))}
    </span>
  );
}

const keyOf = (part: BasePart) => `${part.kind} ${part.amount} ${part.reason}`;

/** A reason that is the same as that of the line above is not said twice. */
function Part({ part, before }: { part: BasePart; before: BasePart | undefined }) {
  const said = before?.reason === part.reason && before.citation === part.citation;
  return (
    <>
      <dt>
        {partName[part.kind]}
        {!said && <Reason part={part} />}
      </dt>
      <dd>{!before && !isNegative(part.amount) ? money(part.amount) : signedMoney(part.amount)}</dd>
    </>
  );
}

function Reason({ part }: { part: BasePart }) {
  return (
    <span className={classes.law}>
      {part.reason} {part.citation}.{" "}
      {!part.verified && (
        <Pill tone="warn" small>
          not verified
        </Pill>
      )}
    </span>
  );
}

function Row({
  name,
  note,
  value,
  strong = false,
}: {
  name: string;
  note?: string;
  value: string;
  strong?: boolean;
}) {
  return (
    <p className={classes.total} data-strong={strong || undefined}>
      <span>
        {name} {note && <span className={classes.faint}>{note}</span>}
      </span>
      <span>{value}</span>
    </p>
  );
}

function Fact({ name, value, title }: { name: string; value: ReactNode; title?: string }) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.section}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function AtlasQuestion({ question, set }: { question: Question; set: (answer: Answer | null) => void }) {
  const { type } = question;
  return (
    <AskedQuestion
      question={question}
      answer={set}
      unanswer={() => set(null)}
      control={
        type === "flag" ? null : (
          <Typed
            label={question.text}
            quietLabel
            wide
            value={String(question.value)}
            parse={(typed, present) => readAnswer(type, typed, present, () => null)}
            show={(value) => (type === "money" ? money(value) : value)}
            change={(value) => set(answerOf(type, value))}
          />
        )
      }
    />
  );
}

/** Every citation and every source of a local rate, once. */
function sourcesOf(tax: Assessment): string[] {
  return [
    ...new Set(
      [
        ...tax.lines.flatMap((line) => [line.citation, line.source ?? ""]),
        ...tax.counted.map((part) => part.citation),
        ...tax.left_out.map((part) => part.citation),
        ...tax.fees.map((fee) => fee.citation),
        ...tax.certificates.map((certificate) => certificate.citation),
      ].filter(Boolean),
    ),
  ];
}
