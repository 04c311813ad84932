/** What the federal law has told of the contract, as it stands on paper: Regulation Z of credit, Regulation M of a lease. */
import type { ReactNode } from "react";
import { useOpen } from "../DeskContext";
import { Dialog } from "../parts/Dialog";
import { partClasses } from "../parts/parts";
import classes from "./FederalBox.module.css";
import { RegulationMBox } from "./RegulationMBox";
import { RegulationZBox } from "./RegulationZBox";

export function FederalBox({ close }: { close: () => void }) {
  const { figures, inputs } = useOpen();
  const z = figures?.regulation_z;
  const m = figures?.regulation_m;
  if (!figures || !(z || m)) return null;
  return (
    <Dialog
      title={z ? "Truth in Lending disclosures (Regulation Z)" : "Consumer lease disclosures (Regulation M)"}
      wide
      reading
      close={close}
      foot={
        <button type="button" className={partClasses.button} data-tone="primary" onClick={close}>
          Close
        </button>
      }
    >
      <div className={classes.paper} data-region="disclosures">
        {z && <RegulationZBox disclosed={z} />}
        {m && figures.lease && <RegulationMBox disclosed={m} lease={figures.lease} terms={inputs.lease} />}
      </div>
    </Dialog>
  );
}

/** One of the boxes that stand side by side. */
export function Told({ name, means, children }: { name: string; means: string; children: ReactNode }) {
  return (
    <div className={classes.told}>
      <dt>
        <strong>{name}</strong>
        <span>{means}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Lines with their amounts, and what they come to. */
export function Sum({
  title,
  lines,
  total,
}: {
  title: string;
  lines: readonly (readonly [key: string, name: ReactNode, amount: string])[];
  total?: readonly [string, string];
}) {
  return (
    <table className={classes.sum}>
      <caption>{title}</caption>
      <tbody>
        {lines.map(([key, name, amount]) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{amount}</td>
          </tr>
        ))}
        {total && (
          <tr className={classes.total}>
            <th scope="row">{total[0]}</th>
            <td>{total[1]}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Above it the law does not ask for these disclosures; nothing is said where that is not known. */
export function Coverage({
  above,
  limit,
  law,
}: {
  above: boolean | null;
  limit: string | null;
  law: string;
}) {
  if (above !== true || limit === null) return null;
  return (
    <p className={classes.note}>
      More than {limit}: {law} does not ask for these disclosures of this contract.
    </p>
  );
}
