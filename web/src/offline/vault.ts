/**
 * What this browser keeps for the time without a network, sealed with a key that the server released at sign-in.
 *
 * AES-256-GCM with the record's name as its additional data; the key cannot be read back out of the browser. Signing
 * out, a session that ended and somebody else who signs in lock it: the key goes, and everything sealed with it but
 * drafts. Those stay, for the same person to be given the key of their day again. After a week they go too.
 */
import type { Viewer } from "../api/session";

export interface KeptKey {
  /** Whose and of which day: `person day`. */
  id: string;
  /** Null while it is locked: the server gives it again to its owner. */
  key: CryptoKey | null;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Whose it is, so that a page without a network knows whom to show. */
  viewer: Viewer;
}

/** A deal as everybody at this machine may know it. */
export interface DealMark {
  id: string;
  number: string;
}

export interface KeptRow {
  /** A digest: the names themselves are of customers and searches. */
  name: string;
  keyId: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  /** Of a draft: the deal that it is of, to be named before it can be read. */
  draftOf?: DealMark;
}

/** Where keys and rows lie: IndexedDB, in tests a map. */
export interface Drawer {
  keys(): Promise<KeptKey[]>;
  putKey(key: KeptKey): Promise<void>;
  row(name: string): Promise<KeptRow | undefined>;
  put(row: KeptRow): Promise<void>;
  remove(name: string): Promise<void>;
  /** Every draft, whoever it is of. */
  drafts(): Promise<{ keyId: string; draftOf: DealMark }[]>;
  /** Takes a key away, with every row that was sealed with it. */
  dropKey(id: string): Promise<void>;
  /** Takes a key away, with every row that was sealed with it but drafts; where there are any, its record stays. */
  lockKey(key: KeptKey): Promise<void>;
}

/** As the server gives it. */
export interface ReleasedKey {
  /** The day that it is of. */
  id: string;
  key: string;
  expires_at: string;
}

/** What was typed here and not sent, by whom and until when it is kept. */
export interface Waiting {
  viewer: Viewer;
  until: number;
  deals: readonly DealMark[];
}

interface Value {
  value: unknown;
  draftOf?: DealMark;
}

type OpenKey = KeptKey & { key: CryptoKey };

const isOpen = (each: KeptKey): each is OpenKey => each.key !== null;

export class Vault {
  readonly #drawer: Drawer;
  readonly #now: () => number;
  #keys: readonly OpenKey[] = [];
  /** Writes happen one after the other, and of one name only the last one that waits. */
  #writing: Promise<void> = Promise.resolve();
  readonly #waiting = new Map<string, Value>();

  constructor(drawer: Drawer, now: () => number) {
    this.#drawer = drawer;
    this.#now = now;
  }

