/** Six boxes that look like six fields and are one: so a code can be pasted, filled in by the phone, and read out. */
import classes from "./CodeBoxes.module.css";

export function CodeBoxes({
  code,
  change,
  describedBy,
  wrong,
}: {
  code: string;
  change: (digits: string) => void;
  describedBy?: string;
  wrong: boolean;
}) {
  return (
    <div className={classes.boxes} data-wrong={wrong || undefined}>
      <input
        className={classes.input}
        aria-label="Six-digit code"
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => change(event.currentTarget.value.replaceAll(/\D/g, "").slice(0, 6))}
      />
      {[0, 1, 2, 3, 4, 5].map((place) => (
        <span
          key={place}
          className={classes.box}
          data-here={place === Math.min(code.length, 5) || undefined}
          aria-hidden="true"
        >
          {code[place] ?? ""}
        </span>
      ))}
    </div>
  );
}
