/** Why a form was not taken: the sentence, and every fault that no field of the form shows. */
import { explain, faultsElsewhere, Problem } from "../api/problem";
import { Alarm } from "./Alarm";

export function Refusal({ error, shown }: { error: unknown; shown: readonly string[] }) {
  if (error === null) return null;
  const elsewhere = faultsElsewhere(error, shown);
  const atFields = error instanceof Problem && error.faults.length > elsewhere.length;
  return (
    <>
      {atFields && <Alarm text="Some fields need another look; each says why." />}
      {!atFields && elsewhere.length === 0 && <Alarm text={explain(error)} />}
      {elsewhere.map((fault) => (
        <Alarm key={fault.pointer + fault.code} text={`${fault.pointer.slice(1)}: ${fault.detail}`} />
      ))}
    </>
  );
}
