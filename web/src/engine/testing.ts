/** The built engines for tests, read from disk instead of fetched. */
import { readFileSync } from "node:fs";
import { type Engine, engineOf } from "./index";
import * as door from "./pkg/wasm.js";
import { type WholeEngine, wholeEngineOf } from "./whole";

const file = (path: string) => readFileSync(new URL(`./${path}`, import.meta.url));

/** Starts a package with the tables of the tax law. */
function started<P extends Pick<typeof door, "initSync" | "load_tables">>(it: P, pkg: string): P {
  it.initSync({ module: file(`${pkg}/wasm_bg.wasm`) });
  for (const kind of ["texts", "rates", "zips"]) {
    if (!it.load_tables(kind, file(`pkg/${kind}.bin`)))
      throw new Error(`The table of ${kind} cannot be read.`);
  }
  return it;
}

export function engineForTests(): Engine {
  return engineOf(started(door, "pkg"));
}

export async function wholeEngineForTests(): Promise<WholeEngine> {
  return wholeEngineOf(started(await import("./pkg-worker/wasm.js"), "pkg-worker"));
}
