import { describe, expect, it } from "vitest";
import { asAnyDigit, overlap, type Pressed, reachesFields, strokeOf, strokeText, typesText } from "./strokes";

const pressed = (code: string, mods: Partial<Pressed> = {}): Pressed => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...mods,
});

describe("a stroke", () => {
  it("is told by the place of the key, and Cmd is Ctrl", () => {
    expect(strokeOf(pressed("KeyM", { altKey: true }))).toBe("Alt+KeyM");
    expect(strokeOf(pressed("KeyZ", { metaKey: true, shiftKey: true }))).toBe("Ctrl+Shift+KeyZ");
    expect(strokeOf(pressed("KeyZ", { ctrlKey: true, shiftKey: true }))).toBe("Ctrl+Shift+KeyZ");
    expect(strokeOf(pressed("NumpadEnter", { ctrlKey: true }))).toBe("Ctrl+Enter");
    expect(strokeOf(pressed("KeyJ"))).toBe("KeyJ");
  });

  it("is none while only a modifier is held", () => {
    for (const code of ["ControlLeft", "AltRight", "ShiftLeft", "MetaLeft", ""]) {
      expect(strokeOf(pressed(code, { ctrlKey: true }))).toBeNull();
    }
  });

  it("types text where no Ctrl or Alt is held with a letter, digit or sign", () => {
    expect(["KeyJ", "Shift+Slash", "Digit5", "Space", "Numpad3"].every(typesText)).toBe(true);
    expect(["Ctrl+KeyJ", "Alt+Digit5", "F6", "Enter", "ArrowDown", "Home"].some(typesText)).toBe(false);
  });

  it("reaches into fields with Ctrl, Alt or as a function key only", () => {
    expect(["Ctrl+KeyK", "Alt+KeyT", "F6", "Shift+F6"].every(reachesFields)).toBe(true);
    expect(["KeyK", "Enter", "ArrowDown", "Shift+Slash"].some(reachesFields)).toBe(false);
  });
});

describe("any digit", () => {
  it("is 1 to 9 with the same modifiers", () => {
    expect(asAnyDigit("Alt+Digit3")).toEqual({ stroke: "Alt+Digit#", digit: 3 });
    expect(asAnyDigit("Alt+Digit0")).toBeNull();
    expect(asAnyDigit("Alt+KeyN")).toBeNull();
  });

  it("overlaps with each of them", () => {
    expect(overlap("Alt+Digit#", "Alt+Digit3")).toBe(true);
    expect(overlap("Alt+Digit3", "Alt+Digit#")).toBe(true);
    expect(overlap("Alt+Digit#", "Ctrl+Digit3")).toBe(false);
    expect(overlap("Alt+KeyM", "Alt+KeyM")).toBe(true);
  });
});

it.each([
  ["Alt+KeyM", "Alt M", "⌥M"],
  ["Ctrl+Shift+KeyZ", "Ctrl Shift Z", "⇧⌘Z"],
  ["Ctrl+Enter", "Ctrl ↵", "⌘↵"],
  ["Enter", "Enter", "Enter"],
  ["Shift+Slash", "?", "?"],
  ["Slash", "/", "/"],
  ["Alt+Digit#", "Alt 1…9", "⌥1…9"],
  ["Alt+Digit2", "Alt 2", "⌥2"],
  ["Shift+F6", "Shift F6", "⇧F6"],
])("%s is written %s, on a Mac %s", (stroke, elsewhere, mac) => {
  expect(strokeText(stroke, false)).toBe(elsewhere);
  expect(strokeText(stroke, true)).toBe(mac);
});
