/** Hands a rate sheet in: its name and days are typed, its lines come from files or are pasted. */
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { post } from "../api/http";
import type { LenderView, ProgrammeImport, ProgrammeKind } from "../api/types";
import { Fields } from "../forms/Fields";
import { shownAt } from "../forms/fields";
import { RowsEditor } from "../forms/RowsEditor";
import { useRooftops } from "../settings/useRooftops";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import {
  COLUMNS,
  FILES,
  headFields,
  LARGEST,
  LEASE,
  MILEAGE,
  readSheet,
  sheetPlaces,
  type SheetFile,
  sheetDraft,
  TOO_LARGE,
} from "./sheet-draft";
import { today } from "./words";
import classes from "./lenders.module.css";

export function ImportSheet({
  lender,
  close,
  made,
}: {
  lender: LenderView;
  close: () => void;
  made: (id: string) => void;
}) {
  const queries = useQueryClient();
  const rooftops = useRooftops().own.map((each) => [each.id, each.name] as const);
  const [draft, setDraft] = useState(() => sheetDraft(rooftops, today()));
  const [tried, setTried] = useState(false);
  // A mended sheet is another import, not the same one repeated.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const read = readSheet(draft, rooftops, lender.id);
  const kind = draft.head["kind"] as ProgrammeKind;

  const { busy, error, faults, submit } = useSubmit(async () => {
    setTried(true);
    if (Object.keys(read.faults).length > 0) {
      throw new Error("Some fields need another look; each says why.");
    }
    const answer = await post<ProgrammeImport>("/lenders/programmes/imports", read.value, {
      idempotencyKey: key,
    });
    void queries.invalidateQueries({ queryKey: ["lenders"] });
    made(answer.value.id);
  });
  const at = { ...faults, ...(tried ? read.faults : {}) };
  const set = (changes: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changes });
    setKey(crypto.randomUUID());
  };

  return (
    <Dialog wide title={`Import a sheet of ${lender.name}`} close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Refusal error={error} shown={shownAt(faults, sheetPlaces(draft, rooftops), ["/lease/mileage"])} />
          <div className={classes.parts}>
            <Fields
              fields={headFields(rooftops)}
              draft={draft.head}
              change={(head) => set({ head })}
              faults={at}
            />
            {FILES[kind].map((file) => (
              <FilePart
                key={file}
                file={file}
                text={draft.files[file]}
                change={(text) => set({ files: { ...draft.files, [file]: text } })}
                error={at[`/files/${file}`]}
              />
            ))}
            {kind === "lease" && (
              <>
                <h3>Terms of the lease</h3>
                <Fields
                  fields={LEASE}
                  draft={draft.lease}
                  change={(lease) => set({ lease })}
                  faults={at}
                  pointer="/lease"
                />
                <h3>Residual at other miles</h3>
                <RowsEditor
                  label="Mileage steps"
                  one="step"
                  fields={MILEAGE}
                  rows={draft.mileage}
                  change={(mileage) => set({ mileage })}
                  faults={at}
                  pointer="/lease/mileage"
                  none="Only the miles that the file of residuals names."
                />
              </>
            )}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Read the sheet
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function FilePart({
  file,
  text,
  change,
  error,
}: {
  file: SheetFile;
  text: string;
  change: (text: string) => void;
  error: string | undefined;
}) {
  const id = useId();
  const [refused, setRefused] = useState("");
  const { label, needed, more } = COLUMNS[file];

  async function take(chosen: File | undefined) {
    if (chosen === undefined) return;
    if (chosen.size > LARGEST) {
      setRefused(`${chosen.name}: ${TOO_LARGE}`);
      return;
    }
    try {
      change(new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer()));
      setRefused("");
    } catch {
      setRefused(`${chosen.name} is not plain text. Save it as CSV (UTF-8) and choose it again.`);
    }
  }

  return (
    <div className={classes.file}>
      <h3>{label}</h3>
      <label htmlFor={id}>{label}, as a CSV file</label>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,text/csv"
        aria-invalid={refused !== ""}
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      <Textarea
        className={classes.csv}
        label={`${label}, or its lines pasted here`}
        value={text}
        spellCheck={false}
        placeholder={needed.replaceAll(", ", ",")}
        onChange={(event) => change(event.currentTarget.value)}
        error={refused || error}
      />
      <p className={`al-meta al-faint ${classes.columns}`}>
        The first line names the columns: {needed}. Where wanted: {more}.
      </p>
    </div>
  );
}
