import { describe, expect, it } from "vitest";
import { commandOf } from "./keys";

const stroke = (
  code: string,
  mods: Partial<Record<"altKey" | "ctrlKey" | "metaKey" | "shiftKey", boolean>> = {},
) => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...mods,
});

describe("keys", () => {
  it("are found by their place", () => {
    expect(commandOf(stroke("KeyM", { altKey: true }))).toBe("grid");
    expect(commandOf(stroke("Digit3", { altKey: true }))).toEqual({ scenario: 3 });
    expect(commandOf(stroke("KeyZ", { ctrlKey: true }))).toBe("undo");
    expect(commandOf(stroke("KeyZ", { metaKey: true, shiftKey: true }))).toBe("redo");
    expect(commandOf(stroke("Enter", { ctrlKey: true }))).toBe("submit");
    expect(commandOf(stroke("F6", { shiftKey: true }))).toBe("previous region");
  });

  it("leave plain typing and the browser's own keys alone", () => {
    expect(commandOf(stroke("KeyM"))).toBeNull();
    expect(commandOf(stroke("Enter"))).toBeNull();
    expect(commandOf(stroke("Digit0", { altKey: true }))).toBeNull();
    expect(commandOf(stroke("KeyZ", { ctrlKey: true, altKey: true }))).toBeNull();
    expect(commandOf(stroke("KeyR", { ctrlKey: true }))).toBeNull();
  });
});
