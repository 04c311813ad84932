/** The columns that a store's menus begin with: which products stand in each, in which plan. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, getVersioned, isProblem, put, type Versioned } from "../api/http";
import { explain } from "../api/problem";
import { useMay } from "../api/viewer";
import { type Field, type Option, placesOfRows, readRows, type Row, rowsOf, shownAt } from "../forms/fields";
import forms from "../forms/forms.module.css";
import { useKeptDraft } from "../forms/kept";
import { RowsEditor } from "../forms/RowsEditor";
import { Icon } from "../icons/Icon";
import { useFilters } from "../lists/useFilters";
import settings from "../settings/settings.module.css";
import { useRooftops } from "../settings/useRooftops";
import { Card } from "../ui/Card";
import { Conflict } from "../ui/Conflict";
import { say } from "../ui/notices";
import { Refusal } from "../ui/Refusal";
import { Empty, Failed, Loading } from "../ui/states";
import { useSubmit } from "../ui/useSubmit";
import { ANY_PLAN, splitPick, whichPlans } from "./picks";
import type { CatalogueItem, MenuColumns, TemplateColumn } from "./shapes";

const MOST = 6;

export default function MenuColumnsPage() {
  const rooftops = useRooftops();
  const [filters, change] = useFilters(["store"] as const);
  const rooftop = rooftops.own.find((each) => each.id === filters.store) ?? rooftops.own[0];
  const columns = useQuery({
    queryKey: ["menu-columns", rooftop?.id],
    queryFn: ({ signal }) => getVersioned<MenuColumns>(`/desk/menu-columns/${rooftop?.id}`, { signal }),
    enabled: rooftop !== undefined,
  });
  const catalogue = useQuery({
    queryKey: ["catalogue", rooftop?.id],
    queryFn: ({ signal }) =>
      get<{ items: CatalogueItem[] }>("/desk/catalogue", { query: { rooftop_id: rooftop?.id }, signal }),
    enabled: rooftop !== undefined,
  });
  const failed = columns.error ?? catalogue.error;
  return (
    <>
      <div className={settings.head}>
        <p>A menu of this store begins with these columns; each can be changed for a deal.</p>
        {rooftops.own.length > 1 && rooftop !== undefined && (
          <NativeSelect
            aria-label="Store"
            value={rooftop.id}
            data={rooftops.own.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(event) => change({ store: event.currentTarget.value })}
          />
        )}
      </div>
      {failed !== null && (
        <Failed
          text={explain(failed)}
          again={() => {
            void columns.refetch();
            void catalogue.refetch();
          }}
        />
      )}
      {failed === null && (columns.data === undefined || catalogue.data === undefined) && (
        <Loading rows={6} label="Loading the columns" />
      )}
      {columns.data !== undefined && catalogue.data !== undefined && rooftop !== undefined && (
        <ColumnsForm
          key={rooftop.id}
          kept={columns.data}
          catalogue={catalogue.data.items}
          store={rooftop.name}
        />
      )}
    </>
  );
}

interface ColumnDraft {
  key: string;
  id: string;
  name: string;
  products: readonly Row[];
}

function fieldsOf(picks: readonly Option[]): readonly Field[] {
  return [{ name: "pick", label: "Product and plan", kind: "choice", needed: true, options: picks }];
}

function draftOfColumns(columns: readonly TemplateColumn[], fields: readonly Field[]): ColumnDraft[] {
  return columns.map((column) => ({
    key: column.id,
    id: column.id,
    name: column.name,
    products: rowsOf(
      fields,
      column.products.map(({ item, plan }) => ({ pick: `${item} ${plan ?? ANY_PLAN}` })),
    ),
  }));
}

function ColumnsForm({
  kept,
  catalogue,
  store,
}: {
  kept: Versioned<MenuColumns>;
  catalogue: readonly CatalogueItem[];
  store: string;
}) {
  const id = kept.value.rooftop_id;
  const queries = useQueryClient();
  const manages = useMay("products.manage");
  const fields = fieldsOf(whichPlans(catalogue, kept.value.columns));
  const typed = useKeptDraft(
    `menu-columns ${id}`,
    () => draftOfColumns(kept.value.columns, fields),
    kept.etag,
  );
  const [tried, setTried] = useState(false);
  const { draft, change } = typed;

  const local: Record<string, string> = {};
  const columns = draft.map((column, index): TemplateColumn => {
    const read = readRows(fields, column.products, `/columns/${index}/products`);
    Object.assign(local, read.faults);
    if (column.name.trim() === "") local[`/columns/${index}/name`] = "This is needed.";
    return {
      id: column.id,
      name: column.name.trim(),
      products: read.value.map((row) => splitPick(String(row["pick"] ?? ""))),
    };
  });

  const at = `/desk/menu-columns/${id}`;
  async function write(etag: string | null) {
    const saved = await put<MenuColumns>(at, { columns }, { ifMatch: etag });
    typed.reset(draftOfColumns(saved.value.columns, fields), saved.etag);
    queries.setQueryData(["menu-columns", id], saved);
    setTried(false);
    say(`The menus of ${store} begin with these columns now.`);
  }
  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    setTried(true);
    if (Object.keys(local).length > 0) throw new Error("Some fields need another look; each says why.");
    await write(typed.etag);
  });
  const takeTheirs = useSubmit(async () => {
    const theirs = await getVersioned<MenuColumns>(at);
    typed.reset(draftOfColumns(theirs.value.columns, fields), theirs.etag);
    clear();
  });
  const keepMine = useSubmit(async () => {
    await write((await getVersioned<MenuColumns>(at)).etag);
    clear();
  });
  const all = { ...faults, ...(tried ? local : {}) };
  const places = draft.flatMap((column, index) => [
    `/columns/${index}/name`,
    ...placesOfRows(fields, column.products, `/columns/${index}/products`),
  ]);
  const exact = draft.flatMap((column, index) => [
    `/columns/${index}/products`,
    ...column.products.map((_, row) => `/columns/${index}/products/${row}`),
  ]);
  // The server names what a row is made of: item and plan.
  const asRows = Object.fromEntries(
    Object.entries(all).map(([pointer, text]) => [
      pointer.replace(/\/products\/(\d+)\/(item|plan)$/, "/products/$1/pick"),
      text,
    ]),
  );

  return (
    <form className={forms.page} onSubmit={submit} noValidate>
      <Conflict
        error={error}
        takeTheirs={() => void takeTheirs.submit()}
        keepMine={() => void keepMine.submit()}
      />
      <Refusal
        error={takeTheirs.error ?? keepMine.error ?? (isProblem(error, 412) ? null : error)}
        shown={Object.keys(faults).filter(
          (pointer) =>
            /\/products\/\d+\/(item|plan)$/.test(pointer) ||
            shownAt({ [pointer]: "" }, places, exact).length > 0,
        )}
      />
      {draft.length === 0 && (
        <Empty
          title="No columns yet"
          text="A menu then begins empty, and each column is put together for the deal."
        />
      )}
      {draft.map((column, index) => {
        const set = (changes: Partial<ColumnDraft>) =>
          change(draft.map((each) => (each.key === column.key ? { ...each, ...changes } : each)));
        return (
          <Card
            key={column.key}
            title={column.name.trim() || `Column ${index + 1}`}
            aside={
              manages && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => change(draft.filter((each) => each.key !== column.key))}
                >
                  Take the column away
                </Button>
              )
            }
          >
            <div className={forms.page} style={{ maxWidth: 520 }}>
              <TextInput
                label="Name of the column"
                value={column.name}
                maxLength={80}
                readOnly={!manages}
                onChange={(event) => set({ name: event.currentTarget.value })}
                error={all[`/columns/${index}/name`]}
              />
              <RowsEditor
                label={`Products of ${column.name.trim() || `column ${index + 1}`}`}
                one="product"
                fields={fields}
                rows={column.products}
                change={(products) => set({ products })}
                faults={asRows}
                pointer={`/columns/${index}/products`}
                none="No product stands in it yet."
                most={20}
              />
            </div>
          </Card>
        );
      })}
      {manages && draft.length < MOST && (
        <div>
          <Button
            variant="default"
            leftSection={<Icon name="plus" small />}
            onClick={() => {
              const fresh = crypto.randomUUID();
              change([...draft, { key: fresh, id: fresh, name: "", products: [] }]);
            }}
          >
            New column
          </Button>
        </div>
      )}
      {manages && (
        <div className={forms.foot}>
          <p role="status">
            {typed.dirty
              ? typed.returned
                ? "What you typed before is still here, not saved."
                : "Not saved yet."
              : ""}
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
      )}
    </form>
  );
}
