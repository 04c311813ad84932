/**
 * What this browser keeps for the time without a network, sealed with a key that the server released at sign-in.
 *
 * AES-256-GCM with the record's name as its additional data; the key cannot be read back out of the browser. After its
 * week, at sign-out, or when somebody else signs in, the key goes and everything sealed with it.
 */
import type { Viewer } from "../api/session";

export interface KeptKey {
  id: string;
  key: CryptoKey;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Whose it is, so that a page without a network knows whom to show. */
  viewer: Viewer;
}

export interface KeptRow {
  /** A digest: the names themselves are of customers and searches. */
  name: string;
  keyId: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

/** Where keys and rows lie: IndexedDB, in tests a map. */
export interface Drawer {
  keys(): Promise<KeptKey[]>;
  putKey(key: KeptKey): Promise<void>;
  row(name: string): Promise<KeptRow | undefined>;
  put(row: KeptRow): Promise<void>;
  remove(name: string): Promise<void>;
  /** Takes a key away, with every row that was sealed with it. */
  dropKey(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** As the server gives it. */
export interface ReleasedKey {
  id: string;
  key: string;
  expires_at: string;
}

export class Vault {
  readonly #drawer: Drawer;
  readonly #now: () => number;
  #keys: readonly KeptKey[] = [];
  /** Writes happen one after the other, and of one name only the last one that waits. */
  #writing: Promise<void> = Promise.resolve();
  readonly #waiting = new Map<string, unknown>();

  constructor(drawer: Drawer, now: () => number) {
    this.#drawer = drawer;
    this.#now = now;
  }

  /** Takes up the keys of an earlier visit; whose they are, or null where there is none that is still good. */
  async resume(): Promise<Viewer | null> {
    const all = await this.#drawer.keys();
    const good = all.filter((each) => each.expiresAt > this.#now());
    for (const { id } of all.filter((each) => !good.includes(each))) await this.#drawer.dropKey(id);
    this.#keys = good.toSorted((a, b) => a.expiresAt - b.expiresAt);
    return this.#keys.at(-1)?.viewer ?? null;
  }

  /** Somebody signed in and the server released their key. What another person left here goes. */
  async admit(viewer: Viewer, released: ReleasedKey): Promise<void> {
    const before = await this.resume();
    if (before !== null && before.id !== viewer.id) await this.wipe();
    const bytes = Uint8Array.from(atob(released.key), (character) => character.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    const kept = { id: released.id, key, expiresAt: Date.parse(released.expires_at), viewer };
    await this.#drawer.putKey(kept);
    this.#keys = [...this.#keys.filter((each) => each.id !== kept.id), kept];
  }

  get isOpen(): boolean {
    return this.#keys.length > 0;
  }

  /** Keeps a value under a name; `null` forgets it. Resolves when it is written. */
  keep(name: string, value: unknown): Promise<void> {
    this.#waiting.set(name, value);
    this.#writing = this.#writing.then(() => this.#write(name)).catch(() => undefined);
    return this.#writing;
  }

  async #write(name: string): Promise<void> {
    if (!this.#waiting.has(name)) return;
    const value = this.#waiting.get(name);
    this.#waiting.delete(name);
    const key = this.#keys.at(-1);
    if (key === undefined) return;
    const hidden = await digest(name);
    if (value === null) {
      await this.#drawer.remove(hidden);
      return;
    }
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt(sealing(iv, name), key.key, plain);
    // Signed out meanwhile: nothing may come after the wiping.
    if (!this.#keys.includes(key)) return;
    await this.#drawer.put({ name: hidden, keyId: key.id, iv, sealed });
  }

  /** What was kept under a name; null where nothing was, its week is over, or it was altered. */
  async read<T>(name: string): Promise<T | null> {
    if (this.#waiting.has(name)) return (this.#waiting.get(name) ?? null) as T | null;
    const row = await this.#drawer.row(await digest(name));
    const key = this.#keys.find((each) => each.id === row?.keyId && each.expiresAt > this.#now());
    if (row === undefined || key === undefined) return null;
    try {
      const plain = await crypto.subtle.decrypt(sealing(row.iv, name), key.key, row.sealed);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return null;
    }
  }

  async wipe(): Promise<void> {
    this.#keys = [];
    this.#waiting.clear();
    await this.#writing;
    await this.#drawer.clear();
  }
}

const sealing = (iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(name),
});

async function digest(name: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
