/** Why a form was not taken: the sentence, and every fault that no field of the form shows. */
import { useEffect, useRef } from "react";
import { explain, faultsElsewhere, Problem } from "../api/problem";
import { Alarm } from "./Alarm";

export function Refusal({ error, shown }: { error: unknown; shown: readonly string[] }) {
  const place = useRef<HTMLDivElement>(null);
  // The first field at fault takes the focus, so that mending can begin.
  useEffect(() => {
    if (error !== null) {
      place.current?.closest("form")?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
  }, [error]);
  if (error === null) return null;
  const elsewhere = faultsElsewhere(error, shown);
  const atFields = error instanceof Problem && error.faults.length > elsewhere.length;
  return (
    <div ref={place}>
      {atFields && <Alarm text="Some fields need another look; each says why." />}
      {!atFields && elsewhere.length === 0 && <Alarm text={explain(error)} />}
      {elsewhere.map((fault) => (
        <Alarm key={fault.pointer + fault.code} text={`${fault.pointer.slice(1)}: ${fault.detail}`} />
      ))}
    </div>
  );
}
