/** The way out of the customer's page: the PIN, or signing in again. */
import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { isProblem } from "../api/http";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import { giveUp, leaveWith } from "./locked";

export function LeaveDialog({ close }: { close: () => void }) {
  const [pin, setPin] = useState("");
  const { busy, error, submit } = useSubmit(async () => {
    try {
      await leaveWith(pin);
    } catch (refused) {
      setPin("");
      throw refused;
    }
  });
  const ended = isProblem(error, 401) && error.slug === "session-ended";
  return (
    <Dialog title="Leave the customer view" close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Refusal error={error} shown={[]} />
          {!ended && (
            <PasswordInput
              label="Your PIN"
              inputMode="numeric"
              autoComplete="off"
              value={pin}
              onChange={(event) => setPin(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": "Show or hide the PIN" }}
            />
          )}
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={giveUp}>
            Sign in with the password
          </Button>
          {!ended && (
            <Button type="submit" loading={busy} disabled={pin === ""}>
              Leave
            </Button>
          )}
        </DialogFoot>
      </form>
    </Dialog>
  );
}
