/** Before the customer looks: which options, until when they hold, and the PIN that leads back. */
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explain } from "../api/problem";
import { useMe } from "../settings/useMe";
import { Alarm } from "../ui/Alarm";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { say } from "../ui/notices";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import { present, setPin } from "./api";
import { showCustomer } from "./locked";
import { Pages, WithdrawDialog } from "./Pages";
import { type NewPin, PinFields } from "./PinFields";
import classes from "./present.module.css";
import { copyLink, LinkDialog } from "./SendLink";
import type { Made, PresentationSummary } from "./shapes";

const MOST = 3;

interface Choice {
  id: string;
  letter: string;
  name: string;
}

interface PresentDialogProps {
  dealId: string;
  /** The scenarios, the one that is open first. */
  choices: readonly Choice[];
  /** Keeps what was typed; false where that did not work. */
  save: () => Promise<boolean>;
  close: () => void;
}

export default function PresentDialog({ dealId, choices, save, close }: PresentDialogProps) {
  const me = useMe();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<readonly string[]>(choices.slice(0, MOST).map(({ id }) => id));
  const [holdsUntil, setHoldsUntil] = useState("");
  const [pin, setNewPin] = useState<NewPin>({ pin: "", password: "" });
  const [link, setLink] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState<PresentationSummary | null>(null);
  /** The same question is the same presentation, however often it is sent. */
  const [asked, setAsked] = useState({ key: crypto.randomUUID(), body: "" });
  const needsPin = me.data !== undefined && !me.data.pin_set;
  const chosen = choices.filter(({ id }) => wanted.includes(id)).toSorted(byLetter);

  async function make(): Promise<Made> {
    if (!(await save())) throw new Error("Not everything is saved yet. Try again in a moment.");
    const body = {
      structure_ids: chosen.map(({ id }) => id),
      ...(holdsUntil === "" ? {} : { holds_until: holdsUntil }),
    };
    const text = JSON.stringify(body);
    const key = asked.body === text ? asked.key : crypto.randomUUID();
    setAsked({ key, body: text });
    return present(dealId, body, key);
  }

  const show = useSubmit(async () => {
    if (needsPin) {
      await setPin(pin.pin, pin.password);
      await queries.invalidateQueries({ queryKey: ["me"] });
    }
    const { link_token } = await make();
    await showCustomer(link_token, location.pathname + location.search);
  });
  const copy = useSubmit(async () => {
    const { link_token } = await make();
    if (await copyLink(link_token)) {
      say("The link is copied. Paste it into a message to the customer.");
      close();
    } else {
      setLink(link_token);
    }
  });

  if (link !== null) return <LinkDialog token={link} close={close} />;
  if (withdrawing !== null) {
    return <WithdrawDialog dealId={dealId} page={withdrawing} close={() => setWithdrawing(null)} />;
  }
  const error = show.error ?? copy.error;
  const faults = { ...show.faults, ...copy.faults };
  return (
    <Dialog title="Customer view" close={close}>
      <form onSubmit={show.submit} noValidate>
        <DialogBody>
          <div className={classes.ask}>
            <Refusal error={error} shown={["/pin", "/password", "/holds_until"]} />
            <fieldset>
              <legend>Options to show, one to three</legend>
              {choices.toSorted(byLetter).map(({ id, letter, name }) => (
                <label key={id} className={classes.check}>
                  <input
                    type="checkbox"
                    checked={wanted.includes(id)}
                    disabled={!wanted.includes(id) && wanted.length >= MOST}
                    onChange={(event) =>
                      setWanted(
                        event.currentTarget.checked ? [...wanted, id] : wanted.filter((each) => each !== id),
                      )
                    }
                  />
                  Option {letter} <span>{name}</span>
                </label>
              ))}
            </fieldset>
            <TextInput
              label="Figures hold to; empty means as long as the store usually does"
              type="date"
              value={holdsUntil}
              onChange={(event) => setHoldsUntil(event.currentTarget.value)}
              error={faults["/holds_until"]}
            />
            {me.isError && <Alarm text={explain(me.error)} />}
            {needsPin && (
              <>
                <p>The customer view is left with a PIN. You have none yet: choose one.</p>
                <PinFields value={pin} change={setNewPin} faults={faults} />
              </>
            )}
            <Pages dealId={dealId} take={setWithdrawing} />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button
            variant="default"
            loading={copy.busy}
            disabled={chosen.length === 0 || show.busy}
            onClick={() => void copy.submit()}
          >
            Copy a link
          </Button>
          <Button
            type="submit"
            loading={show.busy}
            disabled={
              chosen.length === 0 ||
              copy.busy ||
              me.data === undefined ||
              (needsPin && (pin.pin === "" || pin.password === ""))
            }
          >
            Show the customer
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** A, B … Z, AA. */
function byLetter(one: Choice, other: Choice): number {
  return one.letter.length - other.letter.length || one.letter.localeCompare(other.letter);
}
