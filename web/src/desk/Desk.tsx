/** The Desk itself, once its deal is there: the columns, the bars, and the dialogs over them. */
import { useEffect, useEffectEvent, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { explain } from "../api/problem";
import { ReasonDialog } from "../deals/ReasonDialog";
import { STEPS } from "../deals/status";
import { Icon } from "../icons/Icon";
import { say } from "../ui/notices";
import { usePhone } from "../ui/useMedia";
import { HistoryCard } from "./approval/HistoryCard";
import { ConflictDialog } from "./ConflictDialog";
import { ContextColumn } from "./context/ContextColumn";
import { DeskBar } from "./DeskBar";
import { useDesk, useDeskStore } from "./DeskContext";
import { FaultNotes } from "./FaultNotes";
import { GrossBar } from "./GrossBar";
import { useSettings } from "./house/useSettings";
import { useMarket } from "./lenders/useMarket";
import { LivePayment } from "./LivePayment";
import { cx } from "./parts/cx";
import { partClasses } from "./parts/parts";
import { PhoneDesk } from "./phone/PhoneDesk";
import { RollPanel } from "./roll/RollPanel";
import { RenameDialog } from "./scenarios/RenameDialog";
import { ScenarioStrip } from "./scenarios/ScenarioStrip";
import { openScenario, type Scenario } from "./store/state";
import { DueAtSigning } from "./structure/DueAtSigning";
import { StructurePanel } from "./structure/StructurePanel";
import { UndoDialog } from "./UndoDialog";
import { useDeskCommands } from "./useDeskCommands";
import { useFollowing } from "./useFollowing";
import { useSteps } from "./useSteps";
import { WorksheetGrid } from "./worksheet/WorksheetGrid";
import classes from "./Desk.module.css";

const HIDDEN = "autolytiq.desk.gross";

export function Desk() {
  const store = useDeskStore();
  const steps = useSteps();
  useMarket();
  useSettings();
  useFollowing();
  const dealId = useDesk((state) => state.deal.id);
  const letter = useDesk((state) => openScenario(state).letter);
  const conflict = useDesk((state) => state.conflict);
  const undoAsk = useDesk((state) => state.undoAsk);
  const [grossHidden, setGrossHidden] = useState(() => localStorage.getItem(HIDDEN) === "hidden");
  const [contextShown, setContextShown] = useState(false);
  const phone = usePhone();
  const [renaming, setRenaming] = useState<Scenario | null>(null);
  const [path, go] = useLocation();
  const search = useSearch();

  useEffect(() => {
    const here = `/deals/${dealId}`;
    const params = new URLSearchParams(search);
    if (path !== here || params.get("s") === letter) return;
    params.set("s", letter);
    go(`${here}?${params}`, { replace: true });
  }, [dealId, letter, search, path, go]);

  function toggleGross() {
    localStorage.setItem(HIDDEN, grossHidden ? "shown" : "hidden");
    setGrossHidden(!grossHidden);
  }

  async function attempt(work: () => Promise<void>) {
    try {
      await work();
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  const copy = () => {
    const { name } = openScenario(store.state());
    void attempt(() => store.copy(`${name.replace(/ copy$/, "").slice(0, 70)} copy`));
  };

  const choose = (id: string) => void attempt(() => store.choose(id));
  const toggleContext = () => setContextShown(!contextShown);

  useDeskCommands({
    steps,
    copy,
    choose,
    rename: () => setRenaming(openScenario(store.state())),
    toggleGross,
    grossHidden,
    toggleContext,
  });

  const leaving = useEffectEvent((event: BeforeUnloadEvent) => {
    // Without a network it is kept here; warning of it would only stop a reload.
    if (store.unsaved && navigator.onLine) event.preventDefault();
  });

  useEffect(() => {
    const going = (event: BeforeUnloadEvent) => leaving(event);
    window.addEventListener("beforeunload", going);
    return () => window.removeEventListener("beforeunload", going);
  }, []);

  const scenarios = (
    <ScenarioStrip
      copy={copy}
      choose={choose}
      rename={setRenaming}
      remove={(id) => void attempt(() => store.removeScenario(id))}
    />
  );
  const gross = <GrossBar hidden={grossHidden} toggle={toggleGross} />;
  const history = <HistoryCard className={classes.history} />;
  return (
    <>
      {phone ? (
        <PhoneDesk steps={steps} scenarios={scenarios} gross={gross} history={history} />
      ) : (
        <>
          <DeskBar steps={steps} toggleContext={toggleContext} contextShown={contextShown} />
          {scenarios}
          <FaultNotes />
          <div className={classes.desk}>
            <div className={classes.column}>
              <WorksheetGrid />
            </div>
            <div className={classes.side}>
              <StructurePanel />
              <DueAtSigning />
              <RollPanel />
              {history}
            </div>
            <div className={cx(classes.context, contextShown && classes.shown)}>
              <button
                type="button"
                className={cx(partClasses.quiet, classes.closer)}
                onClick={() => setContextShown(false)}
              >
                <Icon name="close" small />
                Close
              </button>
              <ContextColumn />
            </div>
          </div>
          {gross}
        </>
      )}
      <LivePayment />
      {renaming && <RenameDialog scenario={renaming} close={() => setRenaming(null)} />}
      {conflict && <ConflictDialog conflict={conflict} />}
      {undoAsk && <UndoDialog lines={undoAsk} />}
      {steps.asking && (
        <ReasonDialog
          title={`${STEPS[steps.asking].word}: say why`}
          word={STEPS[steps.asking].word}
          close={steps.stopAsking}
          take={steps.takeWithReason}
        />
      )}
    </>
  );
}
