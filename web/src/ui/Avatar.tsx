/** A person as two letters on a color that is always theirs. */
import classes from "./Avatar.module.css";

const TONES = ["blue", "amber", "green", "violet"] as const;

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

export function Avatar({ id, name, small = false }: { id: string; name: string; small?: boolean }) {
  let sum = 0;
  for (const character of id) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  }
  return (
    <span
      className={classes.avatar}
      data-tone={TONES[sum % TONES.length]}
      data-small={small || undefined}
      title={name}
      aria-hidden="true"
    >
      {initials(name)}
    </span>
  );
}
