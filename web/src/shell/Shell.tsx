/** The frame of every page: rooms at the side (a rail while a record is open), the page beside it. */
import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useViewer } from "../api/viewer";
import { Avatar } from "../ui/Avatar";
import { Icon, Mark } from "../icons/Icon";
import { Key } from "../keys/Key";
import { offered } from "../keys/offered";
import { AwayNote } from "../offline/AwayNote";
import { StuckNote } from "../offline/StuckNote";
import { useMe } from "../settings/useMe";
import { ROLES } from "../settings/words";
import { Everywhere } from "./Everywhere";
import { roomsFor } from "./rooms";
import classes from "./Shell.module.css";

/** A record has a room of its own: then the sidebar steps back to a rail. */
const RECORD = /^\/(deals|customers|inventory)\/[^/]+/;

export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const viewer = useViewer();
  const me = useMe().data;
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  // A new page is read from its beginning, not from the link that led to it.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.closest("nav") !== null) {
      main.current?.focus({ preventScroll: true });
    }
  }, [path]);
  if (viewer === null) {
    return null;
  }
  const { rooms, settings } = roomsFor(viewer.permissions);
  return (
    <div className={classes.app} data-rail={RECORD.test(path) || undefined}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <nav className={classes.side} aria-label="Main">
        <Link href="/deals" className={classes.brand} aria-label="Autolytiq, to the deals">
          <Mark />
          <span className={classes.word}>{me?.dealership.name ?? "Autolytiq"}</span>
        </Link>
        <button
          type="button"
          className={`${classes.room} ${classes.search}`}
          aria-label="Search and commands"
          onClick={() => offered("palette")?.run()}
        >
          <Icon name="search" />
          <span className={classes.word}>Search</span>
          <span className={classes.hint} aria-hidden="true">
            <Key of="palette" />
          </span>
        </button>
        {rooms.map((room) => (
          <Room key={room.href} {...room} here={path.startsWith(room.href)} />
        ))}
        <span className={classes.gap} />
        <Room {...settings} here={path.startsWith(settings.href)} />
        <Link href="/settings/account" className={classes.me} aria-label={`${viewer.name}, your account`}>
          <Avatar id={viewer.id} name={viewer.name} />
          <span className={classes.word}>
            {viewer.name}
            <small>{me?.roles.map((role) => ROLES[role]).join(", ")}</small>
          </span>
        </Link>
      </nav>
      <main ref={main} className={classes.main} id="page" tabIndex={-1}>
        <AwayNote />
        <StuckNote />
        {children}
      </main>
      <Everywhere rooms={[...rooms, settings]} />
    </div>
  );
}

function Room({ href, label, icon, here }: ReturnType<typeof roomsFor>["settings"] & { here: boolean }) {
  return (
    <Link
      href={href}
      className={classes.room}
      aria-label={label}
      title={label}
      aria-current={here ? "page" : undefined}
    >
      <Icon name={icon} />
      <span className={classes.word}>{label}</span>
    </Link>
  );
}

/** The bar at the head of a page: where you are, and at its right what you can do here. */
export function TopBar({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className={classes.top}>
      {typeof title === "string" && <title>{`${title} · Autolytiq`}</title>}
      <div className={classes.title}>{typeof title === "string" ? <h1>{title}</h1> : title}</div>
      {children}
    </header>
  );
}

/** The way back to a list, and the name of the record: `Deals › HM-1042`. */
export function Crumbs({ href, room, name }: { href: string; room: string; name: ReactNode }) {
  return (
    <div className={classes.crumbs}>
      {typeof name === "string" && name !== "" && <title>{`${name} · Autolytiq`}</title>}
      <Link href={href} className={classes.crumb}>
        {room}
      </Link>
      <Icon name="right" small />
      <h1>{name}</h1>
    </div>
  );
}
