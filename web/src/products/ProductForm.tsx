/** One product: what it is, where it is sold, its rate card as a table, and what it may cost at most. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, isProblem, post, put, type Versioned } from "../api/http";
import { Fields } from "../forms/Fields";
import { shownAt } from "../forms/fields";
import forms from "../forms/forms.module.css";
import { useKeptDraft } from "../forms/kept";
import { RowsEditor } from "../forms/RowsEditor";
import { Icon } from "../icons/Icon";
import { useRooftops } from "../settings/useRooftops";
import { Card } from "../ui/Card";
import { Conflict } from "../ui/Conflict";
import { say } from "../ui/notices";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import { CAPS, PLANS, productDraft, productFields, productPlaces, productWholes, readProduct } from "./draft";
import type { Product } from "./shapes";

export function ProductForm({ kept, back }: { kept: Versioned<Product> | undefined; back: () => void }) {
  const queries = useQueryClient();
  const rooftops = useRooftops().own.map((each) => [each.id, each.name] as const);
  const typed = useKeptDraft(
    `product ${kept?.value.id ?? "new"}`,
    () => productDraft(kept?.value.product, rooftops),
    kept?.etag ?? null,
  );
  const [tried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const { draft, change } = typed;
  const read = readProduct(draft, rooftops);
  const at = (id: string) => `/products/${id}`;

  function done(saved: Versioned<Product>) {
    typed.reset(productDraft(saved.value.product, rooftops), saved.etag);
    void queries.invalidateQueries({ queryKey: ["products"] });
    void queries.invalidateQueries({ queryKey: ["catalogue"] });
    say(`${saved.value.product.name} was saved.`);
    back();
  }

  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    setTried(true);
    if (Object.keys(read.faults).length > 0) {
      throw new Error("Some fields need another look; each says why.");
    }
    done(
      kept === undefined
        ? await post<Product>("/products", read.value, { idempotencyKey: key })
        : await put<Product>(at(kept.value.id), read.value, { ifMatch: typed.etag }),
    );
  });
  const theirs = () => getVersioned<Product>(at(kept?.value.id ?? ""));
  const takeTheirs = useSubmit(async () => {
    const fresh = await theirs();
    typed.reset(productDraft(fresh.value.product, rooftops), fresh.etag);
    clear();
  });
  const keepMine = useSubmit(async () => {
    const fresh = await theirs();
    done(await put<Product>(at(fresh.value.id), read.value, { ifMatch: fresh.etag }));
  });
  const all = { ...faults, ...(tried ? read.faults : {}) };

  return (
    <form className={forms.page} onSubmit={submit} noValidate>
      <div>
        <Button variant="default" onClick={back} leftSection={<Icon name="left" small />}>
          All products
        </Button>
      </div>
      <Conflict
        error={error}
        takeTheirs={() => void takeTheirs.submit()}
        keepMine={() => void keepMine.submit()}
      />
      <Refusal
        error={takeTheirs.error ?? keepMine.error ?? (isProblem(error, 412) ? null : error)}
        shown={shownAt(faults, productPlaces(draft, rooftops), productWholes(draft))}
      />
      <Card title={kept?.value.product.name ?? "New product"}>
        <Fields
          fields={productFields(rooftops)}
          draft={draft.plain}
          change={(plain) => change({ ...draft, plain })}
          faults={all}
        />
      </Card>
      <Card title="Rate card">
        <RowsEditor
          label="Plans"
          one="plan"
          fields={PLANS}
          rows={draft.plans}
          change={(plans) => change({ ...draft, plans })}
          faults={all}
          pointer="/plans"
          none="A product is sold in at least one plan."
        />
      </Card>
      <Card title="What it may cost at most">
        <RowsEditor
          label="Price caps"
          one="cap"
          fields={CAPS}
          rows={draft.caps}
          change={(caps) => change({ ...draft, caps })}
          faults={all}
          pointer="/price_caps"
          none="Nothing beyond what each plan says."
        />
      </Card>
      <div className={forms.foot}>
        <p role="status">
          {typed.dirty
            ? typed.returned
              ? "What you typed before is still here, not saved."
              : "Not saved yet."
            : kept === undefined
              ? ""
              : `Edition ${kept.value.version}`}
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
        <Button type="submit" loading={busy} disabled={kept !== undefined && !typed.dirty}>
          {kept === undefined ? "Add product" : "Save"}
        </Button>
      </div>
    </form>
  );
}
