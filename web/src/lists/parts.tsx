/** The small parts that every list has: chips of what is filtered, hints of its keys, and the rest of its rows. */
import { Button } from "@mantine/core";
import { Icon } from "../icons/Icon";
import classes from "./lists.module.css";

export function Chip({ text, remove }: { text: string; remove: () => void }) {
  return (
    <button type="button" className={classes.chip} onClick={remove} aria-label={`Remove the filter ${text}`}>
      {text}
      <Icon name="close" small />
    </button>
  );
}

export function Hints({ hints }: { hints: readonly (readonly [string, string])[] }) {
  return (
    <footer className={classes.hints}>
      {hints.map(([keys, does]) => (
        <span key={keys}>
          {keys.split(" ").map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {does}
        </span>
      ))}
    </footer>
  );
}

export function More({
  shown,
  what,
  more,
  busy,
}: {
  shown: number;
  what: string;
  /** Absent when everything is shown. */
  more?: () => void;
  busy: boolean;
}) {
  return (
    <div className={classes.more}>
      <span>{more === undefined ? `${shown} ${what}` : `The first ${shown} ${what}`}</span>
      {more !== undefined && (
        <Button size="xs" variant="default" onClick={more} loading={busy}>
          Show more
        </Button>
      )}
    </div>
  );
}
