/** The form of a customer, for a new one and for changes. */
import { Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { getVersioned, isProblem, post, put, type Versioned } from "../api/http";
import type {
  Address,
  AddressKind,
  Contact,
  ContactKind,
  Customer,
  CustomerProfile,
  EnteredCustomer,
} from "../api/shapes";
import { useViewer } from "../api/viewer";
import { STATE_OPTIONS } from "../format/states";
import { Icon } from "../icons/Icon";
import { usePeople } from "../settings/usePeople";
import { useRooftops } from "../settings/useRooftops";
import { Conflict } from "../ui/Conflict";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import { contactText } from "./names";
import {
  ADDRESS_KINDS,
  asSent,
  atFormPlaces,
  CONSENT_WORDS,
  CONSENTS,
  CONTACT_KINDS,
  freshAddress,
  freshContact,
  freshProfile,
  ofKind,
} from "./words";
import classes from "./customers.module.css";

export default function CustomerForm({
  customer,
  close,
  saved,
}: {
  /** Absent for a new one. */
  customer?: Versioned<Customer>;
  close: () => void;
  /** A new customer comes with others that can be reached in the same way. */
  saved: (customer: Customer & Partial<EnteredCustomer>) => void;
}) {
  const viewer = useViewer();
  const rooftops = useRooftops();
  const people = usePeople();
  const [form, setForm] = useState<CustomerProfile>(() =>
    customer === undefined
      ? { ...freshProfile(""), owner_id: viewer?.id ?? null }
      : profileOf(customer.value),
  );
  const rooftopId = form.rooftop_id === "" ? (rooftops.own[0]?.id ?? "") : form.rooftop_id;
  const [tags, setTags] = useState(form.tags.join(", "));
  const [key] = useState(() => crypto.randomUUID());
  const sent = asSent({
    ...form,
    rooftop_id: rooftopId,
    tags: tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  });
  const [etag, setEtag] = useState(customer?.etag ?? null);
  const { busy, error, faults, submit, clear } = useSubmit(async () => {
    const answer =
      customer === undefined
        ? await post<EnteredCustomer>("/customers", sent.profile, { idempotencyKey: key })
        : await put<Customer>(`/customers/${customer.value.id}`, sent.profile, { ifMatch: etag });
    saved(answer.value);
  });
  const theirs = () => getVersioned<Customer>(`/customers/${customer?.value.id}`);
  const takeTheirs = useSubmit(async () => {
    const fresh = await theirs();
    setForm(profileOf(fresh.value));
    setTags(fresh.value.tags.join(", "));
    setEtag(fresh.etag);
    clear();
  });
  const keepMine = useSubmit(async () => {
    const fresh = await theirs();
    const answer = await put<Customer>(`/customers/${fresh.value.id}`, sent.profile, { ifMatch: fresh.etag });
    saved(answer.value);
  });
  const at = atFormPlaces(faults, sent.places);
  const change = (changes: Partial<CustomerProfile>) => setForm({ ...form, ...changes });

  return (
    <Dialog wide title={customer === undefined ? "New customer" : "Change customer"} close={close}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Conflict
            error={error}
            takeTheirs={() => void takeTheirs.submit()}
            keepMine={() => void keepMine.submit()}
          />
          <Refusal
            error={takeTheirs.error ?? keepMine.error ?? (isProblem(error, 412) ? null : error)}
            shown={shownPointers(form, faults)}
          />
          <div className={classes.grid}>
            <div className={classes.whole}>
              <SegmentedControl
                aria-label="Kind of customer"
                value={form.kind}
                onChange={(kind) => change({ kind: kind as CustomerProfile["kind"] })}
                data={[
                  { value: "person", label: "Person" },
                  { value: "business", label: "Business" },
                ]}
              />
            </div>
            {form.kind === "business" && (
              <TextInput
                className={classes.whole}
                label="Name of the business"
                value={form.business_name ?? ""}
                onChange={(event) => change({ business_name: event.currentTarget.value })}
                error={at["/business_name"]}
              />
            )}
            <TextInput
              label={form.kind === "business" ? "Contact, first name" : "First name"}
              autoFocus
              value={form.first_name ?? ""}
              onChange={(event) => change({ first_name: event.currentTarget.value })}
              error={at["/first_name"]}
            />
            <TextInput
              label={form.kind === "business" ? "Contact, last name" : "Last name"}
              value={form.last_name ?? ""}
              onChange={(event) => change({ last_name: event.currentTarget.value })}
              error={at["/last_name"]}
            />
            <NativeSelect
              label="Store"
              value={rooftopId}
              onChange={(event) => change({ rooftop_id: event.currentTarget.value })}
              data={rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name }))}
              error={at["/rooftop_id"]}
            />
            <NativeSelect
              label="Salesperson"
              value={form.owner_id ?? ""}
              onChange={(event) => change({ owner_id: event.currentTarget.value || null })}
              data={[
                { value: "", label: "Nobody yet" },
                ...people.list.map((person) => ({ value: person.id, label: person.name })),
              ]}
              error={at["/owner_id"]}
            />
          </div>
          <Contacts contacts={form.contacts} change={(contacts) => change({ contacts })} faults={at} />
          <Addresses addresses={form.addresses} change={(addresses) => change({ addresses })} faults={at} />
          <TextInput
            className={classes.block}
            label="Tags, with commas between"
            value={tags}
            onChange={(event) => setTags(event.currentTarget.value)}
            error={at["/tags"] ?? at["/tags/0"]}
          />
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {customer === undefined ? "Add customer" : "Save"}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function profileOf(customer: Customer): CustomerProfile {
  const { kind, rooftop_id, owner_id, first_name, last_name, business_name, addresses, tags } = customer;
  const contacts = customer.contacts.map((contact) => ({ ...contact, value: contactText(contact) }));
  return { kind, rooftop_id, owner_id, first_name, last_name, business_name, contacts, addresses, tags };
}

