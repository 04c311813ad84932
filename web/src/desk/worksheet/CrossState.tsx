/** Which state's law applies and why, what the dealer collects, what waits for the clerk, and the papers that prove it. */
import { useState } from "react";
import { Icon } from "../../icons/Icon";
import { PlaceDialog } from "../context/PlaceDialog";
import { useEditable, useOpen } from "../DeskContext";
import { crossingOf } from "../model/crossing";
import { money } from "../numbers/format";
import { partClasses } from "../parts/parts";
import { TaxFactsDialog } from "./TaxFactsDialog";
import classes from "./CrossState.module.css";

export function CrossState() {
  const { figures, inputs } = useOpen();
  const editable = useEditable();
  const [dialog, setDialog] = useState<"places" | "facts" | null>(null);
  const crossing = figures && crossingOf(inputs, figures.tax);
  if (!figures || !crossing) return null;
  const { certificates, law } = figures.tax;
  return (
    <section className={classes.law} aria-label="Which law applies">
      <p className={classes.head}>
        <Icon name="scale" small />
        <strong>
          {crossing.places.map(({ role, state }, at) => (
            <span key={role}>
              {at > 0 && " · "}
              {at === 0 ? role : role.toLowerCase()} {state}
            </span>
          ))}
        </strong>
        <span className={partClasses.grow} />
        {editable && (
          <>
            <button type="button" className={partClasses.link} onClick={() => setDialog("places")}>
              Places
            </button>
            <button type="button" className={partClasses.link} onClick={() => setDialog("facts")}>
              Tax paid, exemptions
            </button>
          </>
        )}
      </p>
      <p>{law}</p>
      <dl className={classes.facts}>
        {crossing.facts.map(({ name, amount }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
      </dl>
      {certificates.length > 0 && (
        <ul className={classes.papers} aria-label="Papers for the jacket">
          {certificates.map((certificate) => (
            <li key={certificate.code}>
              <Icon name="doc" small />
              <span>
                {certificate.text} <span className={classes.cite}>{certificate.citation}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {dialog === "places" && <PlaceDialog close={() => setDialog(null)} />}
      {dialog === "facts" && <TaxFactsDialog close={() => setDialog(null)} />}
    </section>
  );
}
