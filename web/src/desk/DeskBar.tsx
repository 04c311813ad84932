/** The bar over the Desk: which deal, how it stands, whether it is saved, undo, print, and the next step. */
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useMay } from "../api/viewer";
import { STATUSES, STEPS } from "../deals/status";
import { Icon } from "../icons/Icon";
import { Key, titled, useKeyText } from "../keys/Key";
import { useCommands } from "../keys/offered";
import { CustomerViewButton } from "../present/CustomerViewButton";
import { say } from "../ui/notices";
import { PartyDialog } from "./context/PartyDialog";
import { CopyDealDialog } from "./copy/CopyDealDialog";
import { useDesk, useDeskStore, useEditable, useOpen } from "./DeskContext";
import { Menu, type MenuItem } from "./parts/Menu";
import { partClasses } from "./parts/parts";
import { PeopleHere } from "./parts/People";
import { standingOf } from "./store/standing";
import type { SaveState } from "./store/state";
import type { Steps } from "./useSteps";
import classes from "./DeskBar.module.css";

interface DeskBarProps {
  steps: Steps;
  contextShown: boolean;
  toggleContext: () => void;
}

export function DeskBar({ steps, contextShown, toggleContext }: DeskBarProps) {
  const store = useDeskStore();
  const deal = useDesk((state) => state.deal);
  const open = useOpen();
  const editable = useEditable();
  const title = [deal.customer?.name, deal.vehicle?.name].filter(Boolean).join(" · ");
  return (
    <header className={classes.bar} data-region="bar">
      <Link href="/deals" className={classes.crumb}>
        Deals
      </Link>
      <Icon name="right" small />
      <h1 className={classes.number}>{deal.number}</h1>
      <span className={classes.title} title={title}>
        {title}
      </span>
      <StatusMenu steps={steps} />
      <DealMenu />
      <span className={partClasses.grow} />
      <SaveMark />
      <span className={classes.pair}>
        <button
          type="button"
          className={partClasses.quiet}
          aria-label="Undo"
          title={titled("Undo", useKeyText("desk.undo"))}
          disabled={!editable || open.past.length === 0}
          onClick={() => store.undo()}
        >
          <Icon name="undo" small />
        </button>
        <button
          type="button"
          className={partClasses.quiet}
          aria-label="Redo"
          title={titled("Redo", useKeyText("desk.redo"))}
          disabled={!editable || open.future.length === 0}
          onClick={() => store.redo()}
        >
          <Icon name="redo" small />
        </button>
      </span>
      <PeopleHere />
      <button
        type="button"
        className={`${partClasses.button} ${classes.contextButton}`}
        aria-pressed={contextShown}
        onClick={toggleContext}
      >
        <Icon name="person" small />
        Deal facts <Key of="desk.context" />
      </button>
      <MenuLink />
      <Print blocker={steps.blocker} />
      <CustomerViewButton blocker={steps.blocker} />
      {steps.primary && (
        <button
          type="button"
          className={partClasses.button}
          data-tone="primary"
          disabled={steps.busy || steps.primary.blocker !== null}
          title={steps.primary.blocker ?? undefined}
          aria-describedby={steps.primary.blocker === null ? undefined : "desk-blocker"}
          onClick={steps.primary.take}
        >
          {STEPS[steps.primary.step].word}
          {steps.primary.step === "submit" && <Key of="desk.submit" />}
        </button>
      )}
      {steps.primary?.blocker && (
        <span id="desk-blocker" className={classes.blocker}>
          {steps.primary.blocker}
        </span>
      )}
    </header>
  );
}

/** To the F&I menu of the open scenario, which reads what is stored: what was typed a moment ago comes with it. */
export function useMenu() {
  const store = useDeskStore();
  const dealId = useDesk((state) => state.deal.id);
  const { letter } = useOpen();
  const [, go] = useLocation();
  const href = `/deals/${dealId}/menu?s=${letter}`;
  const open = () =>
    void store.flush().then((saved) => {
      if (saved) go(href);
      else say("Not everything is saved yet. Try again in a moment.", "refused");
    });
  return { href, open };
}

function MenuLink() {
  const { href, open } = useMenu();
  return (
    <Link
      href={href}
      className={partClasses.button}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open();
      }}
    >
      <Icon name="columns" small />
      Menu
    </Link>
  );
}

