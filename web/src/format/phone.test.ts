import { expect, it } from "vitest";
import { phone } from "./phone";

it("writes a North American number as it is spoken", () => {
  expect(phone("+17275550148")).toBe("(727) 555-0148");
});

it("leaves alone what is not one", () => {
  for (const text of ["", "+442079460958", "7275550148", "ask for Dana"]) {
    expect(phone(text)).toBe(text);
  }
});
