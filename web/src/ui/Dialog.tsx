/** A window over the page, by the browser's own dialog: it keeps the focus inside and Escape closes it. */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "../icons/Icon";
import classes from "./Dialog.module.css";

const FIRST = "input:not([type=radio], [type=checkbox]), textarea, select, form button";

export function Dialog({
  title,
  close,
  wide = false,
  children,
}: {
  title: string;
  close: () => void;
  wide?: boolean;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The browser would take the close button: the first thing to fill in comes first.
    element?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className={classes.head}>
        <h2 id={heading}>{title}</h2>
        <button type="button" className={classes.x} onClick={close} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

/** What scrolls, and under it the buttons, which never do. */
export function DialogBody({ children, reading = false }: { children: ReactNode; reading?: boolean }) {
  // A body that is only read has nothing in it to reach: the keyboard scrolls the body itself.
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.body} {...(reading ? { tabIndex: 0, role: "document" } : {})}>
      {children}
    </div>
  );
}

export function DialogFoot({ children }: { children: ReactNode }) {
  return <footer className={classes.foot}>{children}</footer>;
}
