/** The search over a list: it asks while typing, a breath after the last key, and a key brings the focus here. */
import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Icon } from "../icons/Icon";
import { Key } from "../keys/Key";
import { useCommands } from "../keys/offered";
import classes from "./lists.module.css";

const BREATH_MS = 200;

export function SearchBox({
  value,
  label,
  search,
}: {
  value: string;
  label: string;
  search: (text: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const input = useRef<HTMLInputElement>(null);

  // The address changed by other means (Back, a chip taken away): the box follows.
  if (shown !== value) {
    setShown(value);
    if (typed.trim() !== value) setTyped(value);
  }

  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const later = setTimeout(() => search(typed.trim()), BREATH_MS);
    return () => clearTimeout(later);
  }, [typed, value, search]);

  useCommands({ "list.find": { run: () => input.current?.select() } });

  return (
    <TextInput
      ref={input}
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" small />}
      rightSection={
        <span aria-hidden="true">
          <Key of="list.find" />
        </span>
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") search(typed.trim());
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
