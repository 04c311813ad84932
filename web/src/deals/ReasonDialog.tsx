/** Asks why, where the workflow wants a reason; the reason goes into the deal's history. */
import { Button, Textarea } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { explain, faultsByPointer } from "../api/problem";
import { Alarm } from "../ui/Alarm";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";

export function ReasonDialog({
  title,
  word,
  close,
  take,
}: {
  title: string;
  /** What the button says. */
  word: string;
  close: () => void;
  take: (reason: string) => Promise<void>;
}) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultsByPointer(error)["/reason"];

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await take(reason.trim());
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} close={close}>
      <form onSubmit={submit}>
        <DialogBody>
          {error !== null && fault === undefined && <Alarm text={explain(error)} />}
          <Textarea
            label="Reason"
            description="Everyone who opens the record can read it in its history."
            autosize
            minRows={3}
            maxLength={500}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fault}
          />
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Keep as it is
          </Button>
          <Button type="submit" loading={busy} disabled={reason.trim() === ""}>
            {word}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
