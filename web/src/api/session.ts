/**
 * The session of this browser: the access token in memory, the refresh token in this tab's session storage,
 * one refresh at a time over all tabs, and signing out everywhere at once.
 *
 * A refresh token may be used once. Two tabs that used the same one would look like a theft and end the session, so
 * refreshing happens under a lock that all tabs share, and the tab that refreshed tells the others.
 */

export interface Tokens {
  access: string;
  refresh: string;
  /** Milliseconds since the epoch, by this machine's clock. */
  expiresAt: number;
}

/** What the token says about who is signed in; the server decides again on every call. */
export interface Viewer {
  id: string;
  name: string;
  dealershipId: string;
  rooftopIds: readonly string[];
  permissions: ReadonlySet<string>;
}

export type Message = { kind: "ask" } | { kind: "tokens"; tokens: Tokens } | { kind: "signed-out" };

/** The parts of the browser that the session stands on; tests bring their own. */
export interface Ports {
  now(): number;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Runs `work` while no other tab runs its own. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Is another tab of Autolytiq alive? */
  hasPeers(): Promise<boolean>;
  post(message: Message): void;
  listen(heard: (message: Message) => void): void;
  /** Asks the server for new tokens; null when it refuses the old one. */
  exchange(refresh: string): Promise<Tokens | null>;
  /** Who was signed in here, by what this browser keeps for the time without a network. */
  keptViewer?(): Promise<Viewer | null>;
  /** How long to wait for another tab to answer, as a promise. */
  patience(): Promise<void>;
}

const STORED = "autolytiq.refresh";
/** Refresh this long before the end, so that a request on its way does not arrive too late. */
const EARLY_MS = 30_000;

export class Session {
  readonly #ports: Ports;
  readonly #watchers = new Set<() => void>();
  readonly #waiting = new Set<(tokens: Tokens) => void>();
  #tokens: Tokens | null = null;
  #viewer: Viewer | null = null;
  #refreshing: Promise<Tokens | null> | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
    ports.listen((message) => this.#heard(message));
  }

  /** At start: takes up what this tab or another one still holds. */
  async resume(): Promise<Viewer | null> {
    try {
      await this.#refresh();
    } catch (unreachable) {
      // This tab was signed in: without the server it goes on with what the browser kept.
      const kept = this.refreshToken === null ? null : ((await this.#ports.keptViewer?.()) ?? null);
      if (kept === null) throw unreachable;
      this.#viewer = kept;
      this.#changed();
    }
    return this.#viewer;
  }

  get viewer(): Viewer | null {
    return this.#viewer;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  signedIn(tokens: Tokens): void {
    this.#adopt(tokens);
    this.#ports.post({ kind: "tokens", tokens });
  }

  /** Forgets everything, in every tab. Telling the server is the caller's matter. */
  signedOut(): void {
    this.#forget();
    this.#ports.post({ kind: "signed-out" });
  }

  get refreshToken(): string | null {
    return this.#tokens?.refresh ?? this.#ports.storage.getItem(STORED);
  }

  /** A token that is still good, or null when nobody is signed in. */
  async accessToken(): Promise<string | null> {
    if (this.#tokens !== null && this.#tokens.expiresAt - EARLY_MS > this.#ports.now()) {
      return this.#tokens.access;
    }
    return (await this.#refresh())?.access ?? null;
  }

  /** The server refused `access`: a newer one if there is one already, else a refreshed one. */
  async replace(access: string): Promise<string | null> {
    if (this.#tokens !== null && this.#tokens.access !== access) {
      return this.#tokens.access;
    }
    return (await this.#refresh())?.access ?? null;
  }

  #refresh(): Promise<Tokens | null> {
    // What we hold now, not what we hold when our turn comes: only so do we see that another tab was quicker.
    const before = this.#tokens;
    this.#refreshing ??= this.#ports
      .exclusively(() => this.#refreshAlone(before))
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  async #refreshAlone(before: Tokens | null): Promise<Tokens | null> {
    if (await this.#ports.hasPeers()) {
      await this.#askPeers();
    }
    if (this.#tokens !== null && this.#tokens.access !== before?.access) {
      return this.#tokens;
    }
    const refresh = this.refreshToken;
    if (refresh === null) {
      return null;
    }
    const tokens = await this.#ports.exchange(refresh);
    if (tokens === null) {
      this.signedOut();
      return null;
    }
    this.signedIn(tokens);
    return tokens;
  }

  async #askPeers(): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      const take = (): void => {
        this.#waiting.delete(take);
        resolve();
      };
      this.#waiting.add(take);
    });
    this.#ports.post({ kind: "ask" });
    await Promise.race([answered, this.#ports.patience()]);
  }

  #heard(message: Message): void {
    if (message.kind === "ask") {
      if (this.#tokens !== null) {
        this.#ports.post({ kind: "tokens", tokens: this.#tokens });
      }
    } else if (message.kind === "tokens") {
      if (this.#tokens === null || message.tokens.expiresAt >= this.#tokens.expiresAt) {
        this.#adopt(message.tokens);
      }
      for (const take of this.#waiting) {
        take(message.tokens);
      }
    } else {
      this.#forget();
    }
  }

  #adopt(tokens: Tokens): void {
    this.#tokens = tokens;
    this.#viewer = viewerOf(tokens.access);
    this.#ports.storage.setItem(STORED, tokens.refresh);
    this.#changed();
  }

  #forget(): void {
    this.#tokens = null;
    this.#viewer = null;
    this.#ports.storage.removeItem(STORED);
    this.#changed();
  }

  #changed(): void {
    for (const changed of this.#watchers) {
      changed();
    }
  }
}

/** Reads the claims of an access token. It is not verified here: the client only decides what to show. */
export function viewerOf(access: string): Viewer | null {
  const part = access.split(".")[1];
  if (part === undefined) {
    return null;
  }
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const strings = (value: unknown): string[] =>
      Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
    return {
      id: String(claims["sub"] ?? ""),
      name: String(claims["name"] ?? ""),
      dealershipId: String(claims["did"] ?? ""),
      rooftopIds: strings(claims["rooftops"]),
      permissions: new Set(strings(claims["perms"])),
    };
  } catch {
    return null;
  }
}
