/** The built engine for tests, read from disk instead of fetched. */
import { readFileSync } from "node:fs";
import { type Engine, engineOf } from "./index";
import { initSync, load_tables } from "./pkg/wasm.js";
import * as door from "./pkg/wasm.js";

const file = (name: string) => readFileSync(new URL(`./pkg/${name}`, import.meta.url));

export function engineForTests(): Engine {
  initSync({ module: file("wasm_bg.wasm") });
  for (const kind of ["texts", "rates", "zips"]) {
    if (!load_tables(kind, file(`${kind}.bin`))) throw new Error(`The table of ${kind} cannot be read.`);
  }
  return engineOf(door);
}
