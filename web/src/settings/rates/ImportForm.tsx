/** Hands a file of rates in: it is read and checked, and shows what it would change. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { post } from "../../api/http";
import { faultsElsewhere } from "../../api/problem";
import { BY_NAME } from "../../atlas/tiles";
import { Dialog, DialogBody, DialogFoot } from "../../ui/Dialog";
import { Refusal } from "../../ui/Refusal";
import { useSubmit } from "../../ui/useSubmit";
import type { ImportPreview } from "./shapes";
import { useRatesChanged } from "./useRates";
import settings from "../settings.module.css";
import classes from "./rates.module.css";

const STATES = [
  { value: "", label: "As the file says" },
  ...BY_NAME.map((tile) => ({ value: tile.code, label: tile.name })),
];

/** The server takes so much. */
const LARGEST = 16 * 1024 * 1024;
const SHOWN = ["/state", "/effective"];

export function ImportForm({ close, made }: { close: () => void; made: (id: string) => void }) {
  const changed = useRatesChanged();
  const [file, setFile] = useState<File | null>(null);
  const [state, setState] = useState("");
  const [effective, setEffective] = useState("");
  const id = useId();
  const tooLarge = file !== null && file.size > LARGEST;
  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    if (!file) return;
    const preview = await post<ImportPreview>("/tax/rates/imports", undefined, {
      query: { file_name: file.name, state, effective },
      file,
    });
    changed();
    close();
    made(preview.value.import.id);
  });
  const lines = faultsElsewhere(error, SHOWN);

  return (
    <Dialog wide title="Import a file of rates" close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          {lines.length === 0 && <Refusal error={error} shown={SHOWN} />}
          {lines.length > 0 && (
            <div className={classes.refused} role="alert">
              <strong>The file was not taken; no rate has changed.</strong>
              <ul>
                {lines.map((fault) => (
                  <li key={fault.pointer + fault.code}>{fault.detail}</li>
                ))}
              </ul>
            </div>
          )}
          <p className={settings.text}>
            Streamlined rate and boundary files, the tables of California, Washington, Alabama, Illinois and
            Texas, or a table in the template&apos;s columns; packed as a ZIP or plain.
          </p>
          <div className={settings.grid}>
            <div className={`${settings.whole} ${classes.file}`}>
              <label htmlFor={id}>File</label>
              <input
                id={id}
                type="file"
                accept=".csv,.txt,.tsv,.zip,.xlsx,.geojson,.json"
                aria-invalid={tooLarge}
                onChange={(event) => {
                  clear();
                  setFile(event.currentTarget.files?.[0] ?? null);
                }}
              />
              {tooLarge && (
                <span className={settings.wrong} role="alert">
                  The file is larger than 16 MB.
                </span>
              )}
            </div>
            <NativeSelect
              label="State"
              description="Only where the file does not say it"
              value={state}
              data={STATES}
              onChange={(event) => setState(event.currentTarget.value)}
              error={faults["/state"]}
            />
            <TextInput
              type="date"
              label="In force from"
              description="Only where the file has no dates"
              value={effective}
              onChange={(event) => setEffective(event.currentTarget.value)}
              error={faults["/effective"]}
            />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={file === null || tooLarge}>
            Read the file
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
