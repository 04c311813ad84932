/**
 * The live channel of this tab: one WebSocket, open while anybody here watches something, opened again when it breaks.
 *
 * Nothing is missed over a break: whoever watches is told when the channel is there (again) and reads what changed
 * meanwhile. The socket ends with the access token behind its ticket; then the next one comes with a new ticket.
 */
import type { Changed, FromServer, Person, ToServer } from "./shapes";

/** The part of a WebSocket that is used. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

export interface WireEvents {
  opened(): void;
  heard(text: string): void;
  closed(code: number): void;
}

/** The parts of the browser that the channel stands on; tests bring their own. */
export interface Ports {
  /** A ticket for one socket; null when nobody is signed in any more. */
  ticket(): Promise<string | null>;
  open(ticket: string, events: WireEvents): Wire;
  after(ms: number, then: () => void): number;
  cancel(timer: number): void;
  /** From 0 to 1, so that a thousand tabs do not come back in the same moment. */
  random(): number;
}

/** What somebody who watches a deal hears. */
export interface DealWatcher {
  changed(change: Changed): void;
  /** Everyone who is there, this person among them; nobody while the channel is away. */
  present(people: readonly Person[]): void;
  /** The channel is there, for the first time or again: this is the deal's version by now. */
  here(version: number): void;
}

export interface WatchedDeal {
  /** Says in which cell of which structure this person is. */
  at(structure: string, cell: string | null): void;
  stop(): void;
}

/** The server says something at least every 20 seconds. */
const SILENCE_MS = 50_000;
const PAUSES_MS = [500, 1000, 2000, 5000, 10_000, 30_000];
/** Walking over cells says only where it ends. */
const STEPPING_MS = 80;
/** Between two pages nobody watches for a moment. */
const LINGER_MS = 2000;

const TOKEN_ENDED = 4001;

interface Deal {
  watchers: Set<DealWatcher>;
  place: { structure: string; cell: string | null } | null;
  said: string;
  stepping: number | null;
}

