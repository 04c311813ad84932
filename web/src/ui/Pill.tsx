/** A short state in its color, with a dot and a word: never the color alone. */
import type { ReactNode } from "react";
import classes from "./Pill.module.css";

export type Tone = "plain" | "accent" | "pos" | "warn" | "neg" | "vio";

export function Pill({
  tone = "plain",
  dot = false,
  children,
}: {
  tone?: Tone;
  dot?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {dot && <i className={classes.dot} aria-hidden="true" />}
      {children}
    </span>
  );
}
