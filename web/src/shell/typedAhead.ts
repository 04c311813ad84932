/** Keys that come faster than the window they are meant for. */

/** Keeps them from the page until the answer is called, which gives their text. */
export function typedAhead(): () => string {
  let text = "";
  const take = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Backspace") text = text.slice(0, -1);
    else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) text += event.key;
  };
  addEventListener("keydown", take, true);
  return () => {
    removeEventListener("keydown", take, true);
    return text;
  };
}
