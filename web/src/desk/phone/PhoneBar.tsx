/** The head of the phone's Desk: the way back, whose deal it is, how it stands, and everything else behind one button. */
import { Link } from "wouter";
import { Icon } from "../../icons/Icon";
import { offered } from "../../keys/offered";
import { DealMenu, SaveMark, StatusMenu, useMenu, usePrint } from "../DeskBar";
import { useDesk, useDeskStore, useEditable, useOpen } from "../DeskContext";
import { PeopleHere } from "../parts/People";
import type { Steps } from "../useSteps";
import classes from "./PhoneBar.module.css";

export function PhoneBar({ steps }: { steps: Steps }) {
  const store = useDeskStore();
  const deal = useDesk((state) => state.deal);
  const scenarios = useDesk((state) => state.scenarios);
  const open = useOpen();
  const editable = useEditable();
  const print = usePrint();
  const menu = useMenu();
  const title = [deal.customer?.name, deal.vehicle?.name].filter(Boolean).join(" · ");
  return (
    <header className={classes.bar} data-region="bar">
      <Link href="/deals" className={classes.back} aria-label="Deals">
        <Icon name="left" />
      </Link>
      <div className={classes.who}>
        <p className={classes.title}>{title === "" ? "No customer yet" : title}</p>
        <p className={classes.under}>
          <span role="heading" aria-level={1}>
            {deal.number}
          </span>
          , scenario {open.letter} of {scenarios.length}
        </p>
      </div>
      <PeopleHere />
      <SaveMark quiet />
      <StatusMenu steps={steps} />
      <DealMenu
        first={[
          { label: "Search and commands", run: () => offered("palette")?.run() },
          { label: "Undo", disabled: !editable || open.past.length === 0, run: () => store.undo() },
          { label: "Redo", disabled: !editable || open.future.length === 0, run: () => store.redo() },
          { label: "Product menu", run: menu.open },
          {
            label: "Print",
            disabled: print.busy || steps.blocker !== null,
            run: () => void print.start(),
          },
        ]}
      />
    </header>
  );
}
