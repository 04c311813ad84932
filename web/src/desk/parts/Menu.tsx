/** A button that opens a short list of actions; arrows move, Enter takes, Escape returns to the button. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./cx";
import classes from "./Menu.module.css";

export interface MenuItem {
  label: string;
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
}

interface MenuProps {
  label: string;
  children: ReactNode;
  items: readonly MenuItem[];
  className?: string | undefined;
  align?: "start" | "end";
  /** Opens above its button. */
  up?: boolean;
}

export function Menu({ label, children, items, className, align = "start", up = false }: MenuProps) {
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!shown) return;
    box.current?.querySelector<HTMLElement>("[role=menuitem]:not([disabled])")?.focus();
    const outside = (event: PointerEvent) => {
      const at = event.target;
      if (at instanceof Node && !box.current?.contains(at) && !button.current?.contains(at)) setShown(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [shown]);

  function close() {
    setShown(false);
    button.current?.focus();
  }

  function pressed(event: KeyboardEvent) {
    const all = [...(box.current?.querySelectorAll<HTMLElement>("[role=menuitem]:not([disabled])") ?? [])];
    const here = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      setShown(false);
    }
  }

  return (
    <span className={classes.anchor}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={shown}
        aria-controls={shown ? id : undefined}
        onClick={() => setShown(!shown)}
      >
        {children}
      </button>
      {shown && (
        <div
          ref={box}
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className={classes.menu}
          data-align={align}
          data-up={up || undefined}
          onKeyDown={pressed}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              disabled={item.disabled}
              className={cx(classes.item, item.danger && classes.danger)}
              onClick={() => {
                close();
                item.run();
              }}
            >
              <span>{item.label}</span>
              {item.hint && <span className={classes.hint}>{item.hint}</span>}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
