/** What stands where records would stand: nothing yet, loading, failed, not allowed. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon } from "../icons/Icon";
import classes from "./states.module.css";

export function Failed({ text, again }: { text: string; again?: () => void }) {
  return (
    <div className={classes.state} role="alert">
      <span className={classes.bad}>
        <Icon name="alert" />
      </span>
      <p>{text}</p>
      {again !== undefined && (
        <Button variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className={classes.state}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Gray bars in the shape of what is coming; they wait 150 ms, so that a quick answer does not flicker. */
export function Loading({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div className={classes.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={classes.bar} style={{ width: `${92 - ((row * 17) % 46)}%` }} />
      ))}
    </div>
  );
}
