/** The engine in this tab: every figure on the Desk comes from here, at once and without the network. */
import { startPackage } from "./start";
import type {
  Deal,
  Effects,
  Figures,
  Grid,
  GridAsk,
  Installment,
  Outcome,
  Roll,
  RollAsk,
  Versions,
} from "./types";

export type * from "./types";

/** The exported functions of the WebAssembly package: JSON text in, JSON text out. */
export interface Door {
  figures(deal: string): string;
  schedule(deal: string): string;
  effects(deal: string): string;
  grid(ask: string): string;
  roll(ask: string): string;
  /** The dealership's own local rates in place of those before; false where the text is no such book. */
  load_own_rates(book: string): boolean;
  versions(): string;
}

export interface Engine {
  figures(deal: Deal): Outcome<Figures>;
  schedule(deal: Deal): Outcome<Installment[]>;
  effects(deal: Deal): Outcome<Effects>;
  grid(ask: GridAsk): Outcome<Grid>;
  roll(ask: RollAsk): Outcome<Roll>;
  takeOwnRates(book: string): boolean;
  versions(): Versions;
}

export function engineOf(door: Door): Engine {
  const ask = <T>(call: (text: string) => string, question: unknown): Outcome<T> =>
    JSON.parse(call(JSON.stringify(question))) as Outcome<T>;
  return {
    figures: (deal) => ask(door.figures, deal),
    schedule: (deal) => ask(door.schedule, deal),
    effects: (deal) => ask(door.effects, deal),
    grid: (question) => ask(door.grid, question),
    roll: (question) => ask(door.roll, question),
    takeOwnRates: (book) => door.load_own_rates(book),
    versions: () => JSON.parse(door.versions()) as Versions,
  };
}

let loading: Promise<Engine> | null = null;

/** Fetches and starts the engine once; a failed fetch may be tried again. */
export function loadEngine(): Promise<Engine> {
  loading ??= start().catch((problem: unknown) => {
    loading = null;
    throw problem;
  });
  return loading;
}

async function start(): Promise<Engine> {
  const program = new URL("./pkg/wasm_bg.wasm", import.meta.url);
  return engineOf(await startPackage(import("./pkg/wasm.js"), program));
}
