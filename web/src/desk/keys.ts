/** The Desk's keys, matched by where they lie on the keyboard, not by the letter that they print. */

export const isMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

export type Command =
  | "grid"
  | "roll"
  | "gross"
  | "copy"
  | "compare"
  | "submit"
  | "undo"
  | "redo"
  | "why"
  | "context"
  | "customer"
  | "next region"
  | "previous region"
  | { scenario: number };

type Stroke = Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

const ALT: Record<string, Command> = {
  KeyM: "grid",
  KeyR: "roll",
  KeyG: "gross",
  KeyN: "copy",
  KeyV: "compare",
  KeyT: "why",
  KeyI: "context",
  KeyC: "customer",
};

export function commandOf(stroke: Stroke): Command | null {
  const control = stroke.ctrlKey || stroke.metaKey;
  if (stroke.code === "F6") return stroke.shiftKey ? "previous region" : "next region";
  if (stroke.altKey && !control && !stroke.shiftKey) {
    const digit = /^Digit([1-9])$/.exec(stroke.code);
    if (digit) return { scenario: Number(digit[1]) };
    return ALT[stroke.code] ?? null;
  }
  if (control && !stroke.altKey) {
    if (stroke.code === "Enter" || stroke.code === "NumpadEnter") return "submit";
    if (stroke.code === "KeyZ") return stroke.shiftKey ? "redo" : "undo";
  }
  return null;
}

/** How a key is written beside its button. */
export function keyName(key: string): string {
  return isMac ? key.replace("Alt ", "⌥").replace("Ctrl ", "⌘") : key;
}
