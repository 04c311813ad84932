/** The small parts that the Desk is built of: cards, facts, pills, segments. */
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { Icon, type IconName } from "../../icons/Icon";
import { cx } from "./cx";
import classes from "./parts.module.css";

export function Card({
  title,
  icon,
  extra,
  children,
  className,
  region,
}: {
  title: string;
  icon?: IconName;
  extra?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  region?: string;
}) {
  const id = useId();
  return (
    <section className={cx(classes.card, className)} aria-labelledby={id} data-region={region}>
      <header className={classes.head}>
        {icon && <Icon name={icon} small />}
        <h2 id={id}>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}

export function Facts({ facts }: { facts: readonly [string, ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd title={typeof value === "string" ? value : undefined}>{value}</dd>
    </>
  );
}

export type Tone = "plain" | "accent" | "pos" | "warn" | "neg" | "vio";

export function Pill({
  tone = "plain",
  small = false,
  title,
  children,
}: {
  tone?: Tone;
  small?: boolean;
  title?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span className={classes.pill} data-tone={tone} data-small={small || undefined} title={title}>
      {children}
    </span>
  );
}

export function Segments<T extends string>({
  label,
  value,
  options,
  choose,
  small = false,
  disabled = false,
}: {
  label: string;
  value: T | null;
  options: readonly (readonly [T, string])[];
  choose: (value: T) => void;
  small?: boolean;
  disabled?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);

  function pressed(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined || disabled || event.altKey) return;
    event.preventDefault();
    const here = options.findIndex(([option]) => option === value);
    const at = (here + by + options.length) % options.length;
    const next = options[at];
    if (!next) return;
    choose(next[0]);
    box.current?.querySelectorAll<HTMLElement>("[role=radio]")[at]?.focus();
  }

  const reachable = options.some(([option]) => option === value) ? value : options[0]?.[0];
  return (
    <div
      ref={box}
      className={classes.segments}
      data-small={small || undefined}
      role="radiogroup"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={pressed}
    >
      {options.map(([option, text]) => (
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          tabIndex={option === reachable ? 0 : -1}
          disabled={disabled && option !== value}
          className={classes.segment}
          onClick={() => choose(option)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

export function Note({ tone = "warn", children }: { tone?: "warn" | "neg"; children: ReactNode }) {
  return (
    <div className={classes.note} data-tone={tone}>
      <Icon name="alert" small />
      <div className={classes.grow}>{children}</div>
    </div>
  );
}

export { classes as partClasses };
