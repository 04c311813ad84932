/** The Desk's button that turns the screen to the customer, Alt C. */
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { useCommand } from "../desk/commands";
import { useDesk, useDeskStore } from "../desk/DeskContext";
import { keyName } from "../desk/keys";
import { partClasses } from "../desk/parts/parts";

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
    if (mayPresent && blocker === null) setAsking(true);
  };
  useCommand("customer", start);
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
        {label} <kbd>{keyName("Alt C")}</kbd>
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
