import { expect, it, vi } from "vitest";

// Keeping asks who is signed in; reading what was kept does not.
vi.mock("../api/http", () => ({ session: { viewer: null, watch: () => () => undefined } }));
const { readChoice } = await import("./choice");
const { DEFAULTS } = await import("./bindings");

it("reads what was kept", () => {
  const text = JSON.stringify({ keys: { "desk.roll": "Alt+KeyP", "list.new": null }, letters: false });
  expect(readChoice(text)).toEqual({ keys: { "desk.roll": "Alt+KeyP", "list.new": null }, letters: false });
});

it("leaves out what is no command, may not change, or is no key", () => {
  const text = JSON.stringify({
    keys: { "desk.gone": "KeyX", "list.open": "KeyO", "desk.roll": 7, toString: "KeyY" },
  });
  expect(readChoice(text)).toEqual(DEFAULTS);
});

it("takes the defaults where nothing readable was kept", () => {
  for (const text of [null, "", "{", "7", '"x"', "[]"]) expect(readChoice(text)).toEqual(DEFAULTS);
});
