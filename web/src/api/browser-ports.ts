/** The session's ports in a real browser: session storage, a lock and a channel that all tabs share. */
import { Unreachable } from "./problem";
import type { Tokens as Answer } from "./shapes";
import type { Message, Ports, Tokens } from "./session";

const CHANNEL = "autolytiq.session";
const ALIVE = "autolytiq.tab";
const REFRESHING = "autolytiq.refreshing";

export function browserPorts(base: string): Ports {
  const channel = new BroadcastChannel(CHANNEL);
  holdWhileOpen();
  return {
    now: () => Date.now(),
    storage: sessionStorage,
    // Web Locks exist only in a secure context; over plain HTTP every tab stands for itself.
    exclusively: (work) => ("locks" in navigator ? navigator.locks.request(REFRESHING, work) : work()),
    hasPeers: async () => {
      if (!("locks" in navigator)) return false;
      const { held } = await navigator.locks.query();
      return (held ?? []).filter((lock) => lock.name === ALIVE).length > 1;
    },
    post: (message) => channel.postMessage(message),
    listen: (heard) => {
      channel.addEventListener("message", (event: MessageEvent<Message>) => heard(event.data));
    },
    exchange: (refresh) => exchange(base, refresh),
    keptViewer: async () => (await import("../offline/offline")).keptViewer(),
    patience: () => new Promise((resolve) => setTimeout(resolve, 300)),
  };
}

/** A shared lock held for the life of the tab: counting its holders counts the tabs. */
function holdWhileOpen(): void {
  if ("locks" in navigator) {
    void navigator.locks.request(ALIVE, { mode: "shared" }, () => new Promise<never>(() => {}));
  }
}

/** Null is a clear no; everything else that is not new tokens means: not now, ask again. */
async function exchange(base: string, refresh: string): Promise<Tokens | null> {
  let response: Response;
  try {
    response = await fetch(`${base}/auth/refresh`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ refresh_token: refresh }),
    });
  } catch (error) {
    throw new Unreachable(error);
  }
  if ([400, 401, 403, 422].includes(response.status)) {
    return null;
  }
  if (!response.ok) {
    throw new Unreachable(`refreshing answered ${response.status}`);
  }
  return tokensOf((await response.json()) as Answer);
}

export function tokensOf(answer: Pick<Answer, "access_token" | "refresh_token" | "expires_in">): Tokens {
  return {
    access: answer.access_token,
    refresh: answer.refresh_token,
    expiresAt: Date.now() + answer.expires_in * 1000,
  };
}
