/** Undo would take back what somebody else changed since: it asks first. */
import { useDeskStore, useOpen } from "./DeskContext";
import { pathText } from "./model/clash";
import { Dialog } from "./parts/Dialog";
import { partClasses } from "./parts/parts";

export function UndoDialog({ lines }: { lines: readonly (readonly string[])[] }) {
  const store = useDeskStore();
  const { inputs } = useOpen();
  const names = lines.map((line) => pathText(line, inputs)).join("; ");
  return (
    <Dialog
      title="Someone changed this since"
      close={() => store.keepTheirs()}
      foot={
        <>
          <button type="button" className={partClasses.button} onClick={() => store.keepTheirs()}>
            Keep theirs
          </button>
          <button
            type="button"
            className={partClasses.button}
            data-tone="primary"
            onClick={() => store.undo(true)}
          >
            Undo all the same
          </button>
        </>
      }
    >
      <p>
        {names}: a colleague changed it after you did. Undoing puts back what was there before your change;
        theirs stays in the history.
      </p>
    </Dialog>
  );
}
