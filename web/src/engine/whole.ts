/**
 * The whole engine, for a thread beside the page's: what the tab's own has, and lenders, commission, limits and the
 * APR that may be printed. Too large for the page, which starts without it.
 */
import type { AprAsk, AprHeld, Breaches, Commission, CommissionAsk, LimitsAsk } from "./house";
import { type Door, type Engine, engineOf } from "./index";
import type { MarketRead, ScanAnswer, ScanAsk } from "./market";
import { startPackage } from "./start";
import type { Outcome } from "./types";

/** The exported functions of the larger WebAssembly package. */
export interface WholeDoor extends Door {
  load_market(market: string): string;
  scan(ask: string): string;
  commission(ask: string): string;
  limits(ask: string): string;
  verify_apr(ask: string): string;
  menu(ask: string): string;
  plans(ask: string): string;
}

export interface WholeEngine extends Engine {
  /** Lenders and sheets, the text of `GET /desk/market`, in place of those before. */
  takeMarket(market: string): MarketRead;
  scan(ask: ScanAsk): ScanAnswer;
  commission(ask: CommissionAsk): Outcome<Commission>;
  limits(ask: LimitsAsk): Outcome<Breaches>;
  verifyApr(ask: AprAsk): Outcome<AprHeld>;
  /** The menu of a deal; ask and answer are those of `POST /desk/menu`, the catalogue in the ask. */
  menu<Menu>(ask: object): Outcome<Menu>;
  /** Every plan of a catalogue tried on a deal. */
  plans<Plans>(ask: object): Outcome<Plans>;
}

export function wholeEngineOf(door: WholeDoor): WholeEngine {
  const ask = <T>(call: (text: string) => string, question: unknown): Outcome<T> =>
    JSON.parse(call(JSON.stringify(question))) as Outcome<T>;
  return {
    ...engineOf(door),
    takeMarket: (market) => JSON.parse(door.load_market(market)) as MarketRead,
    scan: (question) => ask(door.scan, question),
    commission: (question) => ask(door.commission, question),
    limits: (question) => ask(door.limits, question),
    verifyApr: (question) => ask(door.verify_apr, question),
    menu: (question) => ask(door.menu, question),
    plans: (question) => ask(door.plans, question),
  };
}

/** Fetches and starts it, with the tables that the tab's own takes too. */
export async function loadWholeEngine(): Promise<WholeEngine> {
  const program = new URL("./pkg-worker/wasm_bg.wasm", import.meta.url);
  return wholeEngineOf(await startPackage(import("./pkg-worker/wasm.js"), program));
}