export class LiveChannel {
  readonly #ports: Ports;
  readonly #deals = new Map<string, Deal>();
  readonly #lists = new Set<() => void>();
  #wire: Wire | null = null;
  #open = false;
  /** A ticket is on its way. */
  #asking = false;
  /** Counts the attempts: what belongs to an earlier one is not heard any more. */
  #attempt = 0;
  #failures = 0;
  #again: number | null = null;
  #silence: number | null = null;
  #linger: number | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  watchDeal(id: string, watcher: DealWatcher): WatchedDeal {
    const known = this.#deals.get(id);
    const deal = known ?? { watchers: new Set<DealWatcher>(), place: null, said: "", stepping: null };
    deal.watchers.add(watcher);
    this.#deals.set(id, deal);
    // One that comes later than the first asks anew, to hear how the deal stands and who is there.
    this.#say({ watch: { deal: id } });
    this.#wanted();
    return {
      at: (structure, cell) => this.#at(id, deal, { structure, cell }),
      stop: () => {
        if (!deal.watchers.delete(watcher) || deal.watchers.size > 0) return;
        if (deal.stepping !== null) this.#ports.cancel(deal.stepping);
        this.#deals.delete(id);
        this.#say({ unwatch: { deal: id } });
        this.#unwanted();
      },
    };
  }

  /** Hears whenever any deal that this person may see was saved, and when the channel is there (again). */
  watchDeals(changed: () => void): () => void {
    this.#lists.add(changed);
    this.#say({ watch: { deals: true } });
    this.#wanted();
    return () => {
      if (!this.#lists.delete(changed) || this.#lists.size > 0) return;
      this.#say({ unwatch: { deals: true } });
      this.#unwanted();
    };
  }

  /** The network is back, or somebody signed in: no pause any more. */
  tryNow(): void {
    this.#failures = 0;
    this.#stopWaiting();
    if (this.#isWanted) this.#wanted();
  }

  /** Nobody is signed in any more. */
  close(): void {
    this.#stopWaiting();
    this.#hangUp();
    this.#failures = 0;
  }

  get #isWanted(): boolean {
    return this.#deals.size > 0 || this.#lists.size > 0;
  }

  #wanted(): void {
    if (this.#linger !== null) this.#ports.cancel(this.#linger);
    this.#linger = null;
    if (this.#wire === null && this.#again === null && !this.#asking) void this.#connect();
  }

  #unwanted(): void {
    if (this.#isWanted || this.#linger !== null) return;
    this.#linger = this.#ports.after(LINGER_MS, () => {
      this.#linger = null;
      if (!this.#isWanted) this.close();
    });
  }

  async #connect(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#asking = true;
    let ticket: string | null;
    try {
      ticket = await this.#ports.ticket();
    } catch {
      if (attempt === this.#attempt) {
        this.#asking = false;
        this.#later();
      }
      return;
    }
    if (attempt !== this.#attempt) return;
    this.#asking = false;
    if (ticket === null || !this.#isWanted) return;
    this.#wire = this.#ports.open(ticket, {
      opened: () => {
        if (attempt === this.#attempt) this.#opened();
      },
      heard: (text) => {
        if (attempt === this.#attempt) this.#heard(text);
      },
      closed: (code) => {
        if (attempt === this.#attempt) this.#broken(code);
      },
    });
    this.#listen();
  }

  #opened(): void {
    this.#open = true;
    for (const id of this.#deals.keys()) this.#say({ watch: { deal: id } });
    if (this.#lists.size > 0) this.#say({ watch: { deals: true } });
  }

  #say(said: ToServer): void {
    if (this.#open) this.#wire?.send(JSON.stringify(said));
  }

  #heard(text: string): void {
    this.#listen();
    const said = JSON.parse(text) as FromServer;
    if ("watching" in said) {
      this.#failures = 0;
      if ("deals" in said.watching) this.#tellLists();
      else this.#watching(said.watching.deal, said.watching.version);
    } else if ("changed" in said) {
      const deal = this.#deals.get(said.changed.deal);
      for (const watcher of deal?.watchers ?? []) watcher.changed(said.changed);
      this.#tellLists();
    } else if ("present" in said) {
      this.#tellPresent(said.present.deal, said.present.people);
    }
  }

  #tellLists(): void {
    for (const changed of this.#lists) changed();
  }

  #watching(id: string, version: number): void {
    const deal = this.#deals.get(id);
    if (!deal) return;
    for (const watcher of deal.watchers) watcher.here(version);
    deal.said = "";
    this.#sayPlace(id, deal);
  }

  #tellPresent(id: string, people: readonly Person[]): void {
    for (const watcher of this.#deals.get(id)?.watchers ?? []) watcher.present(people);
  }

  #at(id: string, deal: Deal, place: NonNullable<Deal["place"]>): void {
    deal.place = place;
    deal.stepping ??= this.#ports.after(STEPPING_MS, () => {
      deal.stepping = null;
      this.#sayPlace(id, deal);
    });
  }

  #sayPlace(id: string, deal: Deal): void {
    if (!this.#open || deal.place === null) return;
    const { structure, cell } = deal.place;
    const said = `${structure} ${cell}`;
    if (said === deal.said) return;
    deal.said = said;
    this.#say({ at: { deal: id, structure, cell } });
  }

  /** A server that says nothing for so long is gone, whatever the socket thinks. */
  #listen(): void {
    if (this.#silence !== null) this.#ports.cancel(this.#silence);
    this.#silence = this.#ports.after(SILENCE_MS, () => {
      this.#silence = null;
      this.#broken(0);
    });
  }

  #broken(code: number): void {
    this.#hangUp();
    if (!this.#isWanted) return;
    if (code === TOKEN_ENDED) void this.#connect();
    else this.#later();
  }

  #later(): void {
    const pause = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)] ?? 0;
    this.#failures += 1;
    this.#stopWaiting();
    this.#again = this.#ports.after(pause * (0.5 + this.#ports.random()), () => {
      this.#again = null;
      if (this.#isWanted) void this.#connect();
    });
  }

  #stopWaiting(): void {
    if (this.#again !== null) this.#ports.cancel(this.#again);
    this.#again = null;
  }

  #hangUp(): void {
    this.#attempt += 1;
    this.#asking = false;
    this.#wire?.close();
    this.#wire = null;
    this.#open = false;
    if (this.#silence !== null) this.#ports.cancel(this.#silence);
    this.#silence = null;
    // Who is there is not known any more.
    for (const id of this.#deals.keys()) this.#tellPresent(id, []);
  }
}
