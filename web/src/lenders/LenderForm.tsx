/** The form of a lender: where it buys, how it pays, what it takes back, and how much markup it allows. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, isProblem, post, put, type Versioned } from "../api/http";
import type { LenderView } from "../api/types";
import { Fields } from "../forms/Fields";
import { shownAt } from "../forms/fields";
import { RowsEditor } from "../forms/RowsEditor";
import { Conflict } from "../ui/Conflict";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import {
  CAPS,
  CHARGEBACK,
  lenderDraft,
  lenderPlaces,
  PLAIN,
  readLender,
  reserveFields,
} from "./lender-draft";
import classes from "./lenders.module.css";

export function LenderForm({
  kept,
  close,
  saved,
}: {
  /** Absent for a new one. */
  kept?: Versioned<LenderView>;
  close: () => void;
  saved: (lender: LenderView) => void;
}) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => lenderDraft(kept?.value.lender, kept?.value.active ?? true));
  const [etag, setEtag] = useState(kept?.etag ?? null);
  const [tried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const read = readLender(draft);

  function done(lender: LenderView) {
    void queries.invalidateQueries({ queryKey: ["lenders"] });
    void queries.invalidateQueries({ queryKey: ["lender"] });
    saved(lender);
  }

  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    setTried(true);
    if (Object.keys(read.faults).length > 0) {
      throw new Error("Some fields need another look; each says why.");
    }
    const answer =
      kept === undefined
        ? await post<LenderView>("/lenders", read.value, { idempotencyKey: key })
        : await put<LenderView>(`/lenders/${kept.value.id}`, read.value, { ifMatch: etag });
    done(answer.value);
  });
  const theirs = () => getVersioned<LenderView>(`/lenders/${kept?.value.id}`);
  const takeTheirs = useSubmit(async () => {
    const fresh = await theirs();
    setDraft(lenderDraft(fresh.value.lender, fresh.value.active));
    setEtag(fresh.etag);
    clear();
  });
  const keepMine = useSubmit(async () => {
    const fresh = await theirs();
    done((await put<LenderView>(`/lenders/${fresh.value.id}`, read.value, { ifMatch: fresh.etag })).value);
  });
  const at = { ...faults, ...(tried ? read.faults : {}) };

  return (
    <Dialog wide title={kept?.value.name ?? "New lender"} close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Conflict
            error={error}
            takeTheirs={() => void takeTheirs.submit()}
            keepMine={() => void keepMine.submit()}
          />
          <Refusal
            error={takeTheirs.error ?? keepMine.error ?? (isProblem(error, 412) ? null : error)}
            shown={shownAt(faults, lenderPlaces(draft), ["/markup_caps"])}
          />
          <div className={classes.parts}>
            <Fields
              fields={PLAIN}
              draft={draft.plain}
              change={(plain) => setDraft({ ...draft, plain })}
              faults={at}
            />
            <h3>Reserve</h3>
            <Fields
              fields={reserveFields(draft.reserve)}
              draft={draft.reserve}
              change={(reserve) => setDraft({ ...draft, reserve })}
              faults={at}
              pointer="/reserve"
            />
            <h3>Chargeback</h3>
            <Fields
              fields={CHARGEBACK}
              draft={draft.chargeback}
              change={(chargeback) => setDraft({ ...draft, chargeback })}
              faults={at}
              pointer="/chargeback"
            />
            <h3>Markup at most</h3>
            <RowsEditor
              label="Markup caps"
              one="cap"
              fields={CAPS}
              rows={draft.caps}
              change={(caps) => setDraft({ ...draft, caps })}
              faults={at}
              pointer="/markup_caps"
              none="Nothing beyond what its sheets and the state say."
            />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {kept === undefined ? "Add lender" : "Save"}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
