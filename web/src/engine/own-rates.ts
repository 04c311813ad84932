/** The dealership's own local rates: the engine in this tab reckons with the same ones as the server. */
import { getText } from "../api/http";
import { type Engine, loadEngine } from "./index";

/** Hands the engine what the dealership imported and set; without an answer the product's own table stands. */
async function bring(engine: Engine): Promise<void> {
  let book: string;
  try {
    book = await getText("/tax/rates/book", { accept: "text/tab-separated-values" });
  } catch {
    // Should the rates differ, the server's figures do so too, and the desk says it.
    return;
  }
  if (!engine.takeOwnRates(book)) throw new Error("The dealership's own rates cannot be read.");
}

/** The engine with the dealership's own rates as they are now. */
export async function loadEngineWithOwnRates(): Promise<Engine> {
  const engine = await loadEngine();
  await bring(engine);
  return engine;
}
