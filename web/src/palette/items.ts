/** What the palette lists: answers, commands of the page and of every page, rooms, parts of the settings, records found. */
import type { IconName } from "../icons/Icon";
import { COMMAND_NAMES, type CommandName, COMMANDS, type Place } from "../keys/commands";
import { type Answer, offered } from "../keys/offered";
import { settingsParts } from "../settings/parts";
import { fitting } from "./match";

export type GroupName = "Answer" | "This deal" | "This page" | "Go to" | "Everywhere";

export interface Item {
  id: string;
  group: GroupName;
  icon: IconName;
  text: string;
  detail: string;
  /** Found by these words too. */
  words?: string;
  /** Whose key stands beside it. */
  command?: CommandName;
  digit?: number;
  /** Only listed once something is typed. */
  sought?: true;
  /** Absent where it only says something. */
  run?: () => void;
}

const GROUPS: Readonly<Record<Place, GroupName>> = {
  desk: "This deal",
  list: "This page",
  record: "This page",
  everywhere: "Everywhere",
};

/** What the open page and every page offer at this moment; asked once, when the palette opens. */
export function commandItems(): Item[] {
  const items: Item[] = [];
  for (const name of COMMAND_NAMES) {
    const command = COMMANDS[name];
    const offer = command.keyOnly ? null : offered(name);
    if (offer === null) continue;
    const item: Item = {
      id: name,
      group: name.startsWith("go.") ? "Go to" : GROUPS[command.at],
      icon: command.icon,
      text: offer.name ?? command.name,
      detail: offer.detail ?? "",
      words: `${command.name} ${command.words ?? ""}`,
      command: name,
      // What it does is asked again when it is done: the page may have moved on.
      run: () => offered(name)?.run(),
    };
    if (offer.choices === undefined) {
      items.push(item);
      continue;
    }
    for (const { digit, name: text, detail } of offer.choices) {
      items.push({
        ...item,
        id: `${name} ${digit}`,
        text,
        detail,
        digit,
        run: () => offered(name)?.run(digit),
      });
    }
  }
  // A list has its own “New deal”: once is enough.
  return items.filter(
    (item, at) => !items.some((each, other) => each.text === item.text && betterOf(each, other, item, at)),
  );
}

function betterOf(each: Item, other: number, item: Item, at: number): boolean {
  if (other === at) return false;
  return each.group === item.group ? other < at : item.group === "Everywhere";
}

export function settingsItems(permissions: ReadonlySet<string>, go: (href: string) => void): Item[] {
  return settingsParts(permissions).map(({ name, label, icon }) => ({
    id: `settings ${name}`,
    group: "Go to",
    icon,
    text: `Settings: ${label}`,
    detail: "",
    sought: true,
    run: () => go(`/settings/${name}`),
  }));
}

export function answerItems(answers: readonly Answer[]): Item[] {
  return answers.map(({ id, text, detail, apply }) => ({
    id: `answer ${id}`,
    group: "Answer",
    icon: apply ? "target" : "alert",
    text,
    detail,
    ...(apply ? { run: apply } : {}),
  }));
}

/** The words of a question without what was asked: `roll 650` also finds the command that rolls. */
const wordsOnly = (typed: string) => typed.replaceAll(/[^a-z\s]*\d[^\s]*/gi, " ").trim();

/** Everything to list for what is typed, in its groups. */
export function listed(
  typed: string,
  answers: readonly Answer[],
  commands: readonly Item[],
  records: readonly Item[],
): { group: GroupName; items: Item[] }[] {
  const text = typed.trim();
  const sought = answers.length > 0 ? wordsOnly(text) : text;
  const fits =
    text === ""
      ? commands.filter((item) => item.sought !== true)
      : fitting(sought, commands, (item) => [item.text, `${item.words ?? ""} ${item.detail}`]);
  const all = [...answerItems(answers), ...records, ...fits];
  return (["Answer", "This deal", "This page", "Go to", "Everywhere"] as const)
    .map((group) => ({ group, items: all.filter((item) => item.group === group) }))
    .filter(({ items }) => items.length > 0);
}
