/** One's own account: who one is here, the look, the password, the second step, and signing out. */
import { Button, PasswordInput, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { put } from "../api/http";
import { explain } from "../api/problem";
import { phone } from "../format/phone";
import { Icon } from "../icons/Icon";
import type { Scheme } from "../shell/scheme";
import { Card, Pairs } from "../ui/Card";
import { say } from "../ui/notices";
import { Refusal } from "../ui/Refusal";
import { Failed, Loading } from "../ui/states";
import { useSubmit } from "../ui/useSubmit";
import { PinPart } from "./PinPart";
import { SecondStep } from "./SecondStep";
import { useLeaving } from "./useLeaving";
import { useMe } from "./useMe";
import { ROLES } from "./words";
import classes from "./settings.module.css";

export function AccountPage() {
  const me = useMe();
  if (me.isPending) return <Loading rows={6} label="Loading your account" />;
  if (me.isError) return <Failed text={explain(me.error)} again={() => void me.refetch()} />;
  const { data } = me;
  return (
    <div className={`${classes.content} ${classes.narrow}`}>
      <Card title={data.name} icon="person">
        <Pairs
          pairs={[
            ["E-mail", data.email],
            ["Telephone", data.phone == null ? "–" : phone(data.phone)],
            ["Dealership", data.dealership.name],
            ["Role", data.roles.map((role) => ROLES[role]).join(", ")],
            ["Stores", data.rooftops.map((rooftop) => rooftop.name).join(", ")],
          ]}
        />
      </Card>
      <Look />
      <Password />
      <SecondStep on={data.mfa_enabled} codesLeft={data.recovery_codes_left} />
      <PinPart set={data.pin_set} />
      <Leaving />
    </div>
  );
}

function Look() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Card title="Look" icon="sun">
      <SegmentedControl
        aria-label="Colors"
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as Scheme)}
        data={[
          { value: "auto", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
    </Card>
  );
}

function Password() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { busy, error, faults, submit } = useSubmit(async () => {
    await put("/me/password", { current_password: current, new_password: next });
    setCurrent("");
    setNext("");
    say("The password is changed. Every other sign-in of yours has ended.");
  });
  return (
    <Card title="Password" icon="lock">
      <form className={classes.form} onSubmit={submit} noValidate>
        <Refusal error={error} shown={["/current_password", "/new_password"]} />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={faults["/current_password"]}
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the current password" }}
        />
        <PasswordInput
          label="New password"
          description="At least 15 characters, or 8 while the second step is on. A few words are good."
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={faults["/new_password"]}
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the new password" }}
        />
        <Button type="submit" variant="default" loading={busy} disabled={current === "" || next === ""}>
          Change the password
        </Button>
      </form>
    </Card>
  );
}

function Leaving() {
  const { busy, ask, dialog } = useLeaving();
  return (
    <Card title="Sign out" icon="out">
      <p className={classes.text}>
        Signing out everywhere also ends your sign-ins on other machines and phones.
      </p>
      <div className={classes.row}>
        <Button
          variant="default"
          leftSection={<Icon name="out" small />}
          disabled={busy}
          onClick={() => ask(false)}
        >
          Sign out
        </Button>
        <Button variant="default" color="red" disabled={busy} onClick={() => ask(true)}>
          Sign out everywhere
        </Button>
      </div>
      {dialog}
    </Card>
  );
}
