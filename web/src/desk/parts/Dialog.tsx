/** A dialog in the browser's own top layer: it holds the focus, Escape closes it, and the focus returns. */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "../../icons/Icon";
import classes from "./Dialog.module.css";

interface DialogProps {
  title: string;
  wide?: boolean;
  close: () => void;
  children: ReactNode;
  /** Buttons; the first one listed is at the left. */
  foot?: ReactNode;
}

export function Dialog({ title, wide = false, close, children, foot }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={box}
      className={classes.dialog}
      data-wide={wide || undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className={classes.head}>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className={classes.close} aria-label="Close" onClick={close}>
          <Icon name="close" small />
        </button>
      </header>
      <div className={classes.body}>{children}</div>
      {foot && <footer className={classes.foot}>{foot}</footer>}
    </dialog>
  );
}
