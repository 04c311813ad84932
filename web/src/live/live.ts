/** The live channel in a real browser, opened with tickets of whoever is signed in. */
import { BASE, isProblem, post, session } from "../api/http";
import { LiveChannel } from "./channel";

export const live = new LiveChannel({
  ticket: async () => {
    if (session.viewer === null) return null;
    try {
      return (await post<{ ticket: string }>("/live/tickets")).value.ticket;
    } catch (error) {
      if (isProblem(error, 401)) return null;
      throw error;
    }
  },
  open: (ticket, events) => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const wire = new WebSocket(`${scheme}//${location.host}${BASE}/live?ticket=${ticket}`);
    wire.addEventListener("open", () => events.opened());
    wire.addEventListener("message", (event: MessageEvent<string>) => events.heard(event.data));
    wire.addEventListener("close", (event) => events.closed(event.code));
    return { send: (text) => wire.send(text), close: () => wire.close() };
  },
  after: (ms, then) => window.setTimeout(then, ms),
  cancel: (timer) => window.clearTimeout(timer),
  random: Math.random,
});

let viewer = session.viewer?.id ?? null;
session.watch(() => {
  const now = session.viewer?.id ?? null;
  if (now === viewer) return;
  viewer = now;
  live.close();
  if (now !== null) live.tryNow();
});
window.addEventListener("online", () => live.tryNow());
