/** A panel with a head, the unit that pages are made of. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "../icons/Icon";
import classes from "./Card.module.css";

export function Card({
  title,
  icon,
  aside,
  flush = false,
  children,
}: {
  title?: ReactNode;
  icon?: IconName;
  /** At the right of the head: a button, a count. */
  aside?: ReactNode;
  /** The content brings its own edges: a table, rows with lines between. */
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={classes.card}>
      {title !== undefined && (
        <header className={classes.head}>
          {icon !== undefined && <Icon name={icon} />}
          <h2>{title}</h2>
          <span className={classes.gap} />
          {aside}
        </header>
      )}
      {flush ? children : <div className={classes.body}>{children}</div>}
    </section>
  );
}

/** Names and what belongs to them, the values at the right edge. */
export function Pairs({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.pairs}>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}
