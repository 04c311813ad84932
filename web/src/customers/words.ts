/** The words for kinds of contacts and addresses, and what a fresh one of each looks like. */
import type { Address, AddressKind, Contact, ContactKind, CustomerProfile } from "../api/shapes";

export const CONTACT_KINDS: Readonly<Record<ContactKind, string>> = {
  mobile: "Mobile",
  email: "E-mail",
  home: "Home phone",
  work: "Work phone",
};

export const ADDRESS_KINDS: Readonly<Record<AddressKind, string>> = {
  home: "Home",
  mailing: "Mailing",
  garaging: "Garaging",
  business: "Business",
};

/** What may be allowed on a contact of this kind; the server refuses the others. */
export const CONSENTS: Readonly<Record<ContactKind, readonly ("may_call" | "may_text" | "may_email")[]>> = {
  mobile: ["may_call", "may_text"],
  email: ["may_email"],
  home: ["may_call"],
  work: ["may_call"],
};

export const CONSENT_WORDS = { may_call: "May call", may_text: "May text", may_email: "May e-mail" } as const;

export function freshContact(kind: ContactKind): Contact {
  return { kind, value: "", preferred: false, may_call: false, may_text: false, may_email: false };
}

export function freshAddress(kind: AddressKind): Address {
  return { kind, street: "", unit: null, city: "", county: null, state: "", zip: "" };
}

export function freshProfile(rooftopId: string): CustomerProfile {
  return {
    kind: "person",
    rooftop_id: rooftopId,
    owner_id: null,
    first_name: "",
    last_name: "",
    business_name: null,
    contacts: [freshContact("mobile"), freshContact("email")],
    addresses: [],
    tags: [],
  };
}

/** A contact of another kind keeps only the consents that this kind knows. */
export function ofKind(contact: Contact, kind: ContactKind): Contact {
  const allowed = CONSENTS[kind];
  return {
    ...contact,
    kind,
    may_call: contact.may_call && allowed.includes("may_call"),
    may_text: contact.may_text && allowed.includes("may_text"),
    may_email: contact.may_email && allowed.includes("may_email"),
  };
}

/**
 * What is sent: lines that were left empty are not, and names of the other kind are not.
 * `places` says for each contact sent where it stood in the form, so that a fault finds its field again.
 */
export function asSent(form: CustomerProfile): { profile: CustomerProfile; places: number[] } {
  const places = form.contacts.flatMap((contact, index) => (contact.value.trim() === "" ? [] : [index]));
  const blank = (text: string | null | undefined) =>
    text == null || text.trim() === "" ? null : text.trim();
  return {
    places,
    profile: {
      ...form,
      first_name: blank(form.first_name),
      last_name: blank(form.last_name),
      business_name: form.kind === "business" ? blank(form.business_name) : null,
      contacts: form.contacts.filter((_, index) => places.includes(index)),
      addresses: form.addresses.map((address) => ({
        ...address,
        unit: blank(address.unit),
        county: blank(address.county),
      })),
    },
  };
}

/** The faults of what was sent, at the places of the form. */
export function atFormPlaces(
  faults: Record<string, string>,
  places: readonly number[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).map(([pointer, text]) => [
      pointer.replace(/^\/contacts\/(\d+)/, (whole, index: string) => {
        const place = places[Number(index)];
        return place === undefined ? whole : `/contacts/${place}`;
      }),
      text,
    ]),
  );
}
