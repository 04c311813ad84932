// The two built engines under Node: the page's in web/src/engine/pkg and the worker's in pkg-worker, each with the side
// tables of the tax. Built by scripts/wasm.sh.
import { readFile } from "node:fs/promises";

const folder = new URL("../../../web/src/engine/", import.meta.url);
const KINDS = ["texts", "rates", "zips"];

export const tables = () =>
  Promise.all(KINDS.map(async (kind) => [kind, await readFile(new URL(`pkg/${kind}.bin`, folder))]));

/** The module's text and its exports, not started yet. */
export async function unstarted(pkg) {
  const bytes = await readFile(new URL(`${pkg}/wasm_bg.wasm`, folder));
  return { bytes, engine: await import(new URL(`${pkg}/wasm.js`, folder)) };
}

export async function started(pkg) {
  const { bytes, engine } = await unstarted(pkg);
  engine.initSync({ module: bytes });
  for (const [kind, table] of await tables()) {
    if (!engine.load_tables(kind, table)) throw new Error(`${kind}.bin is no table of ${kind}`);
  }
  return engine;
}
