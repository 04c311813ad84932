/** The small parts that every list has: chips of what is filtered, hints of its keys, and the rest of its rows. */
import { Button } from "@mantine/core";
import { Icon } from "../icons/Icon";
import { working } from "../keys/bindings";
import { useChoice } from "../keys/choice";
import type { CommandName } from "../keys/commands";
import { Key } from "../keys/Key";
import classes from "./lists.module.css";

export function Chip({ text, remove }: { text: string; remove: () => void }) {
  return (
    <button type="button" className={classes.chip} onClick={remove} aria-label={`Remove the filter ${text}`}>
      {text}
      <Icon name="close" small />
    </button>
  );
}

/** What the keys of this list do; one whose commands have no key is left out. */
export function Hints({ hints }: { hints: readonly (readonly [readonly CommandName[], string])[] }) {
  const choice = useChoice();
  const all = [...hints, [["keys"], "all keys"] as const];
  return (
    <footer className={classes.hints}>
      {all
        .filter(([names]) => names.some((name) => working(choice, name) !== null))
        .map(([names, does]) => (
          <span key={does}>
            {names.map((name) => (
              <Key key={name} of={name} />
            ))}
            {does}
          </span>
        ))}
    </footer>
  );
}

export const MOVES = ["list.down", "list.up"] as const;

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
