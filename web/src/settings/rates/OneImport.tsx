/** One file of rates: what it changes line by line, and the two buttons that apply and undo all of it at once. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, post } from "../../api/http";
import { explain } from "../../api/problem";
import { useMay } from "../../api/viewer";
import { stateName } from "../../atlas/tiles";
import { Note, Segments } from "../../desk/parts/parts";
import { exactly } from "../../format/ago";
import { Icon } from "../../icons/Icon";
import { More } from "../../lists/parts";
import { Table } from "../../lists/Table";
import { usePages } from "../../lists/usePages";
import { Alarm } from "../../ui/Alarm";
import { Pairs } from "../../ui/Card";
import { Dialog, DialogBody, DialogFoot } from "../../ui/Dialog";
import { say } from "../../ui/notices";
import { Empty, Failed, Loading } from "../../ui/states";
import {
  CHANGE_KINDS,
  type ChangeKind,
  type ImportPreview,
  type RateChange,
  type RateImport,
} from "./shapes";
import { useRatesChanged } from "./useRates";
import { changeName, changeText, importStanding, levelName, spanText, whoseName } from "./words";
import classes from "./rates.module.css";

type Act = "apply" | "undo";

export function OneImport({ id, back }: { id: string; back: () => void }) {
  const answer = useQuery({
    queryKey: ["rate-import", id],
    queryFn: ({ signal }) => getVersioned<ImportPreview>(`/tax/rates/imports/${id}`, { signal }),
  });
  const changed = useRatesChanged();
  const mayManage = useMay("tax.manage_rates");
  const [asking, setAsking] = useState<Act | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (answer.isPending) return <Loading rows={8} label="Loading the import" />;
  if (answer.isError) return <Failed text={explain(answer.error)} again={() => void answer.refetch()} />;
  const one = answer.data.value.import;
  const { etag } = answer.data;
  const touched = one.counts.added + one.counts.changed + one.counts.ended;

  async function act(what: Act) {
    setBusy(true);
    setError(null);
    try {
      await post<RateImport>(`/tax/rates/imports/${id}/${what}`, undefined, { ifMatch: etag });
      setAsking(null);
      say(
        what === "apply"
          ? `${one.file_name} is applied: new figures rest on it.`
          : `${one.file_name} is undone: the rates are as they were before.`,
      );
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
      changed();
    }
  }

  return (
    <>
      <div className={classes.bar}>
        <Button variant="default" onClick={back} leftSection={<Icon name="left" small />}>
          All imports
        </Button>
        <h2>{one.file_name}</h2>
        <span className={classes.gap} />
        {mayManage && one.status === "previewed" && (
          <Button disabled={touched === 0} onClick={() => setAsking("apply")}>
            {touched === 0 ? "Nothing to apply" : `Apply ${touched} changes`}
          </Button>
        )}
        {mayManage && one.status === "applied" && (
          <Button
            variant="default"
            onClick={() => setAsking("undo")}
            leftSection={<Icon name="undo" small />}
          >
            Undo
          </Button>
        )}
      </div>
      <div className={classes.facts}>
        <Pairs
          pairs={[
            ["Kind", one.format_name],
            ["State", stateName(one.state)],
            ["Standing", standing(one)],
            ["Handed in", `${one.uploaded_by.name}, ${exactly(one.uploaded_at)}`],
          ]}
        />
      </div>
      {one.notices.map((notice) => (
        <Note key={`${notice.code} ${notice.line} ${notice.detail}`}>
          {notice.line == null ? "" : `Line ${notice.line}: `}
          {notice.detail}
        </Note>
      ))}
      <Changes id={id} counts={one.counts} />
      {asking && (
        <Dialog
          title={asking === "apply" ? "Apply all of this file?" : "Undo this import?"}
          close={() => setAsking(null)}
        >
          <DialogBody>
            {error !== null && <Alarm text={explain(error)} />}
            <p>
              {asking === "apply"
                ? `${one.counts.added} new, ${one.counts.changed} changed and ${one.counts.ended} ended rates take hold at once. Deals that are contracted keep what they were taxed with. It can be undone.`
                : "The rates go back to what held before this file. Deals that are contracted keep what they were taxed with."}
            </p>
          </DialogBody>
          <DialogFoot>
            <Button variant="default" onClick={() => setAsking(null)}>
              Keep as it is
            </Button>
            <Button loading={busy} onClick={() => void act(asking)}>
              {asking === "apply" ? "Apply" : "Undo"}
            </Button>
          </DialogFoot>
        </Dialog>
      )}
    </>
  );
}

function standing(one: RateImport): string {
  const by =
    one.status === "applied"
      ? [one.applied_by?.name, one.applied_at]
      : one.status === "undone"
        ? [one.undone_by?.name, one.undone_at]
        : [];
  const when = by[1] ? exactly(by[1]) : "";
  return [importStanding[one.status], by[0], when].filter(Boolean).join(", ");
}

function Changes({ id, counts }: { id: string; counts: RateImport["counts"] }) {
  const first = CHANGE_KINDS.find((kind) => counts[kind] > 0) ?? "added";
  const [kind, setKind] = useState<ChangeKind>(first);
  const answer = usePages<RateChange>("rate-import", `/tax/rates/imports/${id}/diff`, { kind });
  return (
    <>
      <div className={classes.start}>
        <Segments
          label="Which changes"
          value={kind}
          options={CHANGE_KINDS.map((each) => [each, `${changeName[each]} ${counts[each]}`] as const)}
          choose={setKind}
        />
      </div>
      {answer.isPending && <Loading rows={6} label="Loading the changes" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty title="None" text={`No rate of this file is ${changeName[kind].toLowerCase()}.`} />
      )}
      {answer.rows.length > 0 && (
        <div>
          <Table
            label={`${changeName[kind]} rates`}
            rows={answer.rows.map((row) => ({
              ...row,
              id: `${row.line} ${row.level} ${row.name} ${row.class}`,
            }))}
            at={-1}
            open={() => {}}
            columns={[
              { head: "Place", strong: true, phone: "major", cell: (row) => row.name },
              { head: "Level", faint: true, cell: (row) => levelName[row.level] },
              { head: "County", faint: true, phone: "minor", cell: (row) => row.county ?? "" },
              {
                head: "Rate",
                right: true,
                phone: "major",
                phoneSide: "right",
                cell: changeText,
              },
              {
                head: "In force",
                faint: true,
                cell: (row) => spanText(row.after.from, row.after.to),
              },
              {
                head: "Before",
                faint: true,
                cell: (row) => (row.before ? whoseName[row.before.whose] : ""),
              },
              { head: "Line", right: true, faint: true, cell: (row) => row.line },
              {
                head: "Note",
                faint: true,
                phone: "minor",
                phoneSide: "right",
                cell: (row) => <span className={classes.reason}>{row.note ?? ""}</span>,
              },
            ]}
          />
          <More shown={answer.rows.length} what="rates" more={answer.more} busy={answer.isFetchingNextPage} />
        </div>
      )}
    </>
  );
}
