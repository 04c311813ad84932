/** A sheet that was handed in: every fault at its line and column, or what it changes against the sheet in force. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, post } from "../api/http";
import { explain } from "../api/problem";
import type { ProgrammeImport, RateSheetRowChange } from "../api/types";
import { useMay } from "../api/viewer";
import { day } from "../desk/numbers/format";
import { exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { Alarm } from "../ui/Alarm";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Failed, Loading } from "../ui/states";
import { TONES } from "./ImportsPart";
import { SheetTables } from "./SheetTables";
import { changeText, importStanding, placeOfFault, sentence, sheetKind, spanText } from "./words";
import classes from "./lenders.module.css";

export function OneImport({
  id,
  back,
  applied,
}: {
  id: string;
  back: () => void;
  applied: (sheet: string) => void;
}) {
  const answer = useQuery({
    queryKey: ["lenders", "import", id],
    queryFn: ({ signal }) => getVersioned<ProgrammeImport>(`/lenders/programmes/imports/${id}`, { signal }),
  });
  const queries = useQueryClient();
  const manages = useMay("lenders.manage");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (answer.isPending) return <Loading rows={8} label="Loading the import" />;
  if (answer.isError) return <Failed text={explain(answer.error)} again={() => void answer.refetch()} />;
  const one = answer.data.value;

  async function apply() {
    setBusy(true);
    setError(null);
    try {
      const done = await post<ProgrammeImport>(`/lenders/programmes/imports/${id}/apply`, undefined, {
        ifMatch: answer.data?.etag ?? null,
      });
      void queries.invalidateQueries({ queryKey: ["lenders"] });
      say(`${one.name} is applied: it holds ${spanText(one.valid_from, one.valid_to)}.`);
      const sheet = done.value.programme?.id ?? one.programme?.id;
      if (sheet === undefined) back();
      else applied(sheet);
    } catch (refused) {
      setError(refused);
      void answer.refetch();
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <div className={classes.bar}>
        <Button variant="default" onClick={back} leftSection={<Icon name="left" small />}>
          All imports
        </Button>
        <h2>{one.name}</h2>
        <Pill tone={TONES[one.status]}>{importStanding[one.status]}</Pill>
        <span className={classes.gap} />
        {manages && one.status === "previewed" && (
          <Button loading={busy} onClick={() => void apply()}>
            Apply this sheet
          </Button>
        )}
      </div>
      {error !== null && <Alarm text={explain(error)} />}
      <dl className={classes.facts}>
        <div>
          <dt>Kind</dt>
          <dd>{sheetKind[one.kind]}</dd>
        </div>
        <div>
          <dt>Holds</dt>
          <dd>{spanText(one.valid_from, one.valid_to)}</dd>
        </div>
        <div>
          <dt>Lines read</dt>
          <dd>{one.rows}</dd>
        </div>
        {one.supersedes_until != null && (
          <div>
            <dt>The sheet before ends with</dt>
            <dd>{day(one.supersedes_until)}</dd>
          </div>
        )}
        <div>
          <dt>Handed in</dt>
          <dd>
            {one.uploaded_by.name}, {exactly(one.uploaded_at)}
          </dd>
        </div>
        {one.applied_at != null && (
          <div>
            <dt>Applied</dt>
            <dd>
              {one.applied_by?.name}, {exactly(one.applied_at)}
            </dd>
          </div>
        )}
      </dl>
      {one.faults.length > 0 && <Faults one={one} />}
      {one.changes != null && <Changes one={one} />}
      {one.faults.length === 0 && one.changes == null && one.supersedes == null && (
        <p className={classes.text}>
          Nothing of the same lender and kind is in force there: it replaces no sheet.
        </p>
      )}
      {one.programme != null && <SheetTables sheet={one.programme} />}
    </>
  );
}

function Faults({ one }: { one: ProgrammeImport }) {
  return (
    <div className={classes.faults}>
      <table aria-label="Faults">
        <caption>
          {one.faults.length === 1 ? "1 fault" : `${one.faults.length} faults`}. Nothing has changed; mend
          what is named and import the sheet again.
        </caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {one.faults.map((fault) => (
            <tr key={[fault.file, fault.line, fault.column, fault.pointer, fault.code].join(" ")}>
              <td>{placeOfFault(fault)}</td>
              <td>{sentence(fault.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const LISTS: Record<string, string> = {
  tiers: "Tier",
  rows: "Rate",
  factors: "Money factor",
  residuals: "Residual",
  mileage: "Mileage",
  terms: "Terms",
};

function Changes({ one }: { one: ProgrammeImport }) {
  const { changes } = one;
  if (changes == null) return null;
  const parts: [string, readonly RateSheetRowChange[]][] = [
    ["Changed", changes.changed],
    ["New", changes.new],
    ["Gone", changes.gone],
  ];
  const rows = parts.flatMap(([what, list]) => list.map((change) => ({ what, change })));
  return (
    <div className={classes.frame}>
      <table className={classes.sheet} aria-label="Changes against the sheet before">
        <caption>
          Against the sheet before: {changes.changed.length} changed, {changes.new.length} new,{" "}
          {changes.gone.length} gone, {changes.same} the same
        </caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Part</th>
            <th scope="col">Row</th>
            <th scope="col">Figures</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, change }) => (
            <tr key={`${what} ${change.list} ${change.row}`}>
              <td>{what}</td>
              <td>{LISTS[change.list] ?? change.list}</td>
              <td>{change.row}</td>
              <td>{changeText(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
