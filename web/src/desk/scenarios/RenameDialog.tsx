/** A new name for a scenario. */
import { useState } from "react";
import { useDeskStore } from "../DeskContext";
import { Dialog } from "../parts/Dialog";
import { partClasses } from "../parts/parts";
import type { Scenario } from "../store/state";

export function RenameDialog({ scenario, close }: { scenario: Scenario; close: () => void }) {
  const store = useDeskStore();
  const [name, setName] = useState(scenario.name);
  const empty = name.trim() === "";

  function keep() {
    if (empty) return;
    store.rename(scenario.id, name);
    close();
  }

  return (
    <Dialog
      title={`Rename scenario ${scenario.letter}`}
      close={close}
      foot={
        <>
          <button type="button" className={partClasses.button} onClick={close}>
            Cancel
          </button>
          <button
            type="button"
            className={partClasses.button}
            data-tone="primary"
            disabled={empty}
            onClick={keep}
          >
            Rename
          </button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <label className={partClasses.field}>
          Name
          <input
            className={partClasses.input}
            value={name}
            maxLength={60}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
      </form>
    </Dialog>
  );
}
