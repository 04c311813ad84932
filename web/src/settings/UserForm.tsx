/** The form of a user: name, roles, stores; for a new one a first password, for a known one what an admin can reset. */
import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, post, put, send, type Versioned } from "../api/http";
import { explain } from "../api/problem";
import type { Role, User } from "../api/shapes";
import { useViewer } from "../api/viewer";
import { phone } from "../format/phone";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Refusal } from "../ui/Refusal";
import { Failed, Loading } from "../ui/states";
import { useSubmit } from "../ui/useSubmit";
import { useRooftops } from "./useRooftops";
import { ROLES } from "./words";
import classes from "./settings.module.css";

export function UserForm({
  user,
  close,
  saved,
}: {
  user: User | undefined;
  close: () => void;
  saved: (text: string) => void;
}) {
  const answer = useQuery({
    queryKey: ["user", user?.id],
    queryFn: ({ signal }) => getVersioned<User>(`/users/${user?.id}`, { signal }),
    enabled: user !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog wide title={user === undefined ? "New user" : user.name} close={close}>
      {user !== undefined && answer.isPending && <Loading rows={5} label="Loading the user" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {(user === undefined || answer.data !== undefined) && (
        <Form kept={answer.data} close={close} saved={saved} />
      )}
    </Dialog>
  );
}

const SHOWN = ["/name", "/email", "/title", "/phone", "/roles", "/rooftop_ids", "/password"];

function Form({
  kept,
  close,
  saved,
}: {
  kept: Versioned<User> | undefined;
  close: () => void;
  saved: (text: string) => void;
}) {
  const viewer = useViewer();
  const rooftops = useRooftops();
  const was = kept?.value;
  const [name, setName] = useState(was?.name ?? "");
  const [email, setEmail] = useState(was?.email ?? "");
  const [title, setTitle] = useState(was?.title ?? "");
  const [number, setNumber] = useState(was?.phone == null ? "" : phone(was.phone));
  const [roles, setRoles] = useState<readonly Role[]>(was?.roles ?? ["sales"]);
  const [stores, setStores] = useState<readonly string[]>(was?.rooftop_ids ?? []);
  const [active, setActive] = useState(was?.active ?? true);
  const [password, setPassword] = useState("");
  const [key] = useState(() => crypto.randomUUID());

  const { busy, error, faults, submit } = useSubmit(async () => {
    const profile = {
      name,
      email,
      title: title.trim() || null,
      phone: number.trim() || null,
      roles,
      rooftop_ids: stores,
    };
    if (kept === undefined) {
      await post<User>("/users", { ...profile, password }, { idempotencyKey: key });
      saved(`${name} can sign in now.`);
    } else {
      await put<User>(`/users/${kept.value.id}`, { ...profile, active }, { ifMatch: kept.etag });
      saved(`${name} was saved.`);
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <DialogBody>
        <Refusal error={error} shown={SHOWN} />
        <div className={classes.grid}>
          <TextInput
            label="Name"
            autoFocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={faults["/name"]}
          />
          <TextInput
            label="Work e-mail"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={faults["/email"]}
          />
          <TextInput
            label="Title"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={faults["/title"]}
          />
          <TextInput
            label="Telephone"
            type="tel"
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            error={faults["/phone"]}
          />
          <Choices
            legend="Roles"
            options={Object.entries(ROLES).map(([value, label]) => ({ value, label }))}
            chosen={roles}
            choose={(next) => setRoles(next as Role[])}
            error={faults["/roles"]}
          />
          <Choices
            legend="Stores; none ticked means all of them"
            options={rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name }))}
            chosen={stores}
            choose={setStores}
            error={faults["/rooftop_ids"]}
          />
          {kept === undefined ? (
            <PasswordInput
              className={classes.whole}
              label="First password"
              description="At least 15 characters. The person can change it after signing in."
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={faults["/password"]}
              visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
            />
          ) : (
            <Checkbox
              className={classes.whole}
              label="The account is open"
              description="A closed account stays in the history, and nobody signs in with it."
              disabled={kept.value.id === viewer?.id}
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
        </div>
        {kept !== undefined && kept.value.id !== viewer?.id && <Resets user={kept.value} saved={saved} />}
      </DialogBody>
      <DialogFoot>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {kept === undefined ? "Add user" : "Save"}
        </Button>
      </DialogFoot>
    </form>
  );
}

function Choices({
  legend,
  options,
  chosen,
  choose,
  error,
}: {
  legend: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  choose: (chosen: string[]) => void;
  error: string | undefined;
}) {
  return (
    <fieldset className={classes.group}>
      <legend>{legend}</legend>
      <div className={classes.checks}>
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              choose(
                event.currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value),
              )
            }
          />
        ))}
      </div>
      {error !== undefined && <p className={classes.wrong}>{error}</p>}
    </fieldset>
  );
}

/** For somebody who forgot the password or lost the telephone. */
function Resets({ user, saved }: { user: User; saved: (text: string) => void }) {
  const [password, setPassword] = useState("");
  const reset = useSubmit(async () => {
    await put(`/users/${user.id}/password`, { password });
    saved(`${user.name} has a new password; all sign-ins of the account have ended.`);
  });
  const lost = useSubmit(async () => {
    await send("DELETE", `/users/${user.id}/totp`);
    saved(`${user.name} signs in without the second step until it is set up again.`);
  });
  return (
    <div className={classes.form} style={{ marginTop: 16 }}>
      <Refusal error={reset.error ?? lost.error} shown={["/password"]} />
      <PasswordInput
        label="New password, if the old one is forgotten"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={reset.faults["/password"]}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
      />
      <div className={classes.row}>
        <Button
          variant="default"
          loading={reset.busy}
          disabled={password === ""}
          onClick={() => void reset.submit()}
        >
          Set the password
        </Button>
        {user.mfa_enabled && (
          <Button variant="default" loading={lost.busy} onClick={() => void lost.submit()}>
            Take the second step off
          </Button>
        )}
      </div>
    </div>
  );
}
