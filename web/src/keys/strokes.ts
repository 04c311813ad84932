/** A stroke of the keyboard as text, `Ctrl+Alt+Shift+KeyK`: by where the key lies, not by the letter that it prints. */

export type Stroke = string;

/** Any of 1 to 9: which one is part of what is asked for. */
export const ANY_DIGIT = "Digit#";

export const isMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

export type Pressed = Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

const MODIFIER = /^(Control|Shift|Alt|Meta|OS|CapsLock|NumLock|Fn)/;

/** What was pressed; Cmd counts as Ctrl, and a modifier alone is no stroke yet. */
export function strokeOf(pressed: Pressed): Stroke | null {
  if (pressed.code === "" || MODIFIER.test(pressed.code)) return null;
  return [
    (pressed.ctrlKey || pressed.metaKey) && "Ctrl",
    pressed.altKey && "Alt",
    pressed.shiftKey && "Shift",
    pressed.code === "NumpadEnter" ? "Enter" : pressed.code,
  ]
    .filter(Boolean)
    .join("+");
}

export interface Parts {
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  code: string;
}

export function partsOf(stroke: Stroke): Parts {
  const names = stroke.split("+");
  const code = names.pop() ?? "";
  return { ctrl: names.includes("Ctrl"), alt: names.includes("Alt"), shift: names.includes("Shift"), code };
}

/** `Alt+Digit3` as any digit with the same modifiers, and which one; null for what is no digit of 1 to 9. */
export function asAnyDigit(stroke: Stroke): { stroke: Stroke; digit: number } | null {
  const found = /^(.*)Digit([1-9])$/.exec(stroke);
  return found === null ? null : { stroke: `${found[1]}${ANY_DIGIT}`, digit: Number(found[2]) };
}

/** Whether pressing one of them may be pressing the other. */
export function overlap(one: Stroke, other: Stroke): boolean {
  return one === other || asAnyDigit(one)?.stroke === other || asAnyDigit(other)?.stroke === one;
}

const TYPES_TEXT =
  /^(Key[A-Z]|Digit[0-9#]|Numpad([0-9]|Add|Subtract|Multiply|Divide|Decimal)|Minus|Equal|Bracket(Left|Right)|Backslash|Semicolon|Quote|Backquote|Comma|Period|Slash|Intl\w+|Space)$/;

/** A single letter, digit or sign: where something is typed it is text, and whoever speaks to the machine types many. */
export function typesText(stroke: Stroke): boolean {
  const { ctrl, alt, code } = partsOf(stroke);
  return !ctrl && !alt && TYPES_TEXT.test(code);
}

/** Works wherever the focus is: it types nothing and moves nothing. */
export function reachesFields(stroke: Stroke): boolean {
  const { ctrl, alt, code } = partsOf(stroke);
  return ctrl || alt || /^F\d+$/.test(code);
}

const SIGNS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
};

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  [ANY_DIGIT]: "1…9",
};

/** How a stroke is written beside what it does: `Alt M`, `Ctrl Shift Z`, `?`; with the signs of a Mac on a Mac. */
export function strokeText(stroke: Stroke, mac: boolean = isMac): string {
  const { ctrl, alt, shift, code } = partsOf(stroke);
  const sign = SIGNS[code];
  const shown =
    sign?.[shift ? 1 : 0] ??
    NAMES[code] ??
    (code === "Enter" && (ctrl || alt)
      ? "↵"
      : code.replace(/^(Key|Digit)/, "").replace(/^Numpad/, "Numpad "));
  const shiftShown = shift && sign === undefined;
  if (mac) return `${alt ? "⌥" : ""}${shiftShown ? "⇧" : ""}${ctrl ? "⌘" : ""}${shown}`;
  return [ctrl && "Ctrl", alt && "Alt", shiftShown && "Shift", shown].filter(Boolean).join(" ");
}
