/** The dealer's gross at the foot of the Desk; it can be hidden, and is not there for those who may not see it. */
import { Icon } from "../icons/Icon";
import { useDesk, useOpen, useSeesGross } from "./DeskContext";
import { keyName } from "./keys";
import { grossName } from "./model/words";
import { isNegative, money } from "./numbers/format";
import { Figure } from "./parts/Figure";
import { partClasses } from "./parts/parts";
import classes from "./GrossBar.module.css";

export function GrossBar({ hidden, toggle }: { hidden: boolean; toggle: () => void }) {
  const open = useOpen();
  const seesGross = useSeesGross();
  const waiting = useDesk((state) => Object.keys(state.mistyped).length > 0) || open.faults.length > 0;
  const gross = open.figures?.gross ?? null;
  const parts = [
    ["Front", gross?.front],
    ["Back", gross?.back],
    ["Total gross", gross?.total],
  ] as const;
  const sums = gross?.lines.map((line) => `${grossName[line.code]} ${money(line.amount)}`).join("\n");
  return (
    <footer className={classes.bar} data-region="gross">
      {seesGross ? (
        <>
          {parts.map(([name, amount]) => (
            <span key={name} className={classes.part} title={hidden ? undefined : sums}>
              <span>{name}</span>
              {hidden ? (
                <b role="img" aria-label="hidden">
                  ••••
                </b>
              ) : (
                <b
                  data-tone={
                    name === "Total gross" && amount ? (isNegative(amount) ? "neg" : "pos") : undefined
                  }
                >
                  {amount ? <Figure text={money(amount)} waiting={waiting} /> : "not known"}
                </b>
              )}
            </span>
          ))}
          <button type="button" className={partClasses.quiet} aria-pressed={hidden} onClick={toggle}>
            <Icon name={hidden ? "eye" : "eyeOff"} small />
            {hidden ? "Show" : "Hide"} <kbd>{keyName("Alt G")}</kbd>
          </button>
        </>
      ) : (
        <span className={classes.part}>Gross is hidden for your role</span>
      )}
      <span className={partClasses.grow} />
      <span className={classes.keys} aria-hidden="true">
        <span>
          <kbd>Tab</kbd> next line
        </span>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> step
        </span>
        <span>
          <kbd>=</kbd> formula
        </span>
        <span>
          <kbd>{keyName("Alt T")}</kbd> why this tax
        </span>
        <span>
          <kbd>{keyName("Alt M")}</kbd> payment grid
        </span>
        <span>
          <kbd>F6</kbd> next part
        </span>
      </span>
    </footer>
  );
}
