/** A server and a network for the tests of the store: what is held, who saved, what is slow and what never arrives. */
import { Problem, Unreachable } from "../../api/problem";
import type { Deal } from "../../engine";
import { ortega } from "../../engine/example";
import { engineForTests } from "../../engine/testing";
import { type DealRecord, etagOf, type Structure } from "../api/deals";
import { same } from "../model/merge";
import type { DeskPorts } from "./desk-store";

const real = engineForTests();
const worked = new Map<string, ReturnType<typeof real.figures>>();

/** The real engine; what it worked out once, it is not asked again. */
export const engine: typeof real = {
  ...real,
  figures(deal) {
    const key = JSON.stringify(deal);
    const known = worked.get(key) ?? real.figures(deal);
    worked.set(key, known);
    return known;
  },
};

export const problem = (status: number, detail = "") =>
  new Problem({ status, slug: "", title: "", detail, faults: [], requestId: null });

export function structure(inputs: Deal, revision = 1, more: Partial<Structure> = {}): Structure {
  const figures = engine.figures(inputs).ok;
  if (!figures) throw problem(422, "The deal cannot be worked out.");
  return {
    id: "s1",
    name: "As asked",
    letter: "A",
    inputs,
    figures,
    revision,
    frozen: false,
    rules_version: figures.rules_version,
    engine_version: figures.engine_version,
    updated_at: "2026-11-21T15:00:00Z",
    ...more,
  };
}

export function record(structures: readonly Structure[], version = 5): DealRecord {
  return {
    id: "d1",
    number: "HM-1042",
    status: "draft",
    status_reason: null,
    version,
    rooftop_id: "r1",
    rooftop: { id: "r1", name: "Harbor Motors", address: {} },
    created_at: "2026-11-21T15:00:00Z",
    updated_at: "2026-11-21T15:00:00Z",
    history: { versions: version, last_action: "created", last_actor: { id: "u1", name: "Tess Bailey" } },
    customer: null,
    vehicle: null,
    salesperson: { id: "u1", name: "Tess Bailey" },
    chosen_structure_id: "s1",
    structures: [...structures],
    allowed_actions: ["edit", "submit"],
  };
}

/** How one request fares: how long it takes there and back, and where it is lost, if anywhere. */
export interface Fate {
  there: number;
  back: number;
  end: "answered" | "lost there" | "lost back" | "failed";
}

export const WELL: Fate = { there: 20, back: 20, end: "answered" };

export type Asked = "deal" | "structure" | "save" | "copy";

/** What a store needs beside the server; nothing but the figures is asked of the engine. */
export const ports = (more: Partial<DeskPorts> = {}): DeskPorts => ({
  clock: {
    after: (ms, then) => setTimeout(then, ms) as unknown as number,
    cancel: (timer) => clearTimeout(timer),
  },
  later: { ask: () => {}, takeOwnRates: () => {}, takeMarket: async () => ({ faults: [] }) },
  online: () => true,
  storage: { getItem: () => null, setItem: () => undefined },
  ...more,
});

type Told = { version: number; structure_id?: string; revision?: number };

const after = (ms: number) => new Promise<void>((then) => setTimeout(then, ms));

/** Refuses an old ETag, changes nothing where nothing changed, and knows the vehicle's cost, as the real one does. */
export class World {
  structures: Structure[];
  version = 5;
  cost: string;
  /** The saves of each scenario that are on their way at this moment, and the most there ever were. */
  readonly flying = new Map<string, number>();
  most = 0;
  readonly #fate: (asked: Asked) => Fate;
  readonly #copies = new Map<string, Structure>();
  readonly #tell: (change: Told) => void;

  constructor(fate: (asked: Asked) => Fate, tell: (change: Told) => void) {
    this.#fate = fate;
    this.#tell = tell;
    this.structures = [structure(ortega), structure(ortega, 1, { id: "s2", letter: "B", name: "Less down" })];
    this.cost = ortega.vehicle_cost ?? "";
  }

  held(id: string): Structure {
    const found = this.structures.find((each) => each.id === id);
    if (!found) throw problem(404, "There is no such structure.");
    return found;
  }

  /** Stored, whoever it is by; all who watch the deal hear of it. */
  store(id: string, name: string, typed: Deal): Structure {
    const before = this.held(id);
    const inputs = { ...typed, vehicle_cost: this.cost };
    if (name === before.name && same(inputs, before.inputs)) return before;
    const { letter, revision } = before;
    const stored = structure(inputs, revision + 1, { id, letter, name });
    this.structures = this.structures.map((each) => (each.id === id ? stored : each));
    this.version += 1;
    this.#tell({ version: this.version, structure_id: id, revision: stored.revision });
    return stored;
  }

  async #ask<T>(asked: Asked, answer: () => T): Promise<T> {
    const { there, back, end } = this.#fate(asked);
    await after(there);
    if (end === "lost there") throw new Unreachable(null);
    if (end === "failed") throw problem(503);
    let found: { value: T } | { error: unknown };
    try {
      found = { value: answer() };
    } catch (error) {
      found = { error };
    }
    await after(back);
    if (end === "lost back") throw new Unreachable(null);
    if ("error" in found) throw found.error;
    return found.value;
  }

  readonly readDeal = () =>
    this.#ask("deal", () => ({ value: record(this.structures, this.version), etag: `"${this.version}"` }));

  readonly readStructure = (_deal: string, id: string) =>
    this.#ask("structure", () => {
      const value = this.held(id);
      return { value, etag: etagOf(value.revision) };
    });

  readonly saveStructure = async (
    _deal: string,
    id: string,
    { name, inputs }: { name: string; inputs: Deal },
    ifMatch: string,
  ) => {
    const flying = (this.flying.get(id) ?? 0) + 1;
    this.flying.set(id, flying);
    this.most = Math.max(this.most, flying);
    try {
      return await this.#ask("save", () => {
        if (ifMatch !== etagOf(this.held(id).revision)) throw problem(412);
        const value = this.store(id, name, inputs);
        return { value, etag: etagOf(value.revision) };
      });
    } finally {
      this.flying.set(id, (this.flying.get(id) ?? 0) - 1);
    }
  };

  readonly copyStructure = (
    _deal: string,
    body: { name: string; copy_of: string } | { name: string; inputs: Deal },
    key: string = crypto.randomUUID(),
  ) =>
    this.#ask("copy", () => {
      const known = this.#copies.get(key);
      if (known) return known;
      const inputs = "inputs" in body ? body.inputs : this.held(body.copy_of).inputs;
      const n = this.structures.length;
      const letter = String.fromCharCode("A".charCodeAt(0) + n);
      const made = structure(inputs, 1, { id: `s${n + 1}`, letter, name: body.name });
      this.structures = [...this.structures, made];
      this.#copies.set(key, made);
      this.version += 1;
      this.#tell({ version: this.version, structure_id: made.id, revision: 1 });
      return made;
    });
}
