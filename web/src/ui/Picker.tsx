/** Finds one record of many by typing: a combobox over a search of the server. */
import { TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { explain } from "../api/problem";
import { Icon } from "../icons/Icon";
import classes from "./Picker.module.css";

const BREATH_MS = 150;

export interface Pick<Row> {
  /** Part of the cache's key: what is searched. */
  what: string;
  label: string;
  placeholder: string;
  find: (text: string, signal: AbortSignal) => Promise<Row[]>;
  title: (row: Row) => string;
  detail: (row: Row) => ReactNode;
  chosen: Row | null;
  choose: (row: Row | null) => void;
  /** Offers to make a new one of what was typed. */
  create?: { label: (text: string) => string; start: (text: string) => void };
  error?: string | undefined;
  autoFocus?: boolean;
}

export function Picker<Row extends { id: string }>(pick: Pick<Row>) {
  const { chosen, choose, title, detail, label } = pick;
  /** Whoever takes a choice back wants to type at once. */
  const [reopened, setReopened] = useState(false);
  if (chosen !== null) {
    return (
      <div className={classes.field}>
        <span className={classes.label}>{label}</span>
        <div className={classes.chosen}>
          <span className={classes.words}>
            <b>{title(chosen)}</b>
            <span>{detail(chosen)}</span>
          </span>
          <button
            type="button"
            onClick={() => {
              setReopened(true);
              choose(null);
            }}
            aria-label={`${label}: pick another`}
          >
            Change
          </button>
        </div>
        {pick.error !== undefined && <p className={classes.error}>{pick.error}</p>}
      </div>
    );
  }
  return <Search {...pick} autoFocus={reopened || pick.autoFocus === true} />;
}

function Search<Row extends { id: string }>({
  what,
  label,
  placeholder,
  find,
  title,
  detail,
  choose,
  create,
  error,
  autoFocus = false,
}: Pick<Row>) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  /** Enter was pressed before the answer to what was typed was there. */
  const hurried = useRef(false);

  useEffect(() => {
    const later = setTimeout(() => setAsked(typed.trim()), BREATH_MS);
    return () => clearTimeout(later);
  }, [typed]);

  const answer = useQuery({
    queryKey: ["pick", what, asked],
    queryFn: ({ signal }) => find(asked, signal),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const rows = answer.data ?? [];
  const creates = create !== undefined && typed.trim() !== "";
  const count = rows.length + (creates ? 1 : 0);
  const active = Math.min(at, count - 1);
  /** What is listed still answers what was typed before: nothing of it is taken unseen. */
  const behind = typed.trim() !== asked || answer.isLoading || answer.isPlaceholderData;

  const answered = useEffectEvent(() => {
    if (hurried.current && count > 0) take(active);
    hurried.current = false;
  });
  useEffect(() => {
    if (!behind) answered();
  }, [behind]);

  function take(index: number) {
    const row = rows[index];
    if (row !== undefined) {
      choose(row);
    } else if (creates) {
      create.start(typed.trim());
    }
    setOpen(false);
  }

  function pressed(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setAt(count === 0 ? 0 : (active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter" && open && behind) {
      event.preventDefault();
      hurried.current = true;
    } else if (event.key === "Enter" && open && count > 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  }

  return (
    <div className={classes.field}>
      <TextInput
        label={label}
        placeholder={placeholder}
        leftSection={<Icon name="search" small />}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && count > 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        autoFocus={autoFocus}
        error={error}
        value={typed}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false);
          hurried.current = false;
        }}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
          hurried.current = false;
          setOpen(true);
        }}
        onKeyDown={pressed}
      />
      <div className={classes.anchor} hidden={!open}>
        <div id={list} role="listbox" aria-label={label} aria-busy={behind} className={classes.list}>
          {rows.map((row, index) => (
            <Option key={row.id} id={`${list}-${index}`} on={index === active} take={() => take(index)}>
              <b>{title(row)}</b>
              <span>{detail(row)}</span>
            </Option>
          ))}
          {creates && (
            <Option id={`${list}-${rows.length}`} on={active === rows.length} take={() => take(rows.length)}>
              <span className={classes.create}>
                <Icon name="plus" small />
                {create.label(typed.trim())}
              </span>
            </Option>
          )}
        </div>
        {answer.isError && <p className={classes.state}>{explain(answer.error)}</p>}
        {answer.isSuccess && rows.length === 0 && !creates && (
          <p className={classes.state}>
            {typed.trim() === "" ? "Nothing here yet." : `No match for “${typed.trim()}”.`}
          </p>
        )}
        {answer.isPending && <p className={classes.state}>Searching</p>}
      </div>
    </div>
  );
}

function Option({
  id,
  on,
  take,
  children,
}: {
  id: string;
  on: boolean;
  take: () => void;
  children: ReactNode;
}) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={on}
      className={classes.option}
      // Before the field loses the focus, which would close the list.
      onPointerDown={(event) => {
        event.preventDefault();
        take();
      }}
    >
      {children}
    </div>
  );
}
