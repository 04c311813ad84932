/** The dealership's own local rates: the engines in this tab reckon with the same ones as the server. */
import { getText } from "../api/http";
import { type Engine, loadEngine } from "./index";
import type { LaterEngine } from "./later";

/** What the dealership imported and set; without an answer the product's own table stands. */
async function ownRates(): Promise<string | null> {
  try {
    return await getText("/tax/rates/book", { accept: "text/tab-separated-values" });
  } catch {
    // Should the rates differ, the server's figures do so too, and the desk says it.
    return null;
  }
}

/** The engine with the dealership's own rates as they are now; the one that works later gets them too. */
export async function loadEngineWithOwnRates(later?: LaterEngine): Promise<Engine> {
  const [engine, book] = await Promise.all([loadEngine(), ownRates()]);
  if (book !== null) {
    if (!engine.takeOwnRates(book)) throw new Error("The dealership's own rates cannot be read.");
    later?.takeOwnRates(book);
  }
  return engine;
}
