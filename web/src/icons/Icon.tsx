/** Autolytiq's own line icons, drawn on 16 by 16; decoration only, the words beside them carry the meaning. */
import type { ReactNode } from "react";
import classes from "./Icon.module.css";

const shapes = {
  deals: (
    <>
      <rect x="2" y="3" width="3.2" height="10" rx="1" />
      <rect x="6.4" y="3" width="3.2" height="6.6" rx="1" />
      <rect x="10.8" y="3" width="3.2" height="4" rx="1" />
    </>
  ),
  atlas: (
    <>
      <rect x="2" y="2" width="3.4" height="3.4" rx=".8" />
      <rect x="6.3" y="2" width="3.4" height="3.4" rx=".8" />
      <rect x="2" y="6.3" width="3.4" height="3.4" rx=".8" />
      <rect x="6.3" y="6.3" width="3.4" height="3.4" rx=".8" />
      <rect x="10.6" y="6.3" width="3.4" height="3.4" rx=".8" />
      <rect x="6.3" y="10.6" width="3.4" height="3.4" rx=".8" />
    </>
  ),
  link: (
    <path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9" />
  ),
  people: (
    <>
      <circle cx="6" cy="5.3" r="2.4" />
      <path d="M1.7 13.2c.4-2.5 2-3.9 4.3-3.9s3.9 1.4 4.3 3.9M10.7 3.1a2.4 2.4 0 0 1 0 4.4M12 9.7c1.3.6 2.1 1.8 2.3 3.5" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.6" />
      <path d="M3 13.4c.4-2.7 2.2-4.2 5-4.2s4.6 1.5 5 4.2" />
    </>
  ),
  car: (
    <path d="M2 11V8.5l1.6-.8 1.2-2.9c.2-.5.6-.8 1.1-.8h4.2c.5 0 .9.3 1.1.8l1.2 2.9 1.6.8V11c0 .3-.3.6-.6.6H2.6A.6.6 0 0 1 2 11zM3.6 7.7h8.8M4 11.6v1.2M12 11.6v1.2M4.6 9.6h.9M10.5 9.6h.9" />
  ),
  gear: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 2v1.6M8 12.4V14M2 8h1.6M12.4 8H14M3.8 3.8l1.1 1.1M11.1 11.1l1.1 1.1M12.2 3.8l-1.1 1.1M4.9 11.1l-1.1 1.1" />
    </>
  ),
  plus: <path d="M8 3.4v9.2M3.4 8h9.2" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  filter: <path d="M2.4 4h11.2M4.4 8h7.2M6.4 12h3.2" />,
  list: <path d="M5.6 4.2h8M5.6 8h8M5.6 11.8h8M2.4 4.2h.1M2.4 8h.1M2.4 11.8h.1" />,
  close: <path d="m4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6" />,
  check: <path d="m3.4 8.4 3 3 6.2-6.6" />,
  alert: (
    <>
      <path d="M8 2.6 14.2 13H1.8z" />
      <path d="M8 6.6v3M8 11.3v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 7.4v3.6M8 5v.1" />
    </>
  ),
  down: <path d="m4.4 6.4 3.6 3.6 3.6-3.6" />,
  up: <path d="m4.4 9.6 3.6-3.6 3.6 3.6" />,
  right: <path d="m6.4 4.4 3.6 3.6-3.6 3.6" />,
  left: <path d="M9.6 4.4 6 8l3.6 3.6" />,
  more: <path d="M3.6 8h.1M8 8h.1M12.4 8h.1" strokeWidth="2.2" />,
  eye: (
    <>
      <path d="M1.6 8S4 4 8 4s6.4 4 6.4 4S12 12 8 12 1.6 8 1.6 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  eyeOff: (
    <path d="M3 3l10 10M6.5 4.2A6 6 0 0 1 8 4c4 0 6.4 4 6.4 4a11 11 0 0 1-1.9 2.3M4.3 5.3A11 11 0 0 0 1.6 8S4 12 8 12c1 0 1.9-.3 2.7-.7M6.8 6.8a1.7 1.7 0 0 0 2.4 2.4" />
  ),
  print: (
    <path d="M4.6 6V2.6h6.8V6M4.6 11.4H3A.8.8 0 0 1 2.2 10.6V6.8c0-.4.4-.8.8-.8h10c.4 0 .8.4.8.8v3.8c0 .4-.4.8-.8.8h-1.6M4.6 9.4h6.8v4H4.6z" />
  ),
  phone: (
    <path d="M5.4 2.6H3.8c-.7 0-1.2.6-1.1 1.2.5 5.1 4.4 9 9.5 9.5.7.1 1.2-.4 1.2-1.1v-1.6l-2.7-1-1.3 1.3A8 8 0 0 1 5.1 6.6l1.3-1.3z" />
  ),
  mail: (
    <>
      <rect x="2" y="3.6" width="12" height="8.8" rx="1.2" />
      <path d="m2.4 4.6 5.6 4 5.6-4" />
    </>
  ),
  pin: (
    <>
      <path d="M8 14s4.6-4.2 4.6-7.4a4.6 4.6 0 0 0-9.2 0C3.4 9.8 8 14 8 14z" />
      <circle cx="8" cy="6.6" r="1.6" />
    </>
  ),
  note: <path d="M2.4 3.4h11.2V11H7l-3 2.6V11H2.4z" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.6" rx="1.2" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  store: (
    <path d="M2.6 6.4 3.6 3h8.8l1 3.4M2.6 6.4a1.8 1.8 0 0 0 3.6 0 1.8 1.8 0 0 0 3.6 0 1.8 1.8 0 0 0 3.6 0M3.4 8.4v4.8h9.2V8.4M6.6 13.2v-2.8h2.8v2.8" />
  ),
  pen: <path d="m3 13 .6-2.8 7.3-7.3a1 1 0 0 1 1.4 0l.8.8a1 1 0 0 1 0 1.4l-7.3 7.3zM9.8 4l2.2 2.2" />,
  out: <path d="M6.4 2.8H3.6a.8.8 0 0 0-.8.8v8.8c0 .4.4.8.8.8h2.8M10 11l3-3-3-3M6.4 8H13" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1" />
    </>
  ),
  moon: <path d="M13.2 9.8A5.6 5.6 0 0 1 6.2 2.8a5.6 5.6 0 1 0 7 7z" />,
  screen: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1" />
      <path d="M6 13.4h4M8 11v2.4" />
    </>
  ),
  star: <path d="m8 2.4 1.7 3.6 3.9.5-2.9 2.7.7 3.9L8 11.2l-3.4 1.9.7-3.9-2.9-2.7 3.9-.5z" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  swap: <path d="M3 5.6h9M9.6 3.2 12 5.6 9.6 8M13 10.6H4M6.4 8.2 4 10.6 6.4 13" />,
  doc: <path d="M4 2.4h5l3 3v8.2H4zM9 2.4v3h3M6 8.4h4M6 10.8h4" />,
  keyboard: (
    <>
      <rect x="1.6" y="4" width="12.8" height="8" rx="1.2" />
      <path d="M4.2 6.6h.1M6.7 6.6h.1M9.2 6.6h.1M11.7 6.6h.1M5.4 9.4h5.2" />
    </>
  ),
  undo: <path d="M5.6 3.4 2.8 6.2 5.6 9M3 6.2h6.2a3.8 3.8 0 0 1 0 7.6H6" />,
  redo: <path d="m10.4 3.4 2.8 2.8L10.4 9M13 6.2H6.8a3.8 3.8 0 0 0 0 7.6H10" />,
  rub: <path d="M5.6 3.6h7.2c.5 0 .8.3.8.8v7.2c0 .5-.3.8-.8.8H5.6L1.8 8zM7.2 6.2l3.6 3.6M10.8 6.2 7.2 9.8" />,
  scale: <path d="M8 2.6v10.8M5 13.4h6M3 4.6h10M3 4.6 1.4 8.8h3.2zM13 4.6l-1.6 4.2h3.2z" />,
  bank: <path d="M2.4 6.2 8 3l5.6 3.2zM3.6 7.6v4M6.6 7.6v4M9.4 7.6v4M12.4 7.6v4M2.4 13.2h11.2" />,
  chart: <path d="M2.4 13.4h11.2M4.4 11V8M8 11V3.6M11.6 11V6" />,
  target: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <circle cx="8" cy="8" r="2.6" />
    </>
  ),
  columns: (
    <>
      <rect x="2.2" y="3" width="11.6" height="10" rx="1" />
      <path d="M6.1 3v10M9.9 3v10" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={classes.icon} data-small={small || undefined} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}

/** The mark of Autolytiq. */
export function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" className={classes.mark}>
      <rect width="22" height="22" rx="6" fill="var(--al-accent)" />
      <path
        d="M5.5 16.2 11 5.8l5.5 10.4M11 11.4v1.3M11 15v1.2"
        fill="none"
        stroke="var(--al-on-accent)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
