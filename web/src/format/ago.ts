/** How long ago something was, as short as a list needs it. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `now`, `12 min`, `3 h`, `2 d`, then the date: `Nov 14`, `Nov 14, 2025`. */
export function ago(instant: string, now: Date = new Date()): string {
  const at = new Date(instant);
  const passed = now.getTime() - at.getTime();
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)} d`;
  return at.toLocaleDateString("en-US", {
    month: "short",
    day: "numeric",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  });
}

/** The date and time in full, for a tooltip: `Nov 21, 2026, 10:38 AM`. */
export function exactly(instant: string): string {
  return new Date(instant).toLocaleString("en-US", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
}

/** Whole calendar days from `day` (`2026-10-18`) to today. */
export function daysSince(day: string, today: Date = new Date()): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const then = Date.UTC(year, month - 1, date);
  const now = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  return Math.round((now - then) / DAY);
}
