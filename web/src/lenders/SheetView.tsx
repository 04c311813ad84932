/** One rate sheet: where and when it holds, its tables, and the way to end it early. */
import { Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, post, type Versioned } from "../api/http";
import { explain } from "../api/problem";
import type { ProgrammeWhole } from "../api/types";
import { useMay } from "../api/viewer";
import { day } from "../desk/numbers/format";
import { exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { rooftopName, useRooftops } from "../settings/useRooftops";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Refusal } from "../ui/Refusal";
import { Failed, Loading } from "../ui/states";
import { useSubmit } from "../ui/useSubmit";
import { SheetTables } from "./SheetTables";
import { daysLeft, endsSoon, sheetKind, spanText, stateOfSheet, today } from "./words";
import classes from "./lenders.module.css";

export function SheetView({ id, back }: { id: string; back: () => void }) {
  const answer = useQuery({
    queryKey: ["lenders", "sheet", id],
    queryFn: ({ signal }) => getVersioned<ProgrammeWhole>(`/lenders/programmes/${id}`, { signal }),
  });
  const manages = useMay("lenders.manage");
  const rooftops = useRooftops();
  const [ending, setEnding] = useState(false);
  const [on] = useState(today);
  if (answer.isPending) return <Loading rows={8} label="Loading the sheet" />;
  if (answer.isError) return <Failed text={explain(answer.error)} again={() => void answer.refetch()} />;
  const whole = answer.data.value;
  const sheet = whole.programme;
  const places = [
    sheet.states?.length ? sheet.states.join(", ") : "all states",
    sheet.rooftops?.length
      ? sheet.rooftops.map((each) => rooftopName(rooftops.own, each) || "another store").join(", ")
      : "all stores",
  ].join("; ");
  const cars = [...(sheet.makes ?? []), ...(sheet.models ?? [])].join(", ");
  return (
    <>
      <div className={classes.bar}>
        <Button variant="default" onClick={back} leftSection={<Icon name="left" small />}>
          All sheets
        </Button>
        <h2>{whole.name}</h2>
        <Pill tone={whole.state === "in_force" ? (endsSoon(whole.valid_to, on) ? "warn" : "pos") : "plain"}>
          {whole.state === "in_force"
            ? `In force, ${daysLeft(whole.valid_to, on)}`
            : stateOfSheet[whole.state]}
        </Pill>
        <span className={classes.gap} />
        {manages && whole.state !== "ended" && (
          <Button variant="default" onClick={() => setEnding(true)}>
            {whole.state === "future" ? "Take it back" : "End it early"}
          </Button>
        )}
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>Kind</dt>
          <dd>{sheetKind[whole.kind]}</dd>
        </div>
        <div>
          <dt>Holds</dt>
          <dd>{spanText(whole.valid_from, whole.valid_to)}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>{places}</dd>
        </div>
        {cars !== "" && (
          <div>
            <dt>For</dt>
            <dd>{cars}</dd>
          </div>
        )}
        <div>
          <dt>Imported</dt>
          <dd>
            {whole.imported_by.name}, {exactly(whole.imported_at)}
          </dd>
        </div>
        {whole.ended_at != null && (
          <div>
            <dt>Ended early</dt>
            <dd>
              {whole.ended_by?.name}, {exactly(whole.ended_at)}
            </dd>
          </div>
        )}
      </dl>
      <SheetTables sheet={sheet} />
      {ending && <EndDialog kept={answer.data} on={on} close={() => setEnding(false)} />}
    </>
  );
}

function dayBefore(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function EndDialog({ kept, on, close }: { kept: Versioned<ProgrammeWhole>; on: string; close: () => void }) {
  const sheet = kept.value;
  const queries = useQueryClient();
  const future = sheet.state === "future";
  const [last, setLast] = useState(future ? dayBefore(sheet.valid_from) : on);
  const { busy, error, faults, submit } = useSubmit(async () => {
    await post(`/lenders/programmes/${sheet.id}/end`, { valid_to: last }, { ifMatch: kept.etag });
    say(future ? `${sheet.name} never takes hold.` : `${sheet.name} ends with ${day(last)}.`);
    void queries.invalidateQueries({ queryKey: ["lenders"] });
    close();
  });
  return (
    <Dialog title={future ? "Take this sheet back?" : "End this sheet early?"} close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Refusal error={error} shown={["/valid_to"]} />
          {future ? (
            <p>
              It was to hold from {day(sheet.valid_from)}. Taken back, it stays in the list and never holds.
            </p>
          ) : (
            <>
              <p style={{ marginBottom: 10 }}>
                From the day after, the desk scans nothing of it, and a deal on it is not submitted.
                Contracted deals keep what they were made with.
              </p>
              <TextInput
                type="date"
                label="Last day"
                value={last}
                onChange={(event) => setLast(event.currentTarget.value)}
                error={faults["/valid_to"]}
              />
            </>
          )}
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button type="submit" loading={busy} disabled={last === ""}>
            {future ? "Take it back" : "End it"}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
