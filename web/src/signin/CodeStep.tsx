/** The second step: six digits from the authenticator, or a recovery code. */
import { Button, TextInput } from "@mantine/core";
import { type SubmitEvent, useId, useState } from "react";
import { isProblem } from "../api/http";
import { explain } from "../api/problem";
import { Icon } from "../icons/Icon";
import { CodeBoxes } from "./CodeBoxes";
import { enterCode } from "./enter";
import classes from "./SignIn.module.css";

export function CodeStep({ ticket, email, back }: { ticket: string; email: string; back: () => void }) {
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const errorId = useId();
  const wrong = error !== null;

  async function send(text: string) {
    setBusy(true);
    setError(null);
    try {
      await enterCode(ticket, text);
    } catch (refused) {
      setError(refused);
      // A wrong code is typed anew; a code that never arrived is sent again.
      if (isProblem(refused)) setCode("");
      setBusy(false);
    }
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    void send(code.trim());
  }

  return (
    <form onSubmit={submit} noValidate>
      <button type="button" className={classes.back} onClick={back}>
        <Icon name="left" small />
        Back
      </button>
      <h1 className={classes.heading}>{recovery ? "Enter a recovery code" : "Enter the 6-digit code"}</h1>
      <p className={classes.lead}>
        {recovery
          ? "One of those you kept when you turned on the second step. Each works once."
          : `From the authenticator app of ${email}. You can paste it.`}
      </p>
      {recovery ? (
        <TextInput
          className={classes.field}
          size="md"
          label="Recovery code"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={40}
          autoFocus
          error={wrong}
          aria-describedby={wrong ? errorId : undefined}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : (
        <CodeBoxes
          code={code}
          wrong={wrong && code === ""}
          describedBy={wrong ? errorId : undefined}
          change={(digits) => {
            setCode(digits);
            if (digits.length === 6 && !busy) void send(digits);
          }}
        />
      )}
      <p id={errorId} className={classes.wrong} role="alert">
        {wrong && (
          <>
            <Icon name="alert" small />
            {explain(error)}
          </>
        )}
      </p>
      <Button type="submit" size="md" fullWidth loading={busy} disabled={code.trim() === ""}>
        Verify
      </Button>
      <button
        type="button"
        className={classes.other}
        onClick={() => {
          setRecovery(!recovery);
          setCode("");
          setError(null);
        }}
      >
        <Icon name={recovery ? "phone" : "doc"} />
        <span>{recovery ? "Use the authenticator app" : "Use a recovery code"}</span>
        <Icon name="right" small />
      </button>
    </form>
  );
}
