/**
 * A part of a desk's settings as a form: read for a store, edited, saved as the next edition. What was typed is kept
 * while one looks elsewhere; who saved first is told about, and either side can be taken.
 */
import { Button, NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { getVersioned, isProblem, put, type Versioned } from "../../api/http";
import { explain } from "../../api/problem";
import { exactly } from "../../format/ago";
import { type Faults, shownAt } from "../../forms/fields";
import forms from "../../forms/forms.module.css";
import { useKeptDraft } from "../../forms/kept";
import { useFilters } from "../../lists/useFilters";
import { Conflict } from "../../ui/Conflict";
import { say } from "../../ui/notices";
import { Refusal } from "../../ui/Refusal";
import { Empty, Failed, Loading } from "../../ui/states";
import { useSubmit } from "../../ui/useSubmit";
import { useRooftops } from "../useRooftops";
import type { Part } from "./parts";
import { type DeskSettings, updateOf } from "./shapes";
import settings from "../settings.module.css";

interface Shown<D> {
  draft: D;
  change: (draft: D) => void;
  faults: Faults;
  kept: DeskSettings;
}

interface PartProps<D> {
  /** Part of the name under which what was typed is kept. */
  name: string;
  intro: string;
  part: Part<D>;
  children: (shown: Shown<D>) => ReactNode;
}

export function SettingsPart<D>(props: PartProps<D>) {
  const rooftops = useRooftops();
  const [filters, change] = useFilters(["store"] as const);
  const rooftop = rooftops.own.find((each) => each.id === filters.store) ?? rooftops.own[0];
  const answer = useQuery({
    queryKey: ["desk-settings", rooftop?.id],
    queryFn: ({ signal }) =>
      getVersioned<DeskSettings>("/desk/settings", { query: { rooftop_id: rooftop?.id }, signal }),
    enabled: rooftop !== undefined,
  });
  if (rooftops.isError) return <Failed text={explain(rooftops.error)} />;
  return (
    <>
      <div className={settings.head}>
        <p>{props.intro}</p>
        {rooftops.own.length > 1 && rooftop !== undefined && (
          <NativeSelect
            aria-label="Store"
            value={rooftop.id}
            data={rooftops.own.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(event) => change({ store: event.currentTarget.value })}
          />
        )}
      </div>
      {answer.isPending && <Loading rows={8} label="Loading the settings" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && rooftop === undefined && (
        <Empty title="No store" text="A desk belongs to a store." />
      )}
      {answer.isSuccess && rooftop !== undefined && (
        <PartForm key={rooftop.id} {...props} store={rooftop.name} kept={answer.data} />
      )}
    </>
  );
}

function PartForm<D>({
  name,
  part,
  children,
  store,
  kept,
}: PartProps<D> & { store: string; kept: Versioned<DeskSettings> }) {
  const id = kept.value.rooftop_id;
  const queries = useQueryClient();
  /** What the form was made of: reading it again in the background takes nothing out of the hands. */
  const [base, setBase] = useState(kept);
  const typed = useKeptDraft(`desk-settings ${name} ${id}`, () => part.draftOf(base.value), base.etag);
  const [tried, setTried] = useState(false);
  // Nothing typed and something newer there: that is shown.
  if (!typed.dirty && kept.etag !== base.etag && kept.value.version > base.value.version) {
    setBase(kept);
    typed.reset(part.draftOf(kept.value), kept.etag);
  }
  const read = part.read(typed.draft);

  async function write(over: Versioned<DeskSettings>) {
    const body = { ...updateOf(over.value), ...read.value };
    const answer = await put<DeskSettings>(`/desk/settings/${id}`, body, { ifMatch: over.etag });
    setBase(answer);
    setTried(false);
    typed.reset(part.draftOf(answer.value), answer.etag);
    queries.setQueryData(["desk-settings", id], answer);
    void queries.invalidateQueries({ queryKey: ["desk-settings"] });
    say(
      `The settings of ${store} were saved. New deals start from them; deals that there are stay as they are.`,
    );
  }

  const fresh = () => getVersioned<DeskSettings>("/desk/settings", { query: { rooftop_id: id } });
  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    setTried(true);
    if (Object.keys(read.faults).length > 0) {
      throw new Error("Some fields need another look; each says why.");
    }
    await write({ value: base.value, etag: typed.etag });
  });
  const takeTheirs = useSubmit(async () => {
    const theirs = await fresh();
    setBase(theirs);
    typed.reset(part.draftOf(theirs.value), theirs.etag);
    clear();
  });
  const keepMine = useSubmit(async () => {
    await write(await fresh());
    clear();
  });
  const at = { ...faults, ...(tried ? read.faults : {}) };

  return (
    <form className={forms.page} onSubmit={submit} noValidate>
      <Conflict
        error={error}
        takeTheirs={() => void takeTheirs.submit()}
        keepMine={() => void keepMine.submit()}
      />
      <Refusal
        error={takeTheirs.error ?? keepMine.error ?? (isProblem(error, 412) ? null : error)}
        shown={shownAt(faults, part.places(typed.draft), part.exact(typed.draft))}
      />
      {children({ draft: typed.draft, change: typed.change, faults: at, kept: base.value })}
      <div className={forms.foot}>
        <p role="status">
          {typed.dirty
            ? typed.returned
              ? "What you typed before is still here, not saved."
              : "Not saved yet."
            : lastSaved(base.value)}
        </p>
        <Button
          variant="default"
          disabled={!typed.dirty}
          onClick={() => {
            typed.discard();
            setTried(false);
            clear();
          }}
        >
          Discard
        </Button>
        <Button type="submit" loading={busy} disabled={!typed.dirty}>
          Save
        </Button>
      </div>
    </form>
  );
}

function lastSaved({ version, updated_at, updated_by }: DeskSettings): ReactNode {
  if (version === 0 || updated_at == null) return "Nothing was set here yet: these are the usual values.";
  return (
    <>
      Edition {version}, saved by {updated_by?.name ?? "somebody"} on {exactly(updated_at)}
    </>
  );
}
