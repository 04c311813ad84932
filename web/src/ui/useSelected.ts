/**
 * A field whose whole text is selected when it is entered. The selection must be there before the next key comes, on a
 * busy machine too: made a frame later, it would select the first figure typed, and the second would replace it.
 */
import { type MouseEvent, useLayoutEffect, useRef, useState } from "react";

export function useSelected() {
  const pressed = useRef(false);
  const [entered, setEntered] = useState<{ input: HTMLInputElement } | null>(null);

  // What the focus put into the field takes the selection away, so it is made again in the same breath; never later.
  useLayoutEffect(() => {
    entered?.input.select();
  }, [entered]);

  return {
    select(input: HTMLInputElement) {
      setEntered({ input });
      input.select();
    },
    /** A press of the mouse puts the caret where it is, after the focus; a dragged selection is the reader's own. */
    mouse: {
      onMouseDown(event: MouseEvent<HTMLInputElement>) {
        pressed.current = document.activeElement !== event.currentTarget;
      },
      onMouseUp(event: MouseEvent<HTMLInputElement>) {
        const input = event.currentTarget;
        if (pressed.current && input.selectionStart === input.selectionEnd) input.select();
        pressed.current = false;
      },
    },
  };
}
