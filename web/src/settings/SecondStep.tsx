/** The second step of signing in: setting it up with an authenticator app, its recovery codes, turning it off. */
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { encode } from "uqr";
import { post, send } from "../api/http";
import type { RecoveryCodes, TotpEnrolment } from "../api/shapes";
import { Card } from "../ui/Card";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import classes from "./settings.module.css";

export function SecondStep({ on, codesLeft }: { on: boolean; codesLeft: number }) {
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["me"] });
  const start = useSubmit(async () => {
    const { value } = await post<TotpEnrolment>("/me/totp");
    setEnrolment(value);
  });

  return (
    <Card
      title="Second step at sign-in"
      icon="phone"
      aside={on ? <Pill tone="pos">On</Pill> : <Pill tone="warn">Off</Pill>}
    >
      {codes !== null && <Codes codes={codes} done={() => setCodes(null)} />}
      {codes === null && on && <TurnOff codesLeft={codesLeft} done={refresh} />}
      {codes === null && !on && enrolment === null && (
        <>
          <Refusal error={start.error} shown={[]} />
          <p className={classes.text}>
            An authenticator app shows a code that is asked after the password. A stolen password alone then
            opens nothing.
          </p>
          <Button variant="default" loading={start.busy} onClick={() => void start.submit()}>
            Set it up
          </Button>
        </>
      )}
      {codes === null && !on && enrolment !== null && (
        <Confirm
          enrolment={enrolment}
          confirmed={(recovery) => {
            setCodes(recovery);
            setEnrolment(null);
            void refresh();
          }}
        />
      )}
    </Card>
  );
}

function Confirm({
  enrolment,
  confirmed,
}: {
  enrolment: TotpEnrolment;
  confirmed: (recoveryCodes: readonly string[]) => void;
}) {
  const [code, setCode] = useState("");
  const { busy, error, faults, submit } = useSubmit(async () => {
    const { value } = await post<RecoveryCodes>("/me/totp/confirm", { code });
    confirmed(value.recovery_codes);
  });
  return (
    <form className={classes.enrol} onSubmit={submit} noValidate>
      <QrCode text={enrolment.otpauth_uri} />
      <div className={classes.form}>
        <Refusal error={error} shown={["/code"]} />
        <p>Scan this with your authenticator app, or type the key:</p>
        <code className={`al-mono ${classes.secret}`}>
          {enrolment.secret.replaceAll(/(.{4})/g, "$1 ").trim()}
        </code>
        <TextInput
          label="The code that the app shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ""))}
          error={faults["/code"]}
        />
        <Button type="submit" loading={busy} disabled={code.length !== 6}>
          Turn it on
        </Button>
      </div>
    </form>
  );
}

/** Black on white in both themes: cameras want it so. */
function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const path = data.flatMap((row, y) => row.map((black, x) => (black ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label="The key as a QR code">
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function Codes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <>
      <p>
        <b>Keep these recovery codes now.</b> They are not shown again. Each signs you in once if the app is
        lost.
      </p>
      <div className={`al-mono ${classes.codes}`}>
        {codes.map((code) => (
          <span key={code}>{code}</span>
        ))}
      </div>
      <div className={classes.row}>
        <Button
          variant="default"
          onClick={() =>
            void navigator.clipboard.writeText(codes.join("\n")).then(() => say("The codes are copied."))
          }
        >
          Copy
        </Button>
        <Button onClick={done}>I have kept them</Button>
      </div>
    </>
  );
}

function TurnOff({ codesLeft, done }: { codesLeft: number; done: () => Promise<void> }) {
  const [code, setCode] = useState("");
  const [open, setOpen] = useState(false);
  const { busy, error, faults, submit } = useSubmit(async () => {
    await send("DELETE", "/me/totp", { body: { code: code.trim() } });
    say("The second step is off.");
    await done();
  });
  return (
    <>
      <p className={classes.text}>
        Your authenticator app is asked at every sign-in. {codesLeft} of your recovery codes{" "}
        {codesLeft === 1 ? "is" : "are"} left.
      </p>
      {open ? (
        <form className={classes.form} onSubmit={submit} noValidate>
          <Refusal error={error} shown={["/code"]} />
          <TextInput
            label="A code of the app, or a recovery code"
            autoComplete="one-time-code"
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={faults["/code"]}
          />
          <Button type="submit" variant="default" loading={busy} disabled={code.trim() === ""}>
            Turn it off
          </Button>
        </form>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          Turn it off
        </Button>
      )}
    </>
  );
}
