// Holds the browser's engine to the native one, byte for byte, on 10,000 random deals.
//   node engine/wasm/test/equal.mjs [count] [seed]
// The second half of them rests on a dealership's own local rates, which both sides are handed in between.
// The native side writes asks with its answers; here the same asks go through the WebAssembly in
// web/src/engine/pkg, built by scripts/wasm.sh.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pkg = new URL("../../../web/src/engine/pkg/", import.meta.url);
const [count = "10000", seed = "20261121"] = process.argv.slice(2);

const engine = await import(new URL("wasm.js", pkg));
engine.initSync({ module: await readFile(new URL("wasm_bg.wasm", pkg)) });
for (const kind of ["texts", "rates", "zips"]) {
  if (!engine.load_tables(kind, await readFile(new URL(`${kind}.bin`, pkg)))) {
    throw new Error(`${kind}.bin is no table of ${kind}`);
  }
}
const doors = {
  figures: engine.figures,
  schedule: engine.schedule,
  effects: engine.effects,
  grid: engine.grid,
  roll: engine.roll,
  load_own_rates: (book) => String(engine.load_own_rates(JSON.parse(book))),
};

const native = spawn(
  "cargo",
  ["run", "--quiet", "--release", "--package", "desk", "--example", "random_deals", "--", count, seed],
  { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
);
const ended = new Promise((resolve) => native.on("close", resolve));

const compared = new Map();
const withFigures = new Map();
let different = 0;
let withOwnRates = 0;
for await (const line of createInterface({ input: native.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
  const [door, ask, answer] = line.split("\t");
  const here = doors[door](ask);
  compared.set(door, (compared.get(door) ?? 0) + 1);
  if (here !== answer) {
    different += 1;
    if (different <= 3) {
      console.error(`${door} of ${ask}\nnative ${answer}\nwasm   ${here}\n`);
    }
  }
  if (door === "figures" && answer.startsWith('{"ok"')) {
    const deal = JSON.parse(ask);
    if (answer.includes("Set by hand")) withOwnRates += 1;
    const kind = `${deal.places.registration.state} ${deal.kind}`;
    withFigures.set(kind, (withFigures.get(kind) ?? 0) + 1);
  }
}
const status = await ended;

const asked = [...compared.values()].reduce((sum, number) => sum + number, 0);
const figured = [...withFigures.values()].reduce((sum, number) => sum + number, 0);
const states = JSON.parse(engine.versions()).jurisdictions;
const missing = states.flatMap((state) =>
  ["cash", "retail", "lease"].map((kind) => `${state} ${kind}`).filter((kind) => !withFigures.has(kind)),
);
console.log(
  `${asked} asks (${[...compared].map(([door, number]) => `${door} ${number}`).join(", ")}), ` +
    `${figured} deals with figures in ${states.length} states, ${withOwnRates} of them on own local rates, ` +
    `${different} different`,
);
if (missing.length > 0) {
  console.error(`no deal with figures of: ${missing.join(", ")}`);
}
const enough = figured >= Number(count) * 0.9;
if (!enough) {
  console.error(`only ${figured} of ${count} deals have figures`);
}
if (withOwnRates === 0) {
  console.error("no deal rests on own local rates");
}
process.exitCode =
  status === 0 && different === 0 && missing.length === 0 && enough && withOwnRates > 0 ? 0 : 1;
