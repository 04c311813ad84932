/** The stores: address, fee and numbers that new deals start from. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getVersioned, post, put, send, type Versioned } from "../api/http";
import { explain } from "../api/problem";
import type { Rooftop } from "../api/shapes";
import { money, shortMoney } from "../desk/numbers/format";
import { readMoney } from "../desk/numbers/money-entry";
import { phone } from "../format/phone";
import { STATE_OPTIONS } from "../format/states";
import { Icon } from "../icons/Icon";
import lists from "../lists/lists.module.css";
import { More } from "../lists/parts";
import { Table } from "../lists/Table";
import { usePages } from "../lists/usePages";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Refusal } from "../ui/Refusal";
import { Empty, Failed, Loading } from "../ui/states";
import { useSubmit } from "../ui/useSubmit";
import classes from "./settings.module.css";

export default function RooftopsPage() {
  const answer = usePages<Rooftop>("rooftops", "/rooftops", {});
  const [editing, setEditing] = useState<Versioned<Rooftop> | "new" | null>(null);
  const queries = useQueryClient();

  async function edit(rooftop: Rooftop) {
    try {
      setEditing(await getVersioned<Rooftop>(`/rooftops/${rooftop.id}`));
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  return (
    <>
      <div className={classes.head}>
        <p>A new deal takes its number, its documentation fee and the dealer's place from its store.</p>
        <Button onClick={() => setEditing("new")} leftSection={<Icon name="plus" small />}>
          New store
        </Button>
      </div>
      {answer.isPending && <Loading rows={4} label="Loading the stores" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty title="No stores yet" text="A deal is made at a store: add the first." />
      )}
      {answer.rows.length > 0 && (
        <div>
          <Table
            label="Stores"
            rows={answer.rows}
            at={-1}
            open={(index) => {
              const rooftop = answer.rows[index];
              if (rooftop !== undefined) void edit(rooftop);
            }}
            columns={[
              {
                head: "Name",
                phone: "major",
                cell: (rooftop) => (
                  <button type="button" className={lists.rowButton} onClick={() => void edit(rooftop)}>
                    {rooftop.name}
                  </button>
                ),
              },
              { head: "Code", phone: "major", phoneSide: "right", cell: (rooftop) => rooftop.code },
              {
                head: "Place",
                phone: "minor",
                cell: ({ address }) =>
                  [address.city, address.county, address.state].filter(Boolean).join(", "),
              },
              { head: "Telephone", cell: (rooftop) => (rooftop.phone == null ? "–" : phone(rooftop.phone)) },
              { head: "Doc fee", right: true, cell: (rooftop) => money(rooftop.default_doc_fee) },
              {
                head: "Standing",
                cell: (rooftop) =>
                  rooftop.closed_at == null ? <Pill tone="pos">Open</Pill> : <Pill tone="neg">Closed</Pill>,
              },
            ]}
          />
          <More
            shown={answer.rows.length}
            what="stores"
            more={answer.more}
            busy={answer.isFetchingNextPage}
          />
        </div>
      )}
      {editing !== null && (
        <RooftopForm
          kept={editing === "new" ? undefined : editing}
          close={() => setEditing(null)}
          saved={(text) => {
            setEditing(null);
            say(text);
            void queries.invalidateQueries({ queryKey: ["rooftops"] });
            void queries.invalidateQueries({ queryKey: ["me"] });
          }}
        />
      )}
    </>
  );
}

const TIMEZONES = [
  "America/New_York",
  "America/Detroit",
  "America/Indiana/Indianapolis",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Boise",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
];

const SHOWN = [
  "/name",
  "/code",
  "/deal_number_prefix",
  "/phone",
  "/timezone",
  "/default_doc_fee",
  "/address/street",
  "/address/city",
  "/address/county",
  "/address/state",
  "/address/zip",
];

function RooftopForm({
  kept,
  close,
  saved,
}: {
  kept: Versioned<Rooftop> | undefined;
  close: () => void;
  saved: (text: string) => void;
}) {
  const was = kept?.value;
  const [form, setForm] = useState({
    name: was?.name ?? "",
    code: was?.code ?? "",
    deal_number_prefix: was?.deal_number_prefix ?? "",
    phone: was?.phone == null ? "" : phone(was.phone),
    timezone: was?.timezone ?? "America/New_York",
    default_doc_fee: was === undefined ? "" : shortMoney(was.default_doc_fee),
  });
  const [address, setAddress] = useState({
    street: was?.address.street ?? "",
    city: was?.address.city ?? "",
    county: was?.address.county ?? "",
    state: was?.address.state ?? "",
    zip: was?.address.zip ?? "",
  });
  const [key] = useState(() => crypto.randomUUID());
  const fee = readMoney(form.default_doc_fee, { present: null, names: () => null });
  const { busy, error, faults, submit } = useSubmit(async () => {
    if (!fee.ok) throw new Error(fee.message);
    const body = {
      ...form,
      deal_number_prefix: form.deal_number_prefix.trim() || null,
      phone: form.phone.trim() || null,
      default_doc_fee: fee.value,
      address: { ...address, county: address.county.trim() || null },
    };
    if (kept === undefined) {
      await post<Rooftop>("/rooftops", body, { idempotencyKey: key });
      saved(`${form.name} is open.`);
    } else {
      await put<Rooftop>(`/rooftops/${kept.value.id}`, body, { ifMatch: kept.etag });
      saved(`${form.name} was saved.`);
    }
  });
  const closing = useSubmit(async () => {
    await send("DELETE", `/rooftops/${was?.id}`, { ifMatch: kept?.etag ?? null });
    saved(`${form.name} is closed: no new deals are made there.`);
  });

  const field = (name: "name" | "code" | "deal_number_prefix" | "phone", label: string) => (
    <TextInput
      label={label}
      value={form[name]}
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      error={faults[`/${name}`]}
    />
  );
  const line = (name: "street" | "city" | "county" | "zip", label: string) => (
    <TextInput
      label={label}
      value={address[name]}
      onChange={(event) => setAddress({ ...address, [name]: event.currentTarget.value })}
      error={faults[`/address/${name}`]}
    />
  );

  return (
    <Dialog wide title={was?.name ?? "New store"} close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Refusal error={error ?? closing.error} shown={SHOWN} />
          <div className={classes.grid}>
            {field("name", "Name")}
            {field("code", "Code, such as HM")}
            {line("street", "Street")}
            {line("city", "City")}
            {line("county", "County, for the tax")}
            <NativeSelect
              label="State"
              value={address.state}
              onChange={(event) => setAddress({ ...address, state: event.currentTarget.value })}
              data={STATE_OPTIONS}
              error={faults["/address/state"]}
            />
            {line("zip", "ZIP")}
            {field("phone", "Telephone")}
            <NativeSelect
              label="Time zone"
              value={form.timezone}
              onChange={(event) => setForm({ ...form, timezone: event.currentTarget.value })}
              data={TIMEZONES.includes(form.timezone) ? TIMEZONES : [form.timezone, ...TIMEZONES]}
              error={faults["/timezone"]}
            />
            <TextInput
              label="Documentation fee"
              inputMode="decimal"
              value={form.default_doc_fee}
              onChange={(event) => setForm({ ...form, default_doc_fee: event.currentTarget.value })}
              error={fee.ok ? faults["/default_doc_fee"] : fee.message}
            />
            {field("deal_number_prefix", "Deal numbers begin with")}
          </div>
        </DialogBody>
        <DialogFoot>
          {was !== undefined && was.closed_at == null && (
            <Button
              variant="default"
              color="red"
              mr="auto"
              loading={closing.busy}
              onClick={() => void closing.submit()}
            >
              Close the store
            </Button>
          )}
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!fee.ok}>
            {kept === undefined ? "Add store" : "Save"}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
