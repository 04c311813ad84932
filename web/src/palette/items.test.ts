import { describe, expect, it } from "vitest";
import type { Answer } from "../keys/offered";
import { type Item, listed, settingsItems } from "./items";

const item = (group: Item["group"], text: string, more: Partial<Item> = {}): Item => ({
  id: text,
  group,
  icon: "doc",
  text,
  detail: "",
  run: () => undefined,
  ...more,
});

const commands = [
  item("This deal", "Roll to a payment"),
  item("This deal", "Compare scenarios", { detail: "4 open" }),
  item("Go to", "Inventory"),
  item("Go to", "Settings: Users", { sought: true }),
  item("Everywhere", "Sign out"),
];

const texts = (groups: ReturnType<typeof listed>) =>
  groups.map(({ group, items }) => [group, items.map(({ text }) => text)]);

describe("the list", () => {
  it("holds everything on offer while nothing is typed, but not what only a search should bring", () => {
    expect(texts(listed("", [], commands, []))).toEqual([
      ["This deal", ["Roll to a payment", "Compare scenarios"]],
      ["Go to", ["Inventory"]],
      ["Everywhere", ["Sign out"]],
    ]);
  });

  it("holds what fits, and the records that were found before the rooms", () => {
    const found = [item("Go to", "BH-1017 Inez Rossi, 2026 Pilot")];
    expect(texts(listed("in", [], commands, found))).toEqual([
      ["Go to", ["BH-1017 Inez Rossi, 2026 Pilot", "Inventory"]],
    ]);
    expect(texts(listed("users", [], commands, []))).toEqual([["Go to", ["Settings: Users"]]]);
  });

  it("puts answers first, beside the commands that the words of the question name", () => {
    const answers: Answer[] = [
      { id: "a", text: "Roll to 650.00 with cash down", detail: "5,338.90", apply: () => undefined },
      { id: "b", text: "Roll to 650.00 with rate", detail: "over the cap" },
    ];
    const groups = listed("roll 650", answers, commands, []);
    expect(texts(groups)).toEqual([
      ["Answer", ["Roll to 650.00 with cash down", "Roll to 650.00 with rate"]],
      ["This deal", ["Roll to a payment"]],
    ]);
    // What only says something cannot be picked.
    expect(groups[0]?.items.map(({ run }) => run !== undefined)).toEqual([true, false]);
  });

  it("is empty where nothing fits", () => {
    expect(listed("zebra", [], commands, [])).toEqual([]);
  });
});

it("offers the parts of the settings that one may see", () => {
  const names = (permissions: string[]) =>
    settingsItems(new Set(permissions), () => undefined).map(({ text }) => text);
  expect(names([])).toEqual(["Settings: Your account", "Settings: Keys"]);
  expect(names(["identity.read"])).toContain("Settings: Users");
  expect(names(["settings.manage"])).not.toContain("Settings: Commission plans");
});
