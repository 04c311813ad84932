/** Which key has which command once a person's own choices are taken in, and which choices cannot be. */
import { COMMAND_NAMES, type CommandName, COMMANDS } from "./commands";
import { ANY_DIGIT, asAnyDigit, overlap, partsOf, type Stroke, strokeText, typesText } from "./strokes";

/** What a person chose: other keys, none at all, and whether single letters work. */
export interface Choice {
  keys: Readonly<Partial<Record<CommandName, Stroke | null>>>;
  letters: boolean;
}

export const DEFAULTS: Choice = { keys: {}, letters: true };

/** May both be on offer at the same time? */
function meet(one: CommandName, other: CommandName): boolean {
  const [here, there] = [COMMANDS[one].at, COMMANDS[other].at];
  return here === there || here === "everywhere" || there === "everywhere";
}

/** The key of a command; a default gives way to what a person put on its key. */
export function assigned(choice: Choice, name: CommandName): Stroke | null {
  const own = choice.keys[name];
  if (own !== undefined) return own;
  const { key } = COMMANDS[name];
  if (key === null) return null;
  const taken = COMMAND_NAMES.some((other) => {
    const theirs = choice.keys[other];
    return other !== name && theirs != null && meet(name, other) && overlap(theirs, key);
  });
  return taken ? null : key;
}

/** The key that works now: a single letter does not while they are off. */
export function working(choice: Choice, name: CommandName): Stroke | null {
  const key = assigned(choice, name);
  return key !== null && !choice.letters && typesText(key) ? null : key;
}

/** Whom a stroke may mean, and which digit it was where that matters. */
export function meant(choice: Choice, stroke: Stroke): { name: CommandName; digit?: number }[] {
  const any = asAnyDigit(stroke);
  return COMMAND_NAMES.flatMap((name) => {
    const key = working(choice, name);
    if (key === stroke || COMMANDS[name].also === stroke) return [{ name }];
    return any !== null && key === any.stroke ? [{ name, digit: any.digit }] : [];
  });
}

/** The command that has this key already where `name` would have it too. */
export function conflict(choice: Choice, name: CommandName, stroke: Stroke): CommandName | null {
  const found = COMMAND_NAMES.find((other) => {
    if (other === name || !meet(name, other)) return false;
    const keys = [assigned(choice, other), COMMANDS[other].also];
    return keys.some((key) => key != null && overlap(key, stroke));
  });
  return found ?? null;
}

/** What the browser or the page does with a key, whatever a command would do. */
const KEPT: Readonly<Record<string, string>> = {
  "Ctrl+KeyC": "copies",
  "Ctrl+KeyV": "pastes",
  "Ctrl+KeyX": "cuts",
  "Ctrl+KeyA": "selects all",
  "Ctrl+KeyT": "opens a tab of the browser",
  "Ctrl+KeyN": "opens a window of the browser",
  "Ctrl+KeyW": "closes the tab",
  "Ctrl+Shift+KeyT": "opens the tab that was closed last",
  "Ctrl+Shift+KeyN": "opens a private window of the browser",
  "Ctrl+Shift+KeyW": "closes the window",
  "Ctrl+KeyR": "loads the page again",
  "Ctrl+KeyL": "goes to the address",
  "Ctrl+ArrowDown": "goes to the next amount",
  "Ctrl+ArrowUp": "goes to the amount before",
  "Alt+Enter": "opens what stands behind a line",
  "Alt+F4": "closes the window",
  F5: "loads the page again",
  F11: "fills the screen",
  F12: "opens the tools of the browser",
};

/** In one sentence why a command cannot have this key; null when it can. */
export function refusal(choice: Choice, name: CommandName, stroke: Stroke): string | null {
  const command = COMMANDS[name];
  const { ctrl, alt, code } = partsOf(stroke);
  const text = strokeText(stroke);
  if (command.fixed) return `${command.name} keeps ${strokeText(command.key ?? "")}.`;
  if (command.key?.endsWith(ANY_DIGIT)) {
    if (!stroke.endsWith(ANY_DIGIT)) return "This one needs a digit: press Alt or Ctrl with any of 1 to 9.";
    if (!ctrl && !alt) return "Digits alone are typed into the worksheet. Hold Alt or Ctrl with one.";
  }
  const kept = KEPT[stroke];
  if (kept !== undefined) return `${text} ${kept}. Press another key.`;
  if (!ctrl && !alt && !typesText(stroke) && !/^F\d+$/.test(code)) {
    return `${text} moves and chooses on every page. Press another key.`;
  }
  if (!ctrl && !alt && code === "Space")
    return "The space bar presses what has the focus. Press another key.";
  const other = conflict(choice, name, stroke);
  return other === null
    ? null
    : `${text} is “${COMMANDS[other].name}”. Change that one first, or press another key.`;
}

/** With another key for a command, or none; what is as by default is not kept. */
export function withKey(choice: Choice, name: CommandName, stroke: Stroke | null): Choice {
  const { [name]: _before, ...others } = choice.keys;
  const same = COMMANDS[name].key === stroke;
  return { ...choice, keys: same ? others : { ...others, [name]: stroke } };
}

/** As pressed for this command: any digit where the command asks which one. */
export function strokeFor(name: CommandName, pressed: Stroke): Stroke {
  return COMMANDS[name].key?.endsWith(ANY_DIGIT) ? (asAnyDigit(pressed)?.stroke ?? pressed) : pressed;
}
