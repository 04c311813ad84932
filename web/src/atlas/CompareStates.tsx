/** The comparison of two to four states: what differs is dark, what is alike is gray, and each figure says why. */
import { useState } from "react";
import { money } from "../desk/numbers/format";
import { partClasses, Segments } from "../desk/parts/parts";
import { Icon } from "../icons/Icon";
import type { Answered, StateAnswer } from "./assess";
import { alike, compareStates } from "./compare-rows";
import { shortPlace } from "./main-places";
import { MOST_COMPARED } from "./sample";
import { BY_NAME, stateName } from "./tiles";
import { sentence } from "./words";
import classes from "./CompareStates.module.css";

export function CompareStates({
  answers,
  compared,
  price,
  lease,
  toggle,
  open,
}: {
  answers: Answered;
  compared: readonly string[];
  price: string;
  lease: boolean;
  toggle: (code: string) => void;
  open: (code: string) => void;
}) {
  const [only, setOnly] = useState<"all" | "differences">("all");
  const [reasons, setReasons] = useState<"shown" | "hidden">("hidden");
  const groups = compareStates(
    compared.map((code) => answers.get(code)),
    price,
    lease,
  );
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Segments
          label="Which rows"
          value={only}
          options={[
            ["all", "All rows"],
            ["differences", "Only differences"],
          ]}
          choose={setOnly}
        />
        <Segments
          label="Reasons"
          value={reasons}
          options={[
            ["hidden", "Figures"],
            ["shown", "With reasons"],
          ]}
          choose={setReasons}
        />
        {compared.length < MOST_COMPARED && (
          <label className={classes.add}>
            <span className="al-sr">Add a state</span>
            <select value="" onChange={(event) => toggle(event.currentTarget.value)}>
              <option value="" disabled>
                Add a state
              </option>
              {BY_NAME.filter((tile) => !compared.includes(tile.code)).map((tile) => (
                <option key={tile.code} value={tile.code}>
                  {tile.name}
                  {answers.get(tile.code)?.kind === "absent" ? " (not in this build)" : ""}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {compared.length < 2 ? (
        <p className={classes.hint}>
          {compared.length === 0
            ? "Add two to four states to see them side by side."
            : `Add a state to hold against ${stateName(compared[0] ?? "")}.`}
        </p>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table} style={{ minWidth: 150 + compared.length * 165 }}>
            <caption className="al-sr">The sample deal in {compared.map(stateName).join(", ")}</caption>
            <thead>
              <tr>
                <td className={classes.intro}>Gray means that all say the same.</td>
                {compared.map((code) => (
                  <th key={code} scope="col">
                    <Head code={code} answer={answers.get(code)} toggle={toggle} open={open} />
                  </th>
                ))}
              </tr>
            </thead>
            {groups.map((group) => {
              const lines = group.lines.filter((line) => only === "all" || !alike(line));
              if (lines.length === 0) return null;
              return (
                <tbody key={group.name}>
                  <tr className={classes.group}>
                    <th scope="rowgroup" colSpan={compared.length + 1}>
                      {group.name}
                    </th>
                  </tr>
                  {lines.map((line) => (
                    <tr key={line.name} data-strong={line.strong || undefined}>
                      <th scope="row">{line.name}</th>
                      {line.cells.map((cell, at) => (
                        <td key={compared[at]} data-same={alike(line) || undefined} title={cell?.why}>
                          {cell?.text ?? "–"}
                          {reasons === "shown" && cell?.why && <small>{cell.why}</small>}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              );
            })}
          </table>
        </div>
      )}
    </div>
  );
}

function Head({
  code,
  answer,
  toggle,
  open,
}: {
  code: string;
  answer: StateAnswer | undefined;
  toggle: (code: string) => void;
  open: (code: string) => void;
}) {
  const name = stateName(code);
  return (
    <>
      <span className={classes.name}>
        <button type="button" className={classes.open} onClick={() => open(code)}>
          {name}
        </button>
        <button
          type="button"
          className={classes.remove}
          onClick={() => toggle(code)}
          aria-label={`Take ${name} out of the comparison`}
        >
          <Icon name="close" small />
        </button>
      </span>
      <span className={classes.figure}>
        {answer?.kind === "assessed" ? money(answer.tax.totals.due) : "–"}
      </span>
      <span className={classes.place}>
        {answer?.kind === "absent" && "not in this build"}
        {answer?.kind === "refused" && sentence(answer.faults[0]?.detail ?? "No amount")}
        {answer?.kind === "assessed" && shortPlace(answer.place)}
      </span>
    </>
  );
}

export function CompareChips({
  compared,
  toggle,
  show,
}: {
  compared: readonly string[];
  toggle: (code: string) => void;
  show: () => void;
}) {
  if (compared.length === 0) return null;
  return (
    <div className={classes.chips} aria-label="States to compare" role="group">
      {compared.map((code) => (
        <button
          key={code}
          type="button"
          className={classes.chip}
          onClick={() => toggle(code)}
          aria-label={`Take ${stateName(code)} out of the comparison`}
        >
          {stateName(code)}
          <Icon name="close" small />
        </button>
      ))}
      <button
        type="button"
        className={partClasses.button}
        data-small
        disabled={compared.length < 2}
        onClick={show}
      >
        <Icon name="columns" small />
        {compared.length < 2 ? "One more to compare" : `Compare ${compared.length}`}
      </button>
    </div>
  );
}
