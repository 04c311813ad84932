import { describe, expect, it } from "vitest";
import { asSent, atFormPlaces, freshContact, freshProfile, ofKind } from "./words";

const form = {
  ...freshProfile("r1"),
  first_name: " Marisol ",
  last_name: "Ortega",
  business_name: "typed before the kind was changed",
  contacts: [freshContact("mobile"), { ...freshContact("email"), value: "m@" }, freshContact("home")],
};

describe("the form of a customer", () => {
  it("sends no empty lines and no name of the other kind", () => {
    const { profile, places } = asSent(form);
    expect(profile.contacts.map((contact) => contact.value)).toEqual(["m@"]);
    expect(profile.first_name).toBe("Marisol");
    expect(profile.business_name).toBeNull();
    expect(places).toEqual([1]);
  });

  it("shows a fault at the line that was typed, though empty lines before it were not sent", () => {
    const { places } = asSent(form);
    expect(
      atFormPlaces({ "/contacts/0/value": "is no address", "/last_name": "is missing" }, places),
    ).toEqual({
      "/contacts/1/value": "is no address",
      "/last_name": "is missing",
    });
  });

  it("drops a consent that another kind of contact does not know", () => {
    const mobile = { ...freshContact("mobile"), may_call: true, may_text: true };
    expect(ofKind(mobile, "home")).toMatchObject({ kind: "home", may_call: true, may_text: false });
    expect(ofKind(mobile, "email")).toMatchObject({ may_call: false, may_text: false, may_email: false });
  });
});
