/** Sending a form: once at a time, with what was refused kept for the fields. */
import { type SubmitEvent, useState } from "react";
import { faultsByPointer } from "../api/problem";

export function useSubmit(send: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit(event?: SubmitEvent) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await send();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }

  return { busy, error, faults: faultsByPointer(error), submit, clear: () => setError(null) };
}
