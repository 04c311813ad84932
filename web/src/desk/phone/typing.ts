/** Types into a field as a keyboard would: at the caret, over what is selected, and everybody who listens hears it. */

export function typeInto(input: HTMLInputElement, text: string): void {
  const { selectionStart, selectionEnd, value } = input;
  input.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

/** What is selected goes, else the character before the caret. */
export function rubOut(input: HTMLInputElement): void {
  const end = input.selectionEnd ?? input.value.length;
  const start = input.selectionStart ?? end;
  const from = start === end ? Math.max(0, start - 1) : start;
  input.setRangeText("", from, end, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "deleteContentBackward" }));
}
