/** Before signing out: what was typed and is only in this browser, and what is to become of it. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { Waiting } from "../offline/vault";
import { dealsCounted, untilWhen } from "../offline/words";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import classes from "./settings.module.css";

export function LeavingDialog({
  waiting: { deals, until },
  busy,
  leave,
  close,
}: {
  waiting: Waiting;
  busy: boolean;
  leave: (then: "keep" | "throw away") => void;
  close: () => void;
}) {
  return (
    <Dialog title={`Changes to ${dealsCounted(deals)} are not sent`} close={close}>
      <DialogBody>
        <p className={classes.text}>They are only in this browser:</p>
        <ul className={classes.list}>
          {deals.map(({ id, number }) => (
            <li key={id}>
              <Link href={`/deals/${id}`}>{number}</Link>
            </li>
          ))}
        </ul>
        <p className={classes.text}>
          Kept, they stay here sealed until {untilWhen(until)}: only you can open them, by signing in on this
          browser again, and then they are sent. Thrown away, they are gone.
        </p>
      </DialogBody>
      <DialogFoot>
        <Button variant="default" disabled={busy} onClick={close}>
          Stay signed in
        </Button>
        <Button variant="default" color="red" disabled={busy} onClick={() => leave("throw away")}>
          Throw them away
        </Button>
        <Button loading={busy} onClick={() => leave("keep")}>
          Keep them and sign out
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
