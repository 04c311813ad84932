import { describe, expect, it } from "vitest";
import { type Message, type Ports, Session, type Tokens, viewerOf } from "./session";

/** Several tabs of one browser: each has its own storage; the lock, the channel and the server are shared. */
class Browser {
  now = 1_000_000;
  /** Refresh tokens that the server still takes; each once. */
  readonly good = new Set<string>();
  readonly exchanged: string[] = [];
  #issued = 0;
  #tabs: { heard: (message: Message) => void }[] = [];
  #lock: Promise<unknown> = Promise.resolve();

  issue(): Tokens {
    this.#issued += 1;
    const refresh = `refresh-${this.#issued}`;
    this.good.add(refresh);
    return {
      access: token({ sub: "u1", name: "Dana", n: this.#issued }),
      refresh,
      expiresAt: this.now + 900_000,
    };
  }

  tab(stored?: string): { session: Session; storage: Map<string, string> } {
    const storage = new Map<string, string>();
    if (stored !== undefined) storage.set("autolytiq.refresh", stored);
    const tab = { heard: (_message: Message) => {} };
    this.#tabs.push(tab);
    const ports: Ports = {
      now: () => this.now,
      storage: {
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, value) => void storage.set(key, value),
        removeItem: (key) => void storage.delete(key),
      },
      exclusively: (work) => {
        const turn = this.#lock.then(work, work);
        this.#lock = turn.catch(() => null);
        return turn;
      },
      hasPeers: async () => this.#tabs.length > 1,
      post: (message) => {
        for (const other of this.#tabs) {
          if (other !== tab) queueMicrotask(() => other.heard(message));
        }
      },
      listen: (heard) => {
        tab.heard = heard;
      },
      exchange: async (refresh) => {
        this.exchanged.push(refresh);
        return this.good.delete(refresh) ? this.issue() : null;
      },
      // Nobody answered: the longest queue of microtasks that these tabs can build has run.
      patience: () => new Promise((resolve) => setImmediate(resolve)),
    };
    return { session: new Session(ports), storage };
  }
}

function token(claims: Record<string, unknown>): string {
  const part = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `e30.${part}.c2ln`;
}

describe("refreshing", () => {
  it("asks the server once, however many calls wait", async () => {
    const browser = new Browser();
    const { session } = browser.tab();
    session.signedIn(browser.issue());
    browser.now += 900_000;
    const tokens = await Promise.all([1, 2, 3, 4].map(() => session.accessToken()));
    expect(new Set(tokens).size).toBe(1);
    expect(browser.exchanged).toEqual(["refresh-1"]);
  });

  it("uses a token until shortly before its end, and not longer", async () => {
    const browser = new Browser();
    const { session } = browser.tab();
    session.signedIn(browser.issue());
    browser.now += 869_000;
    await session.accessToken();
    expect(browser.exchanged).toEqual([]);
    browser.now += 2_000;
    await session.accessToken();
    expect(browser.exchanged).toEqual(["refresh-1"]);
  });

  it("spends no refresh token twice when two tabs need one at once", async () => {
    const browser = new Browser();
    const first = browser.tab();
    const second = browser.tab();
    first.session.signedIn(browser.issue());
    await new Promise(setImmediate);
    expect(second.session.viewer?.name).toBe("Dana");
    browser.now += 900_000;
    const [a, b] = await Promise.all([first.session.accessToken(), second.session.accessToken()]);
    expect(a).toBe(b);
    expect(browser.exchanged).toEqual(["refresh-1"]);
  });

  it("a second call after a refused token takes the newer one without asking again", async () => {
    const browser = new Browser();
    const { session } = browser.tab();
    const old = browser.issue();
    session.signedIn(old);
    const fresh = await session.replace(old.access);
    expect(await session.replace(old.access)).toBe(fresh);
    expect(browser.exchanged).toHaveLength(1);
  });
});

describe("a session over tabs", () => {
  it("is taken up again by a reloaded tab", async () => {
    const browser = new Browser();
    const kept = browser.issue().refresh;
    const { session, storage } = browser.tab(kept);
    expect((await session.resume())?.name).toBe("Dana");
    expect(storage.get("autolytiq.refresh")).toBe("refresh-2");
  });

  it("is handed to a new tab by one that has it", async () => {
    const browser = new Browser();
    browser.tab().session.signedIn(browser.issue());
    const fresh = browser.tab();
    expect((await fresh.session.resume())?.id).toBe("u1");
    expect(browser.exchanged).toEqual([]);
  });

  it("is nobody's when no tab has one", async () => {
    const browser = new Browser();
    browser.tab();
    expect(await browser.tab().session.resume()).toBeNull();
    expect(browser.exchanged).toEqual([]);
  });

  it("ends in all tabs at once, and leaves nothing behind", async () => {
    const browser = new Browser();
    const first = browser.tab();
    const second = browser.tab();
    first.session.signedIn(browser.issue());
    await new Promise(setImmediate);
    second.session.signedOut();
    await new Promise(setImmediate);
    expect(first.session.viewer).toBeNull();
    expect(first.storage.size + second.storage.size).toBe(0);
  });

  it("goes on without the server as whoever this tab was signed in as, and as nobody else", async () => {
    const kept = viewerOf(
      token({ sub: "u1", name: "Dana", did: "d1", rooftops: [], perms: ["deals.write"] }),
    );
    const away = (stored: string | undefined, viewer: typeof kept) => {
      const storage = new Map(stored === undefined ? [] : [["autolytiq.refresh", stored]]);
      return new Session({
        now: () => 0,
        storage: {
          getItem: (name) => storage.get(name) ?? null,
          setItem: (name, value) => void storage.set(name, value),
          removeItem: (name) => void storage.delete(name),
        },
        exclusively: (work) => work(),
        hasPeers: async () => false,
        post: () => undefined,
        listen: () => undefined,
        exchange: () => Promise.reject(new Error("unreachable")),
        keptViewer: async () => viewer,
        patience: async () => undefined,
      });
    };
    expect((await away("refresh-1", kept).resume())?.name).toBe("Dana");
    // A tab that was never signed in is nobody's, whatever the browser keeps.
    expect(await away(undefined, kept).resume()).toBeNull();
    await expect(away("refresh-1", null).resume()).rejects.toThrow("unreachable");
  });

  it("ends when the server refuses the refresh token", async () => {
    const browser = new Browser();
    const { session, storage } = browser.tab("stolen-and-revoked");
    expect(await session.resume()).toBeNull();
    expect(storage.size).toBe(0);
  });
});

describe("the claims", () => {
  it("are read from base64url, with names in any script", () => {
    const viewer = viewerOf(
      token({ sub: "u1", name: "Zoë Łukasiewicz", did: "d1", rooftops: ["r1"], perms: ["deals.write"] }),
    );
    expect(viewer?.name).toBe("Zoë Łukasiewicz");
    expect(viewer?.permissions.has("deals.write")).toBe(true);
    expect(viewerOf("nonsense")).toBeNull();
  });
});
