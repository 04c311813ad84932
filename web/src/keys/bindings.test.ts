import { describe, expect, it } from "vitest";
import { assigned, conflict, DEFAULTS, meant, refusal, strokeFor, withKey, working } from "./bindings";
import { COMMAND_NAMES, COMMANDS, commandsAt } from "./commands";

const names = (stroke: string, choice = DEFAULTS) => meant(choice, stroke).map(({ name }) => name);

describe("the keys as they come", () => {
  // The table of the interface's specification, §6.
  it.each([
    ["Ctrl+KeyK", "palette"],
    ["Alt+KeyN", "desk.copy"],
    ["Alt+KeyV", "desk.compare"],
    ["Alt+KeyR", "desk.roll"],
    ["Alt+KeyM", "desk.grid"],
    ["Alt+KeyT", "desk.why"],
    ["Alt+KeyC", "desk.customer"],
    ["Alt+KeyG", "desk.gross"],
    ["Ctrl+KeyS", "desk.name"],
    ["Ctrl+Enter", "desk.submit"],
    ["Ctrl+KeyZ", "desk.undo"],
    ["Ctrl+Shift+KeyZ", "desk.redo"],
    ["F6", "desk.next"],
    ["Shift+F6", "desk.previous"],
    ["KeyJ", "list.down"],
    ["ArrowDown", "list.down"],
    ["KeyK", "list.up"],
    ["Enter", "list.open"],
    ["KeyS", "list.status"],
    ["KeyA", "list.approve"],
    ["Slash", "list.find"],
    ["Shift+Slash", "keys"],
  ])("%s is %s and nothing else", (stroke, name) => {
    expect(names(stroke)).toEqual([name]);
  });

  it("tell which scenario is meant", () => {
    expect(meant(DEFAULTS, "Alt+Digit4")).toEqual([{ name: "desk.scenario", digit: 4 }]);
    expect(meant(DEFAULTS, "Alt+Digit0")).toEqual([]);
  });

  it("never give two commands of one place the same key", () => {
    const clashing = COMMAND_NAMES.filter((name) => {
      const { key } = COMMANDS[name];
      return key !== null && conflict(DEFAULTS, name, key) !== null;
    });
    expect(clashing).toEqual([]);
  });
});

describe("another key", () => {
  const changed = withKey(DEFAULTS, "desk.roll", "Alt+KeyP");

  it("has the command, and the former one has it no more", () => {
    expect(names("Alt+KeyP", changed)).toEqual(["desk.roll"]);
    expect(names("Alt+KeyR", changed)).toEqual([]);
  });

  it("that is the default again is not kept", () => {
    expect(withKey(changed, "desk.roll", "Alt+KeyR")).toEqual(DEFAULTS);
  });

  it("may be none", () => {
    const none = withKey(DEFAULTS, "desk.roll", null);
    expect(assigned(none, "desk.roll")).toBeNull();
    expect(names("Alt+KeyR", none)).toEqual([]);
  });

  it("is refused with the name of the command that has it", () => {
    expect(refusal(DEFAULTS, "desk.roll", "Alt+KeyG")).toBe(
      "Alt G is “Hide or show gross”. Change that one first, or press another key.",
    );
    expect(refusal(DEFAULTS, "desk.roll", "Alt+Digit4")).toContain("“Open a scenario”");
    expect(refusal(DEFAULTS, "list.status", "ArrowDown")).not.toBeNull();
    expect(refusal(DEFAULTS, "desk.roll", "Ctrl+KeyK")).toContain("“Search and commands”");
  });

  it("is free once the other command has left it", () => {
    const left = withKey(DEFAULTS, "desk.gross", "Alt+KeyB");
    expect(refusal(left, "desk.roll", "Alt+KeyG")).toBeNull();
  });

  it("may be the same in two places that are never open together", () => {
    expect(refusal(DEFAULTS, "record.change", "KeyJ")).toBeNull();
    expect(refusal(DEFAULTS, "desk.roll", "KeyJ")).toBeNull();
  });

  it("is not one that the browser or the page needs", () => {
    expect(refusal(DEFAULTS, "desk.roll", "Ctrl+KeyC")).toBe("Ctrl C copies. Press another key.");
    expect(refusal(DEFAULTS, "desk.roll", "Ctrl+KeyW")).not.toBeNull();
    expect(refusal(DEFAULTS, "desk.roll", "Tab")).not.toBeNull();
    expect(refusal(DEFAULTS, "desk.roll", "Enter")).not.toBeNull();
    expect(refusal(DEFAULTS, "desk.roll", "Space")).not.toBeNull();
    expect(refusal(DEFAULTS, "list.open", "KeyO")).toBe("Open the row keeps Enter.");
  });

  it("of the scenarios is any digit with Alt or Ctrl", () => {
    expect(strokeFor("desk.scenario", "Ctrl+Digit5")).toBe("Ctrl+Digit#");
    expect(strokeFor("desk.roll", "Ctrl+Digit5")).toBe("Ctrl+Digit5");
    expect(refusal(DEFAULTS, "desk.scenario", "Ctrl+Digit#")).toBeNull();
    expect(refusal(DEFAULTS, "desk.scenario", "Digit#")).not.toBeNull();
    expect(refusal(DEFAULTS, "desk.scenario", "Alt+KeyB")).not.toBeNull();
  });

  it("that a later default also wants stays with whom the person gave it", () => {
    // As kept before the default was there: the key of “Payment grid” was given to “Print the worksheet”.
    const kept = { keys: { "desk.print": "Alt+KeyM" }, letters: true };
    expect(names("Alt+KeyM", kept)).toEqual(["desk.print"]);
    expect(assigned(kept, "desk.grid")).toBeNull();
  });
});

describe("single letters turned off", () => {
  const off = { ...DEFAULTS, letters: false };

  it("leaves arrows, Enter, function keys and everything with Ctrl or Alt", () => {
    for (const stroke of ["KeyJ", "KeyK", "KeyS", "KeyA", "KeyN", "Slash", "Shift+Slash"]) {
      expect(names(stroke, off)).toEqual([]);
    }
    expect(names("ArrowDown", off)).toEqual(["list.down"]);
    expect(names("Enter", off)).toEqual(["list.open"]);
    expect(names("F6", off)).toEqual(["desk.next"]);
    expect(names("Alt+KeyR", off)).toEqual(["desk.roll"]);
    expect(working(off, "list.new")).toBeNull();
    expect(assigned(off, "list.new")).toBe("KeyN");
  });
});

it("nobody is told of a command that they may not have", () => {
  const sales = new Set(["deals.write"]);
  expect(commandsAt("desk", sales)).not.toContain("desk.gross");
  expect(commandsAt("list", sales)).not.toContain("list.approve");
  expect(commandsAt("desk", sales)).toContain("desk.copy-deal");
});
