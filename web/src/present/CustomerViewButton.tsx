/** The Desk's button that turns the screen to the customer, Alt C. */
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { useDesk, useDeskStore } from "../desk/DeskContext";
import { partClasses } from "../desk/parts/parts";
import { Key } from "../keys/Key";
import { useCommands } from "../keys/offered";
import { say } from "../ui/notices";

const PresentDialog = lazy(() => import("./PresentDialog"));

export function CustomerViewButton({
  blocker,
  label = "Customer view",
}: {
  blocker: string | null;
  label?: string;
}) {
  const store = useDeskStore();
  const dealId = useDesk((state) => state.deal.id);
  const openId = useDesk((state) => state.openId);
  const scenarios = useDesk((state) => state.scenarios);
  const [asking, setAsking] = useState(false);
  const mayPresent = useMay("deals.write");
  const start = () => {
    if (blocker === null) setAsking(true);
    else say(`The customer view waits: ${blocker}.`, "refused");
  };
  useCommands({
    "desk.customer": mayPresent ? { run: start, detail: blocker ?? "hides dealer figures" } : undefined,
  });
  if (!mayPresent) return null;
  const open = scenarios.filter((scenario) => scenario.id === openId);
  const others = scenarios.filter((scenario) => scenario.id !== openId);
  return (
    <>
      <button
        type="button"
        className={partClasses.button}
        disabled={blocker !== null}
        title={blocker ?? "Show the customer their options; dealer figures stay here"}
        onClick={start}
      >
        <Icon name="eye" small />
        {label} <Key of="desk.customer" />
      </button>
      {asking && (
        <Suspense>
          <PresentDialog
            dealId={dealId}
            choices={[...open, ...others]}
            save={() => store.flush()}
            close={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
