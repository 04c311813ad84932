/** What keeps the figures from being worked out or trusted, above the columns. */
import { useState } from "react";
import { PlaceDialog } from "./context/PlaceDialog";
import { useDesk, useDeskStore, useOpen } from "./DeskContext";
import { EndedNote, useEndedProgramme } from "./lenders/EndedNote";
import { placeOf } from "./model/changes";
import { money } from "./numbers/format";
import { Note, partClasses } from "./parts/parts";
import { UnsoldNotes, useUnsold } from "./UnsoldNotes";
import { TaxFactsDialog } from "./worksheet/TaxFactsDialog";
import classes from "./FaultNotes.module.css";

/** What is typed in the dialog of tax paid elsewhere and exemptions. */
const TAX_FACT = /^\/tax\/(exemptions|tax_paid_elsewhere)/;

export function FaultNotes() {
  const store = useDeskStore();
  const open = useOpen();
  const engine = useDesk((state) => state.engine);
  const mismatches = useDesk((state) => state.mismatches);
  const [placing, setPlacing] = useState(false);
  const [mending, setMending] = useState(false);
  const ofPlace = open.faults.filter((fault) => fault.pointer.startsWith("/places"));
  const ofTax = open.faults.filter((fault) => TAX_FACT.test(fault.pointer));
  const others = open.faults.filter(
    (fault) => !fault.pointer.startsWith("/places") && !TAX_FACT.test(fault.pointer),
  );
  const first = mismatches[0];
  const refused = open.save.kind === "refused" ? open.save.why : null;
  const ended = useEndedProgramme();
  const unsold = useUnsold();
  const quiet =
    ended === null &&
    unsold.length === 0 &&
    engine !== "failed" &&
    open.faults.length === 0 &&
    first === undefined &&
    refused === null &&
    !placing &&
    !mending;
  if (quiet) return null;
  return (
    <div className={classes.notes}>
      <EndedNote />
      <UnsoldNotes />
      {engine === "failed" && (
        <Note tone="neg">
          The engine could not be loaded, so nothing can be worked out here. What was saved is safe. Reload
          the page.
        </Note>
      )}
      {ofPlace.length > 0 && (
        <Note>
          {ofPlace.map((fault) => capital(fault.detail)).join(" ")}{" "}
          <button type="button" className={partClasses.link} onClick={() => setPlacing(true)}>
            Set the place
          </button>
        </Note>
      )}
      {ofTax.length > 0 && (
        <Note tone="neg">
          {ofTax.map((fault) => capital(fault.detail)).join(" ")}{" "}
          <button type="button" className={partClasses.link} onClick={() => setMending(true)}>
            Change it
          </button>
        </Note>
      )}
      {others.map((fault) => (
        <Note key={fault.pointer + fault.code} tone="neg">
          {capital(fault.detail)} <span className={classes.pointer}>{placeOf(fault.pointer)}</span>
        </Note>
      ))}
      {refused !== null && <Note tone="neg">Not saved: {refused}</Note>}
      {first !== undefined && (
        <Note tone="neg">
          The server works this deal out differently: {first.pointer.slice(1).replaceAll("/", " · ")} is{" "}
          {shown(first.there)} there and {shown(first.here)} here
          {mismatches.length > 1 ? `, and ${mismatches.length - 1} more` : ""}. Printing and submitting wait
          until both agree.{" "}
          <button type="button" className={partClasses.link} onClick={() => window.location.reload()}>
            Load the newest rules
          </button>
        </Note>
      )}
      {mending && <TaxFactsDialog close={() => setMending(false)} />}
      {placing && (
        <PlaceDialog
          close={() => {
            setPlacing(false);
            store.settle();
          }}
        />
      )}
    </div>
  );
}

function capital(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function shown(value: unknown): string {
  return typeof value === "string" && /^-?\d+\.\d\d$/.test(value) ? money(value) : String(value);
}
