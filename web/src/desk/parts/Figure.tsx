/** A calculated figure: tinted for a moment when it changes, faint while it waits for something typed. */
import { useState } from "react";
import classes from "./Figure.module.css";

export function Figure({ text, waiting = false }: { text: string; waiting?: boolean }) {
  const [first] = useState(text);
  return (
    <span
      key={text}
      className={classes.figure}
      data-fresh={text === first ? undefined : true}
      data-waiting={waiting || undefined}
    >
      {text}
    </span>
  );
}
