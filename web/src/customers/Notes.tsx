/** What was written down about a customer, newest first; one's own notes can be taken back. */
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "../api/http";
import { explain } from "../api/problem";
import type { Note } from "../api/shapes";
import { useMay, useViewer } from "../api/viewer";
import { ago, exactly } from "../format/ago";
import { More } from "../lists/parts";
import { usePages } from "../lists/usePages";
import { Avatar } from "../ui/Avatar";
import { Card } from "../ui/Card";
import { say } from "../ui/notices";
import { Refusal } from "../ui/Refusal";
import { Failed, Loading } from "../ui/states";
import { useSubmit } from "../ui/useSubmit";
import classes from "./customers.module.css";

export function Notes({ customerId }: { customerId: string }) {
  const answer = usePages<Note>("notes", `/customers/${customerId}/notes`, {}, 20);
  const viewer = useViewer();
  const queries = useQueryClient();
  const mayWrite = useMay("customers.write");
  const refresh = () => queries.invalidateQueries({ queryKey: ["notes"] });

  async function takeBack(note: Note) {
    try {
      await remove(`/customers/${customerId}/notes/${note.id}`);
      await refresh();
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  return (
    <Card title="Notes" icon="note" flush>
      <div className={classes.notes}>
        {mayWrite && <Write customerId={customerId} written={refresh} />}
        {answer.isPending && <Loading rows={3} label="Loading the notes" />}
        {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
        {answer.isSuccess && answer.rows.length === 0 && (
          <p className={`${classes.note} ${classes.small}`}>
            Nothing yet. The first call or visit is written here.
          </p>
        )}
        {answer.rows.map((note) => (
          <article key={note.id} className={classes.note}>
            <Avatar id={note.author_id} name={note.author_name} />
            <div>
              <p>{note.text}</p>
              <footer>
                <span>{note.author_name}</span>
                <time dateTime={note.created_at} title={exactly(note.created_at)}>
                  {ago(note.created_at)}
                </time>
                {mayWrite && note.author_id === viewer?.id && (
                  <button type="button" className={classes.plain} onClick={() => void takeBack(note)}>
                    Take back
                  </button>
                )}
              </footer>
            </div>
          </article>
        ))}
        {answer.more !== undefined && (
          <div className={classes.note}>
            <More
              shown={answer.rows.length}
              what="notes"
              more={answer.more}
              busy={answer.isFetchingNextPage}
            />
          </div>
        )}
      </div>
    </Card>
  );
}

function Write({ customerId, written }: { customerId: string; written: () => Promise<void> }) {
  const [text, setText] = useState("");
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { busy, error, faults, submit } = useSubmit(async () => {
    await post<Note>(`/customers/${customerId}/notes`, { text: text.trim() }, { idempotencyKey: key });
    setText("");
    setKey(crypto.randomUUID());
    await written();
  });
  return (
    <form className={classes.write} onSubmit={submit}>
      <Refusal error={error} shown={["/text"]} />
      <Textarea
        aria-label="New note"
        placeholder="Write a note"
        autosize
        minRows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setKey(crypto.randomUUID());
        }}
        error={faults["/text"]}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim() !== "") void submit();
        }}
      />
      <div>
        <span className={classes.small}>
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> writes it down
        </span>
        <Button type="submit" size="xs" loading={busy} disabled={text.trim() === ""}>
          Add note
        </Button>
      </div>
    </form>
  );
}