/** The fields that show their own fault; what is not among them is said above the form. */
function shownPointers(form: CustomerProfile, faults: Record<string, string>): string[] {
  const hidden = form.kind === "person" ? ["/business_name"] : [];
  return Object.keys(faults).filter(
    (pointer) =>
      !hidden.includes(pointer) &&
      /^\/(first_name|last_name|business_name|rooftop_id|tags(\/0)?|contacts\/\d+\/value|addresses\/\d+\/(street|unit|city|county|state|zip))$/.test(
        pointer,
      ),
  );
}

function Contacts({
  contacts,
  change,
  faults,
}: {
  contacts: readonly Contact[];
  change: (contacts: Contact[]) => void;
  faults: Record<string, string>;
}) {
  const set = (index: number, contact: Contact) =>
    change(contacts.map((each, place) => (place === index ? contact : each)));
  return (
    <fieldset className={classes.group}>
      <legend>Contacts</legend>
      {contacts.map((contact, index) => (
        // The place is the identity of a line: two lines may hold the same text while typing.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.contact}>
          <NativeSelect
            aria-label={`Kind of contact ${index + 1}`}
            value={contact.kind}
            onChange={(event) => set(index, ofKind(contact, event.currentTarget.value as ContactKind))}
            data={Object.entries(CONTACT_KINDS).map(([value, label]) => ({ value, label }))}
          />
          <TextInput
            aria-label={`${CONTACT_KINDS[contact.kind]}, contact ${index + 1}`}
            type={contact.kind === "email" ? "email" : "tel"}
            value={contact.value}
            onChange={(event) => set(index, { ...contact, value: event.currentTarget.value })}
            error={faults[`/contacts/${index}/value`]}
          />
          <div className={classes.consents}>
            <Checkbox
              size="xs"
              label="Preferred"
              checked={contact.preferred}
              onChange={(event) =>
                change(
                  contacts.map((each, place) => ({
                    ...each,
                    preferred: place === index && event.currentTarget.checked,
                  })),
                )
              }
            />
            {CONSENTS[contact.kind].map((consent) => (
              <Checkbox
                key={consent}
                size="xs"
                label={CONSENT_WORDS[consent]}
                checked={contact[consent]}
                onChange={(event) => set(index, { ...contact, [consent]: event.currentTarget.checked })}
              />
            ))}
          </div>
          <button
            type="button"
            className={classes.remove}
            aria-label={`Remove contact ${index + 1}`}
            onClick={() => change(contacts.filter((_, place) => place !== index))}
          >
            <Icon name="close" small />
          </button>
        </div>
      ))}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Icon name="plus" small />}
        onClick={() => change([...contacts, freshContact("mobile")])}
      >
        Add a contact
      </Button>
    </fieldset>
  );
}

function Addresses({
  addresses,
  change,
  faults,
}: {
  addresses: readonly Address[];
  change: (addresses: Address[]) => void;
  faults: Record<string, string>;
}) {
  const set = (index: number, changes: Partial<Address>) =>
    change(addresses.map((each, place) => (place === index ? { ...each, ...changes } : each)));
  return (
    <fieldset className={classes.group}>
      <legend>Addresses</legend>
      {addresses.map((address, index) => {
        const field = (name: "street" | "unit" | "city" | "county" | "zip", label: string) => (
          <TextInput
            label={label}
            value={address[name] ?? ""}
            onChange={(event) => set(index, { [name]: event.currentTarget.value })}
            error={faults[`/addresses/${index}/${name}`]}
          />
        );
        return (
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={classes.address}>
            <NativeSelect
              label="Kind"
              value={address.kind}
              onChange={(event) => set(index, { kind: event.currentTarget.value as AddressKind })}
              data={Object.entries(ADDRESS_KINDS).map(([value, label]) => ({ value, label }))}
            />
            {field("street", "Street")}
            {field("unit", "Unit")}
            {field("city", "City")}
            {field("county", "County, for the tax")}
            <NativeSelect
              label="State"
              value={address.state}
              onChange={(event) => set(index, { state: event.currentTarget.value })}
              data={STATE_OPTIONS}
              error={faults[`/addresses/${index}/state`]}
            />
            {field("zip", "ZIP")}
            <button
              type="button"
              className={classes.remove}
              aria-label={`Remove address ${index + 1}`}
              onClick={() => change(addresses.filter((_, place) => place !== index))}
            >
              <Icon name="close" small />
            </button>
          </div>
        );
      })}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Icon name="plus" small />}
        onClick={() => change([...addresses, freshAddress(addresses.length === 0 ? "home" : "garaging")])}
      >
        Add an address
      </Button>
    </fieldset>
  );
}
