/** Short messages about what just happened, for the corner of the page and for screen readers. */

export interface Notice {
  id: number;
  tone: "done" | "refused";
  text: string;
}

const SHOWN_MS = 6_000;

let notices: readonly Notice[] = [];
let last = 0;
const watchers = new Set<() => void>();

function set(next: readonly Notice[]): void {
  notices = next;
  for (const changed of watchers) changed();
}

export function watchNotices(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

export function currentNotices(): readonly Notice[] {
  return notices;
}

export function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

/** Good news goes away by itself; a refusal stays until it was read. */
export function say(text: string, tone: Notice["tone"] = "done"): void {
  last += 1;
  const id = last;
  set([...notices.filter((notice) => notice.text !== text), { id, tone, text }]);
  if (tone === "done") {
    setTimeout(() => dismiss(id), SHOWN_MS);
  }
}
