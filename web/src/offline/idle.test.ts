import { expect, it } from "vitest";
import { lineIsFree } from "./idle";

it("leaves a line that is paid by the megabyte, or is hardly there, to the person", () => {
  expect(lineIsFree(undefined)).toBe(true);
  expect(lineIsFree({ type: "wifi", effectiveType: "4g", saveData: false })).toBe(true);
  for (const line of [
    { saveData: true },
    { type: "cellular" },
    { effectiveType: "2g" },
    { effectiveType: "slow-2g" },
  ]) {
    expect(lineIsFree(line)).toBe(false);
  }
});
