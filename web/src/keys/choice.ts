/** A person's own keys: kept in this browser under who is signed in, and the same in every tab at once. */
import { useSyncExternalStore } from "react";
import { session } from "../api/http";
import { type Choice, DEFAULTS } from "./bindings";
import { type CommandName, COMMANDS, isCommand } from "./commands";

const keyOf = (viewer: string) => `autolytiq.keys.${viewer}`;

/** What was kept, as far as it can be read: a command of another day is left out. */
export function readChoice(text: string | null): Choice {
  try {
    const kept = JSON.parse(text ?? "null") as { keys?: unknown; letters?: unknown } | null;
    const keys: Partial<Record<CommandName, string | null>> = {};
    for (const [name, stroke] of Object.entries(kept?.keys ?? {})) {
      const known = isCommand(name) && COMMANDS[name].fixed !== true;
      if (known && (stroke === null || typeof stroke === "string")) keys[name] = stroke;
    }
    return { keys, letters: kept?.letters !== false };
  } catch {
    return DEFAULTS;
  }
}

let shown: { text: string | null; viewer: string | null; choice: Choice } = {
  text: null,
  viewer: null,
  choice: DEFAULTS,
};

/** The same object until something else is kept. */
export function currentChoice(): Choice {
  const viewer = session.viewer?.id ?? null;
  let text: string | null = null;
  try {
    text = viewer === null ? null : localStorage.getItem(keyOf(viewer));
  } catch {
    // Storage can be switched off; then the keys are the defaults.
  }
  if (text !== shown.text || viewer !== shown.viewer) shown = { text, viewer, choice: readChoice(text) };
  return shown.choice;
}

const watchers = new Set<() => void>();

/** Keeps what was chosen; false where the browser does not keep anything. */
export function choose(choice: Choice): boolean {
  const viewer = session.viewer?.id;
  if (viewer === undefined) return false;
  try {
    if (Object.keys(choice.keys).length === 0 && choice.letters) localStorage.removeItem(keyOf(viewer));
    else localStorage.setItem(keyOf(viewer), JSON.stringify(choice));
  } catch {
    return false;
  }
  for (const changed of watchers) changed();
  return true;
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  const leave = session.watch(changed);
  addEventListener("storage", changed);
  return () => {
    watchers.delete(changed);
    leave();
    removeEventListener("storage", changed);
  };
}

export function useChoice(): Choice {
  return useSyncExternalStore(watch, currentChoice);
}
