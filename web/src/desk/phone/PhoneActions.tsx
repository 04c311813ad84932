/** What the thumb reaches at the foot of the phone's Desk: roll, show the customer, and the deal's next step. */
import { useState } from "react";
import { STEPS } from "../../deals/status";
import { Icon } from "../../icons/Icon";
import { useCommands } from "../../keys/offered";
import { CustomerViewButton } from "../../present/CustomerViewButton";
import { useEditable, useOpen } from "../DeskContext";
import { partClasses } from "../parts/parts";
import { RollSheet } from "../roll/RollSheet";
import type { Steps } from "../useSteps";
import classes from "./PhoneActions.module.css";

/** Shorter than on the Desk, where there is room for the whole word. */
const SHORT: Partial<Record<keyof typeof STEPS, string>> = { submit: "Submit", return: "Return" };

export function PhoneActions({ steps }: { steps: Steps }) {
  const editable = useEditable();
  const { kind } = useOpen().inputs;
  const [rolling, setRolling] = useState(false);
  const { primary } = steps;
  const rolls = editable && kind !== "cash";
  // Whoever decides on a deal has both answers side by side.
  const back = primary?.step === "approve" ? steps.others.find(({ step }) => step === "return") : undefined;
  useCommands({ "desk.roll": rolls ? { run: () => setRolling(true) } : undefined });
  return (
    <footer className={classes.foot} data-region="actions">
      {primary?.blocker && (
        <p id="desk-blocker" className={classes.blocker}>
          <Icon name="alert" small />
          {STEPS[primary.step].word} waits: {primary.blocker}
        </p>
      )}
      <div className={classes.row}>
        {rolls && (
          <button type="button" className={partClasses.button} onClick={() => setRolling(true)}>
            <Icon name="target" small />
            Roll
          </button>
        )}
        {back && (
          <button
            type="button"
            className={partClasses.button}
            data-tone="danger"
            disabled={steps.busy}
            onClick={back.take}
          >
            {SHORT.return}
          </button>
        )}
        <CustomerViewButton blocker={steps.blocker} label="Show customer" />
        {primary && (
          <button
            type="button"
            className={partClasses.button}
            data-tone="primary"
            disabled={steps.busy || primary.blocker !== null}
            aria-describedby={primary.blocker === null ? undefined : "desk-blocker"}
            onClick={primary.take}
          >
            {SHORT[primary.step] ?? STEPS[primary.step].word}
          </button>
        )}
      </div>
      {rolling && <RollSheet close={() => setRolling(false)} />}
    </footer>
  );
}
