/** The Desk in one column: payment, scenarios, lines, then how it is paid; what the thumb needs lies at the foot. */
import type { ReactNode } from "react";
import { ContextColumn } from "../context/ContextColumn";
import { useDesk } from "../DeskContext";
import { FaultNotes } from "../FaultNotes";
import { DueAtSigning } from "../structure/DueAtSigning";
import { StructurePanel } from "../structure/StructurePanel";
import type { Steps } from "../useSteps";
import { WorksheetGrid } from "../worksheet/WorksheetGrid";
import { CellKeypad, useTypedCell } from "./CellKeypad";
import { PaymentCard } from "./PaymentCard";
import { PhoneActions } from "./PhoneActions";
import { PhoneBar } from "./PhoneBar";
import classes from "./PhoneDesk.module.css";

interface PhoneDeskProps {
  steps: Steps;
  scenarios: ReactNode;
  gross: ReactNode;
  history: ReactNode;
}

export function PhoneDesk({ steps, scenarios, gross, history }: PhoneDeskProps) {
  const waits = useDesk((state) => state.deal.status === "submitted");
  const cell = useTypedCell();
  return (
    <>
      <PhoneBar steps={steps} />
      <div className={classes.page}>
        {/* Whoever decides reads first what is asked for. */}
        {waits && history}
        <PaymentCard />
        {scenarios}
        <FaultNotes />
        <WorksheetGrid />
        {gross}
        <StructurePanel />
        <DueAtSigning />
        {!waits && history}
        <ContextColumn />
      </div>
      {cell ? <CellKeypad cell={cell} /> : <PhoneActions steps={steps} />}
    </>
  );
}
