// Measures the browser's engine under Node: size, start-up, and one retail deal with everything the
// desk shows of it (figures with tax and APR, schedule, a grid of 25 cells), JSON to JSON.
//   node engine/wasm/test/speed.mjs
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const pkg = new URL("../../../web/src/engine/pkg/", import.meta.url);
const bytes = await readFile(new URL("wasm_bg.wasm", pkg));
const tables = await Promise.all(
  ["texts", "rates", "zips"].map(async (kind) => [kind, await readFile(new URL(`${kind}.bin`, pkg))]),
);
const engine = await import(new URL("wasm.js", pkg));

const began = performance.now();
engine.initSync({ module: bytes });
engine.versions();
const started = performance.now();
for (const [kind, table] of tables) engine.load_tables(kind, table);
const loaded = performance.now();

const deal = {
  date: "2026-11-21",
  kind: "retail",
  places: {
    registration: { state: "FL", county: "Pinellas", zip: "33707" },
    dealer: { state: "FL", county: "Pinellas" },
  },
  vehicle: { condition: "new", class: "passenger", model_year: 2026, fuel: "hybrid", msrp: "42645.00" },
  vehicle_cost: "39412.00",
  selling_price: "41000.00",
  accessories: [{ id: "a1", price: "714.00", cost: "103.00" }],
  fees: [
    { id: "f1", kind: "doc", amount: "899.00" },
    { id: "f2", kind: "government", amount: "384.90" },
  ],
  products: [
    { id: "p1", kind: "service_contract", price: "2495.00", cost: "1345.00", provider: "dealer" },
    { id: "p2", kind: "gap", price: "895.00", cost: "145.00", provider: "dealer" },
  ],
  rebates: [{ id: "r1", from: "manufacturer", amount: "1000.00", assigned_to_dealer: true }],
  trades: [{ id: "t1", allowance: "14500.00", payoff: "11218.44", acv: "13600.00" }],
  cash_down: "3000.00",
  finance: { term_months: 72, sell_rate: "0.0649", buy_rate: "0.0524" },
};
const terms = [48, 60, 66, 72, 84].map((term_months) => ({ term_months }));
const downs = ["1000.00", "2000.00", "3000.00", "4000.00", "5000.00"];
const levers = ["cash_down", "selling_price", "trade_allowance", "sell_rate", "term_months"];
const asks = {
  deal: JSON.stringify(deal),
  grid: JSON.stringify({ deal, terms, downs, target: "650.00" }),
  roll: JSON.stringify({ deal, target: "650.00", levers, terms }),
};
const works = {
  "retail: figures, schedule, 25-cell grid": () => {
    engine.figures(asks.deal);
    engine.schedule(asks.deal);
    engine.grid(asks.grid);
  },
  "figures of a retail deal": () => engine.figures(asks.deal),
  "25-cell grid": () => engine.grid(asks.grid),
  "effects of the lines": () => engine.effects(asks.deal),
  "roll to payment by five levers": () => engine.roll(asks.roll),
};

console.log(`size      ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`);
console.log(`start-up  ${(started - began).toFixed(1)} ms, side tables ${(loaded - started).toFixed(1)} ms more`);
for (const [name, work] of Object.entries(works)) {
  for (let i = 0; i < 500; i += 1) work();
  const samples = [];
  for (let round = 0; round < 40; round += 1) {
    const from = performance.now();
    for (let i = 0; i < 25; i += 1) work();
    samples.push(((performance.now() - from) / 25) * 1000);
  }
  samples.sort((a, b) => a - b);
  const at = (share) => samples[Math.floor(samples.length * share)].toFixed(0).padStart(5);
  console.log(`${name.padEnd(42)} best ${at(0)} µs, median ${at(0.5)} µs, p95 ${at(0.95)} µs`);
}