  /** Takes up the keys of an earlier visit; whose they are, or null where there is none that is still good. */
  async resume(): Promise<Viewer | null> {
    const open = (await this.#good()).filter(isOpen);
    this.#keys = open.toSorted((a, b) => a.expiresAt - b.expiresAt);
    return this.#keys.at(-1)?.viewer ?? null;
  }

  /** The keys whose week is not over; the others go, with all that was sealed with them. */
  async #good(): Promise<KeptKey[]> {
    const all = await this.#drawer.keys();
    const good = all.filter((each) => each.expiresAt > this.#now());
    for (const { id } of all.filter((each) => !good.includes(each))) await this.#drawer.dropKey(id);
    return good;
  }

  /**
   * Somebody signed in and the server released their key; what another person left here is locked. `earlier` gives the
   * key of a day on which drafts of theirs were locked, or null where the server gives it no more.
   */
  async admit(
    viewer: Viewer,
    released: ReleasedKey,
    earlier: (day: string) => Promise<ReleasedKey | null>,
  ): Promise<void> {
    const before = await this.resume();
    if (before !== null && before.id !== viewer.id) await this.lock();
    await this.#take(viewer, released, Number.POSITIVE_INFINITY);
    for (const locked of (await this.#good()).filter((each) => !isOpen(each))) {
      if (locked.viewer.id !== viewer.id) continue;
      const again = await earlier(dayOf(locked));
      if (again === null) await this.#drawer.dropKey(locked.id);
      else await this.#take(viewer, again, locked.expiresAt);
    }
  }

  async #take(viewer: Viewer, released: ReleasedKey, atMost: number): Promise<void> {
    const bytes = Uint8Array.from(atob(released.key), (character) => character.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    const expiresAt = Math.min(Date.parse(released.expires_at), atMost);
    const kept = { id: `${viewer.id} ${released.id}`, key, expiresAt, viewer };
    await this.#drawer.putKey(kept);
    this.#keys = [...this.#keys.filter((each) => each.id !== kept.id), kept].toSorted(
      (a, b) => a.expiresAt - b.expiresAt,
    );
  }

  get isOpen(): boolean {
    return this.#keys.length > 0;
  }

  /** Keeps a value under a name; `null` forgets it. Resolves when it is written. */
  keep(name: string, value: unknown, draftOf?: DealMark): Promise<void> {
    this.#waiting.set(name, draftOf ? { value, draftOf } : { value });
    this.#writing = this.#writing.then(() => this.#write(name)).catch(() => undefined);
    return this.#writing;
  }

  async #write(name: string): Promise<void> {
    const waiting = this.#waiting.get(name);
    this.#waiting.delete(name);
    const key = this.#keys.at(-1);
    if (waiting === undefined || key === undefined) return;
    const hidden = await digest(key.viewer, name);
    if (waiting.value === null) {
      await this.#drawer.remove(hidden);
      return;
    }
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(waiting.value));
    const sealed = await crypto.subtle.encrypt(sealing(iv, name), key.key, plain);
    const { draftOf } = waiting;
    await this.#drawer.put({ name: hidden, keyId: key.id, iv, sealed, ...(draftOf ? { draftOf } : {}) });
  }

  /** What was kept under a name; null where nothing was, its week is over, or it was altered. */
  async read<T>(name: string): Promise<T | null> {
    const waiting = this.#waiting.get(name);
    if (waiting !== undefined) return (waiting.value ?? null) as T | null;
    const mine = this.#keys.at(-1);
    if (mine === undefined) return null;
    const row = await this.#drawer.row(await digest(mine.viewer, name));
    const key = this.#keys.find((each) => each.id === row?.keyId && each.expiresAt > this.#now());
    if (row === undefined || key === undefined) return null;
    try {
      const plain = await crypto.subtle.decrypt(sealing(row.iv, name), key.key, row.sealed);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return null;
    }
  }

  /** The drafts of everybody who left some here. */
  async waiting(): Promise<Waiting[]> {
    await this.#writing;
    const drafts = await this.#drawer.drafts();
    const people = new Map<string, Waiting>();
    for (const { id, viewer, expiresAt } of await this.#good()) {
      const deals = drafts.filter(({ keyId }) => keyId === id).map(({ draftOf }) => draftOf);
      if (deals.length === 0) continue;
      const known = people.get(viewer.id);
      people.set(viewer.id, {
        viewer,
        until: Math.min(expiresAt, known?.until ?? expiresAt),
        deals: [...(known?.deals ?? []), ...deals].toSorted((a, b) => a.number.localeCompare(b.number)),
      });
    }
    return [...people.values()];
  }

  /** The session ended. What is being written is sealed first; then only drafts are left, and no key to read them with. */
  async lock(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.#writing; ) {
      last = this.#writing;
      await last;
    }
    const keys = this.#keys;
    this.#keys = [];
    for (const key of keys) await this.#drawer.lockKey(key);
  }
}

const dayOf = ({ id }: KeptKey): string => id.slice(id.lastIndexOf(" ") + 1);

const sealing = (iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(name),
});

/** Two people at one machine may keep the same deal. */
async function digest(viewer: Viewer, name: string): Promise<string> {
  const whole = new TextEncoder().encode(`${viewer.id} ${name}`);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
