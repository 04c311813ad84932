/** The key of a command as it is written beside its button; nothing where it has none. */
import { working } from "./bindings";
import { useChoice } from "./choice";
import type { CommandName } from "./commands";
import { ANY_DIGIT, strokeText } from "./strokes";

/** The text of a command's key, for a title; `digit` of those that have one key for nine. */
export function useKeyText(of: CommandName, digit?: number): string | null {
  const key = working(useChoice(), of);
  if (key === null) return null;
  return strokeText(digit === undefined ? key : key.replace(ANY_DIGIT, `Digit${digit}`));
}

export function Key({ of, digit }: { of: CommandName; digit?: number }) {
  const text = useKeyText(of, digit);
  return text === null ? null : <kbd>{text}</kbd>;
}

/** `Undo (Ctrl Z)`, or the name alone. */
export function titled(name: string, key: string | null): string {
  return key === null ? name : `${name} (${key})`;
}
