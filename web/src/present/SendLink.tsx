/** The link to this page, copied for a message; where the browser does not copy, shown to be copied by hand. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { say } from "../ui/notices";

export function linkOf(token: string): string {
  return `${location.origin}/q/${token}`;
}

/** Says whether it is on the clipboard. */
export async function copyLink(token: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(linkOf(token));
    return true;
  } catch {
    return false;
  }
}

export function SendLink({ token }: { token: string }) {
  const [byHand, setByHand] = useState(false);
  return (
    <>
      <button
        type="button"
        onClick={() =>
          void copyLink(token).then((copied) => {
            if (copied) say("The link is copied. Paste it into a message to the customer.");
            else setByHand(true);
          })
        }
      >
        Send link
      </button>
      {byHand && <LinkDialog token={token} close={() => setByHand(false)} />}
    </>
  );
}

export function LinkDialog({ token, close }: { token: string; close: () => void }) {
  return (
    <Dialog title="Link for the customer" close={close}>
      <DialogBody>
        <TextInput
          label="Copy it into a message"
          readOnly
          value={linkOf(token)}
          onFocus={(event) => event.currentTarget.select()}
        />
      </DialogBody>
      <DialogFoot>
        <Button onClick={close}>Done</Button>
      </DialogFoot>
    </Dialog>
  );
}
