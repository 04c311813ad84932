import { describe, expect, it } from "vitest";
import { customerName, mainContact, namesFrom } from "./names";

describe("a name typed in one go", () => {
  it.each([
    ["Marisol Ortega", "Marisol", "Ortega"],
    ["Ortega, Marisol", "Marisol", "Ortega"],
    ["  Marisol  Elena Ortega ", "Marisol Elena", "Ortega"],
    ["Ortega", "", "Ortega"],
    ["Ortega,", "", "Ortega"],
    ["", "", ""],
  ])("%j is %j and %j", (typed, first, last) => {
    expect(namesFrom(typed)).toEqual({ first, last });
  });
});

describe("what a customer is called", () => {
  it("is the person, or the business", () => {
    const ortega = { first_name: "Marisol", last_name: "Ortega", business_name: null };
    expect(customerName({ kind: "person", ...ortega })).toBe("Marisol Ortega");
    expect(customerName({ kind: "business", ...ortega, business_name: "Gulf Coast Imaging" })).toBe(
      "Gulf Coast Imaging",
    );
  });
});

describe("the contact to use", () => {
  const no = { preferred: false, may_call: false, may_text: false, may_email: false };
  const mail = { kind: "email", value: "m@example.com", ...no } as const;
  const mobile = { kind: "mobile", value: "+17275550148", ...no } as const;

  it("is the preferred one, else a telephone, else any", () => {
    expect(mainContact([mail, mobile])).toBe(mobile);
    const preferred = { ...mail, preferred: true };
    expect(mainContact([mobile, preferred])).toBe(preferred);
    expect(mainContact([mail])).toBe(mail);
    expect(mainContact([])).toBeUndefined();
  });
});
