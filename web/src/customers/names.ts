/** How a customer is called, and what tells two of the same name apart. */
import type { Contact, Customer } from "../api/shapes";
import { phone } from "../format/phone";

type Named = Pick<Customer, "kind" | "first_name" | "last_name" | "business_name">;

export function customerName(customer: Named): string {
  const person = [customer.first_name, customer.last_name].filter(Boolean).join(" ");
  return customer.kind === "business" ? (customer.business_name ?? person) : person;
}

/** A contact as people read it. */
export function contactText(contact: Pick<Contact, "kind" | "value">): string {
  return contact.kind === "email" ? contact.value : phone(contact.value);
}

/** The contact that is preferred, else the first telephone, else the first of all. */
export function mainContact(contacts: readonly Contact[]): Contact | undefined {
  return (
    contacts.find((contact) => contact.preferred) ??
    contacts.find((contact) => contact.kind !== "email") ??
    contacts[0]
  );
}

export function customerDetail(customer: Pick<Customer, "contacts" | "addresses">): string {
  const contact = mainContact(customer.contacts);
  const home = customer.addresses[0];
  return [
    contact === undefined ? null : contactText(contact),
    home === undefined ? null : `${home.city}, ${home.state}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A name typed in one go, as first and last: `Ortega, Marisol` and `Marisol Ortega` mean the same. */
export function namesFrom(typed: string): { first: string; last: string } {
  const text = typed.trim().replaceAll(/\s+/g, " ");
  const comma = text.indexOf(",");
  if (comma >= 0) {
    return { first: text.slice(comma + 1).trim(), last: text.slice(0, comma).trim() };
  }
  const space = text.lastIndexOf(" ");
  return space < 0 ? { first: "", last: text } : { first: text.slice(0, space), last: text.slice(space + 1) };
}
