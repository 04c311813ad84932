/** The one listener of the keyboard: finds the command of a stroke and does what the page offers for it. */
import { useEffect } from "react";
import { meant } from "./bindings";
import { currentChoice } from "./choice";
import { offered } from "./offered";
import { reachesFields, type Stroke, strokeOf, typesText } from "./strokes";

/** Where a stroke without Ctrl or Alt belongs to what has the focus. */
const TYPED = "input, textarea, select, dialog, [role=menu], [role=listbox]";
const PRESSED = "a, button, summary";

function isFree(target: EventTarget | null, stroke: Stroke): boolean {
  if (reachesFields(stroke) || !(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest(TYPED) !== null) return false;
  return typesText(stroke) || target.closest(PRESSED) === null;
}

export function heard(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const stroke = strokeOf(event);
  if (stroke === null || !isFree(event.target, stroke)) return;
  // A window over the page has the keyboard to itself.
  if (document.querySelector("dialog[open]") !== null) return;
  for (const { name, digit } of meant(currentChoice(), stroke)) {
    const offer = offered(name);
    if (offer === null) continue;
    event.preventDefault();
    offer.run(digit);
    return;
  }
}

export function useKeyboard(): void {
  useEffect(() => {
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, []);
}
