/** The first step: who you are and the password. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { enter } from "./enter";
import { explain, faultsByPointer } from "../api/problem";
import { Alarm } from "../ui/Alarm";
import classes from "./SignIn.module.css";

export function PasswordStep({
  email,
  setEmail,
  next,
}: {
  email: string;
  setEmail: (email: string) => void;
  next: (ticket: string) => void;
}) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const faults = faultsByPointer(error);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const ticket = await enter({ email: email.trim(), password });
      if (ticket !== null) next(ticket);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit}>
      <h1 className={classes.heading}>Sign in</h1>
      <p className={classes.lead}>With the account your dealership gave you.</p>
      {error !== null && Object.keys(faults).length === 0 && <Alarm text={explain(error)} />}
      <TextInput
        className={classes.field}
        size="md"
        label="Work email"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={faults["/email"]}
      />
      <PasswordInput
        className={classes.field}
        size="md"
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={faults["/password"]}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
      />
      <Button className={classes.go} type="submit" size="md" fullWidth loading={busy}>
        Continue
      </Button>
    </form>
  );
}
