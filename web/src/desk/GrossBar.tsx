/** The dealer's gross and commission at the foot of the Desk; both can be hidden, and are not there for those who may not see them. */
import { useState } from "react";
import { Icon } from "../icons/Icon";
import { Key } from "../keys/Key";
import { useDesk, useOpen, useSeesGross, useWaiting } from "./DeskContext";
import { GrossLines } from "./GrossLines";
import { isNegative, money } from "./numbers/format";
import { Figure } from "./parts/Figure";
import { partClasses } from "./parts/parts";
import classes from "./GrossBar.module.css";

export function GrossBar({ hidden, toggle }: { hidden: boolean; toggle: () => void }) {
  const seesGross = useSeesGross();
  return (
    <footer className={classes.bar} data-region="gross">
      {seesGross ? (
        <Amounts hidden={hidden} toggle={toggle} />
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
          <Key of="desk.why" /> why this tax
        </span>
        <span>
          <Key of="desk.grid" /> payment grid
        </span>
        <span>
          <Key of="palette" /> everything
        </span>
      </span>
    </footer>
  );
}

function Amounts({ hidden, toggle }: { hidden: boolean; toggle: () => void }) {
  const open = useOpen();
  const waiting = useWaiting();
  const plan = useDesk((state) => state.plan);
  const paid = plan?.plan != null;
  const commission = useDesk((state) => state.later?.commission ?? null);
  const [shown, setShown] = useState(false);
  const gross = open.figures?.gross ?? null;
  const parts: (readonly [string, string | undefined])[] = [
    ["Front", gross?.front],
    ["Back", gross?.back],
    ["Total gross", gross?.total],
    // Without a plan of the house nobody can say what is paid.
    ...(paid ? [["Commission", gross ? commission?.total : undefined] as const] : []),
  ];
  return (
    <>
      {parts.map(([name, amount]) => (
        <span key={name} className={classes.part} data-part={name}>
          <span>{name}</span>
          {hidden ? (
            <b role="img" aria-label="hidden">
              ••••
            </b>
          ) : (
            <b
              data-tone={name === "Total gross" && amount ? (isNegative(amount) ? "neg" : "pos") : undefined}
            >
              {amount ? <Figure text={money(amount)} waiting={waiting} /> : "not known"}
            </b>
          )}
        </span>
      ))}
      {gross && !hidden && (
        <GrossLines
          gross={gross}
          commission={paid ? commission : null}
          plan={plan}
          shown={shown}
          toggle={() => setShown(!shown)}
          close={() => setShown(false)}
        />
      )}
      <button type="button" className={partClasses.quiet} aria-pressed={hidden} onClick={toggle}>
        <Icon name={hidden ? "eye" : "eyeOff"} small />
        {hidden ? "Show" : "Hide"} <Key of="desk.gross" />
      </button>
    </>
  );
}
