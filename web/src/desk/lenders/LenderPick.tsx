/** The lender that the deal is written by, how far it may be marked up, and who would be cheaper. */
import { useState } from "react";
import { Icon } from "../../icons/Icon";
import { useDesk, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { paymentOf } from "../model/paid";
import { moneyFactor, percentNumber } from "../numbers/format";
import { partClasses } from "../parts/parts";
import { LendersDialog } from "./LendersDialog";
import { cheaper, markupOf, programmeOf, shareUsed } from "./offers";
import classes from "./LenderPick.module.css";

export function LenderPick() {
  const { inputs } = useOpen();
  const editable = useEditable();
  const [open, setOpen] = useState(false);
  const programme = programmeOf(inputs);
  const text = programme ? `${programme.lender_name} · ${programme.tier}` : "Pick a lender";
  return (
    <div className={classes.pick}>
      {inputs.kind === "lease" ? "Lease program" : "Lender program"}
      <button
        type="button"
        className={classes.button}
        data-none={programme === null || undefined}
        aria-haspopup="dialog"
        aria-label={programme ? `Lender program ${text}, compare lenders` : "Pick a lender"}
        title={text}
        disabled={!editable && programme === null}
        onClick={() => setOpen(true)}
      >
        <span>{text}</span>
        <Icon name="down" small />
      </button>
      {open && <LendersDialog close={() => setOpen(false)} />}
    </div>
  );
}

/** `Cap 2.00` with how much of it is used. */
export function CapBar() {
  const { inputs } = useOpen();
  const seesGross = useSeesGross();
  const most = useDesk((state) => state.later?.lenders?.now?.markup_to ?? null);
  if (!seesGross || programmeOf(inputs) === null || most === null) return null;
  const filled = shareUsed(markupOf(inputs), most);
  return (
    <span className={classes.cap}>
      <span className={partClasses.faint}>
        Cap {inputs.kind === "lease" ? moneyFactor(most) : percentNumber(most)}
      </span>
      <span className={classes.bar} aria-hidden="true" data-over={filled > 100 || undefined}>
        <i style={{ width: `${Math.min(100, filled)}%` }} />
      </span>
    </span>
  );
}

export function CheaperLenders() {
  const { figures } = useOpen();
  const lenders = useDesk((state) => state.later?.lenders ?? null);
  const [open, setOpen] = useState(false);
  if (!lenders) return null;
  const count = cheaper(lenders.offers, paymentOf(figures));
  return (
    <>
      <button
        type="button"
        className={partClasses.button}
        data-small
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" small />
        {count === 0
          ? "Compare lenders"
          : count === 1
            ? "1 lender is cheaper"
            : `${count} lenders are cheaper`}
      </button>
      {open && <LendersDialog close={() => setOpen(false)} />}
    </>
  );
}