/** What else can be done with the deal as a whole; on a phone also what has no button of its own there. */
export function DealMenu({ first }: { first?: readonly MenuItem[] }) {
  const editable = useDesk((state) => state.deal.allowed_actions.includes("edit"));
  const mayWrite = useMay("deals.write");
  const [shown, setShown] = useState<"copy" | "customer" | "vehicle" | null>(null);
  useCommands({
    "desk.copy-deal": mayWrite ? { run: () => setShown("copy") } : undefined,
    "desk.switch-vehicle": mayWrite && editable ? { run: () => setShown("vehicle") } : undefined,
    "desk.switch-customer": mayWrite && editable ? { run: () => setShown("customer") } : undefined,
  });
  if (!mayWrite && first === undefined) return null;
  const close = () => setShown(null);
  const items: MenuItem[] = [
    ...(first ?? []),
    ...(mayWrite
      ? [
          { label: "Copy this deal", run: () => setShown("copy") },
          { label: "Switch the vehicle", disabled: !editable, run: () => setShown("vehicle") },
          { label: "Switch the customer", disabled: !editable, run: () => setShown("customer") },
        ]
      : []),
  ];
  return (
    <>
      <Menu
        label="More with this deal"
        align={first ? "end" : "start"}
        className={partClasses.quiet}
        items={items}
      >
        <Icon name="more" small />
      </Menu>
      {shown === "copy" && <CopyDealDialog close={close} />}
      {(shown === "vehicle" || shown === "customer") && <PartyDialog what={shown} close={close} />}
    </>
  );
}

export function StatusMenu({ steps }: { steps: Steps }) {
  const status = useDesk((state) => state.deal.status);
  const { word, tone } = STATUSES[status];
  if (steps.others.length === 0) {
    return (
      <span className={partClasses.pill} data-tone={tone}>
        <i className={classes.dot} />
        {word}
      </span>
    );
  }
  return (
    <Menu
      label={`Status: ${word}. Steps`}
      className={classes.status}
      items={steps.others.map(({ step, take }) => ({
        label: STEPS[step].word,
        danger: step === "cancel",
        run: take,
      }))}
    >
      <span className={partClasses.pill} data-tone={tone}>
        <i className={classes.dot} />
        {word}
        <Icon name="down" small />
      </span>
    </Menu>
  );
}

const SAVE_WORDS: Record<SaveState["kind"], string> = {
  saved: "Saved",
  unsaved: "Saved",
  saving: "Saving",
  retrying: "Not saved, retrying",
  offline: "Offline, kept here",
  refused: "Not saved",
};

/**
 * How the whole deal stands, not only what is open of it. “Saving” is only said when it takes long; between two keys
 * the mark stays calm.
 */
export function SaveMark({
  quiet = false,
}: {
  /** Where there is little room, words are only said when they matter. */
  quiet?: boolean;
}) {
  const save = useDesk((state) => standingOf(state).save);
  const waits = useDesk((state) => standingOf(state).waits);
  const letter = useDesk((state) => standingOf(state).letter);
  const calm = !waits && (save === "saved" || save === "unsaved" || save === "saving");
  return (
    <span className={classes.save} role="status" data-tone={calm ? "calm" : "warn"} data-save={save}>
      <Icon name={calm ? "check" : "alert"} small />
      <span className={quiet && calm ? "al-sr" : undefined}>
        {letter !== null && !calm && `${letter}: `}
        {waits ? "Not saved yet" : SAVE_WORDS[save]}
      </span>
    </span>
  );
}

/** The buyer's worksheet of the open scenario, once everything is saved. */
export function usePrint() {
  const store = useDeskStore();
  const dealId = useDesk((state) => state.deal.id);
  const openId = useDesk((state) => state.openId);
  const [busy, setBusy] = useState(false);
  const [, go] = useLocation();

  async function start() {
    setBusy(true);
    // Where the server cannot be reached there is a quote to print, made here and marked as such.
    if ((await store.flush()) || store.isAway) {
      go(`/deals/${dealId}/print?structure=${openId}`);
    } else {
      say("Not everything is saved yet. Try again in a moment.", "refused");
      setBusy(false);
    }
  }

  return { busy, start };
}

function Print({ blocker }: { blocker: string | null }) {
  const { busy, start } = usePrint();
  return (
    <button
      type="button"
      className={partClasses.button}
      disabled={busy || blocker !== null}
      title={blocker ?? "The buyer's worksheet of this scenario"}
      onClick={() => void start()}
    >
      <Icon name="print" small />
      Print
    </button>
  );
}
