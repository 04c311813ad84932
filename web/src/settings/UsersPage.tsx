/** The people who sign in: found, added, changed, and their accounts closed. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explain } from "../api/problem";
import type { User } from "../api/shapes";
import { useMay } from "../api/viewer";
import { ago, exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { More } from "../lists/parts";
import { SearchBox } from "../lists/SearchBox";
import { Table } from "../lists/Table";
import { useFilters } from "../lists/useFilters";
import { usePages } from "../lists/usePages";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { UserForm } from "./UserForm";
import { ROLES } from "./words";
import classes from "./settings.module.css";
import lists from "../lists/lists.module.css";

export default function UsersPage() {
  const [{ q }, change] = useFilters(["q"] as const);
  const answer = usePages<User>("users", "/users", { q });
  const manages = useMay("identity.manage_users");
  const [editing, setEditing] = useState<User | "new" | null>(null);
  const queries = useQueryClient();

  return (
    <>
      <div className={classes.head}>
        <SearchBox value={q ?? ""} label="Name or e-mail" search={(text) => change({ q: text })} />
        {manages && (
          <Button onClick={() => setEditing("new")} leftSection={<Icon name="plus" small />}>
            New user
          </Button>
        )}
      </div>
      {answer.isPending && <Loading rows={6} label="Loading the users" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty title="No match" text="Nobody here is called so." />
      )}
      {answer.rows.length > 0 && (
        <div>
          <Table
            label="Users"
            rows={answer.rows}
            at={-1}
            open={(index) => manages && setEditing(answer.rows[index] ?? null)}
            columns={[
              {
                head: "Name",
                phone: "major",
                cell: (user) =>
                  manages ? (
                    <button type="button" className={lists.rowButton} onClick={() => setEditing(user)}>
                      {user.name}
                    </button>
                  ) : (
                    <span className={lists.name}>{user.name}</span>
                  ),
              },
              { head: "E-mail", phone: "minor", cell: (user) => user.email },
              { head: "Roles", cell: (user) => user.roles.map((role) => ROLES[role]).join(", ") },
              {
                head: "Second step",
                cell: (user) => (user.mfa_enabled ? <Pill tone="pos">On</Pill> : <Pill>Off</Pill>),
              },
              {
                head: "Last sign-in",
                faint: true,
                cell: (user) =>
                  user.last_sign_in_at == null ? (
                    "never"
                  ) : (
                    <time dateTime={user.last_sign_in_at} title={exactly(user.last_sign_in_at)}>
                      {ago(user.last_sign_in_at)}
                    </time>
                  ),
              },
              {
                head: "Account",
                phone: "minor",
                phoneSide: "right",
                cell: (user) =>
                  user.active ? (
                    <Pill dot tone="pos">
                      Open
                    </Pill>
                  ) : (
                    <Pill dot tone="neg">
                      Closed
                    </Pill>
                  ),
              },
            ]}
          />
          <More shown={answer.rows.length} what="users" more={answer.more} busy={answer.isFetchingNextPage} />
        </div>
      )}
      {editing !== null && (
        <UserForm
          user={editing === "new" ? undefined : editing}
          close={() => setEditing(null)}
          saved={(text) => {
            setEditing(null);
            say(text);
            void queries.invalidateQueries({ queryKey: ["users"] });
            void queries.invalidateQueries({ queryKey: ["people"] });
          }}
        />
      )}
    </>
  );
}
