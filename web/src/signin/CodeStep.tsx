/** The second step: six digits from the authenticator, or a recovery code. */
import { Button, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { explain } from "../api/problem";
import { Icon } from "../icons/Icon";
import { Alarm } from "../ui/Alarm";
import { enterCode } from "./enter";
import classes from "./SignIn.module.css";

export function CodeStep({ ticket, back }: { ticket: string; back: () => void }) {
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function send(text: string) {
    setBusy(true);
    setError(null);
    try {
      await enterCode(ticket, text);
    } catch (refused) {
      setError(refused);
      setCode("");
      setBusy(false);
    }
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    void send(code.trim());
  }

  return (
    <form onSubmit={submit} noValidate>
      <h1 className={classes.heading}>{recovery ? "Recovery code" : "Enter the code"}</h1>
      <p className={classes.lead}>
        {recovery
          ? "One of the codes that you kept when you turned on the second step. It works once."
          : "Six digits from your authenticator app. You can paste them."}
      </p>
      {error !== null && <Alarm text={explain(error)} />}
      <TextInput
        key={recovery ? "recovery" : "code"}
        className={classes.field}
        size="md"
        label={recovery ? "Recovery code" : "Six-digit code"}
        name="code"
        autoComplete="one-time-code"
        inputMode={recovery ? "text" : "numeric"}
        maxLength={recovery ? 32 : 6}
        autoFocus
        value={code}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          if (recovery) {
            setCode(typed);
            return;
          }
          const digits = typed.replaceAll(/\D/g, "").slice(0, 6);
          setCode(digits);
          if (digits.length === 6 && !busy) void send(digits);
        }}
      />
      <Button
        className={classes.go}
        type="submit"
        size="md"
        fullWidth
        loading={busy}
        disabled={recovery ? code.trim() === "" : code.length !== 6}
      >
        Verify
      </Button>
      <button type="button" className={classes.back} onClick={() => setRecovery(!recovery)}>
        {recovery ? "Use the authenticator app" : "Use a recovery code"}
      </button>
      <br />
      <button type="button" className={classes.back} onClick={back}>
        <Icon name="left" small />
        Back to the password
      </button>
    </form>
  );
}
