// Measures the browser's engine under Node: size, start-up, memory, the tax of sales in 51 jurisdictions, and one
// retail deal with everything the desk shows of it (figures with tax and APR, schedule, a grid of 25 cells), JSON
// to JSON; then what one keystroke on the Desk asks of both engines: the figures of four scenarios, grid, effects, roll
// and a scan of 200 programmes for the best row of each; beside it a scan that tells every row.
//   node engine/wasm/test/speed.mjs
import { readFile, readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { started as startedEngine, tables as sideTables, unstarted } from "./engines.mjs";
import { leaseMarket, retailMarket } from "./market.mjs";

const { bytes, engine } = await unstarted("pkg");
const tables = await sideTables();

const first = JSON.stringify({ date: "2026-11-21", registration: { state: "OR" }, price: "30000.00" });
const began = performance.now();
const wasm = engine.initSync({ module: bytes });
engine.versions();
const started = performance.now();
// The rules are unpacked when the first sale is taxed.
engine.tax(first);
const unpacked = performance.now();
for (const [kind, table] of tables) engine.load_tables(kind, table);
const loaded = performance.now();

/** The sales of the worked cases that can be taxed. */
async function workedCases() {
  const folder = new URL("../../tax/cases/", import.meta.url);
  const sales = [];
  for (const name of (await readdir(folder)).sort()) {
    const text = await readFile(new URL(name, folder), "utf8");
    sales.push(...[...text.matchAll(/^input = \'\'\'([\s\S]*?)\'\'\'/gm)].map(([, sale]) => sale));
  }
  return sales.filter((sale) => engine.tax(sale).startsWith('{"ok"'));
}

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
const leased = {
  ...deal,
  kind: "lease",
  products: [],
  vehicle: { ...deal.vehicle, condition: "new" },
  lease: {
    term_months: 36,
    money_factor: "0.00195",
    residual_percent: "0.61",
    miles_per_year: 12000,
    acquisition_fee: { amount: "695.00", capitalized: true },
    doc_fee_capitalized: true,
  },
};
const applicant = { score: 715, monthly_income: "6000.00", monthly_debt: "1500.00" };
const vehicle = { make: "Honda", model: "Civic", trim: "LX" };
const scanAsk = (of, wish, best_only, buyer = applicant) =>
  JSON.stringify({ deal: of, applicant: buyer, vehicle, wish, best_only });
const asks = {
  deal: JSON.stringify(deal),
  grid: JSON.stringify({ deal, terms, downs, target: "650.00" }),
  roll: JSON.stringify({ deal, target: "650.00", levers, terms }),
  lease: JSON.stringify(leased),
  leaseGrid: JSON.stringify({
    deal: leased,
    terms: [24, 36, 39, 42, 48].map((term_months) => ({ term_months })),
    downs,
    target: "450.00",
  }),
  leaseRoll: JSON.stringify({
    deal: leased,
    target: "450.00",
    levers: ["cash_down", "selling_price", "trade_allowance", "money_factor"],
  }),
  scan: scanAsk(deal, { markup: "0.0125" }, true),
  scanAll: scanAsk(deal, { markup: "0.0125" }, false),
  leaseScan: scanAsk(leased, {}, true),
  leaseScanAll: scanAsk(leased, {}, false),
  // Over every limit of payment to income: more rows must be figured to know which is nearest.
  leaseScanPoor: scanAsk(leased, {}, true, { ...applicant, monthly_income: "1000.00" }),
};
const worker = await startedEngine("pkg-worker");
const market = (lenders) => {
  const told = worker.load_market(JSON.stringify(lenders));
  if (!told.includes('"programmes":200')) throw new Error(told);
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
  "figures of a lease": () => engine.figures(asks.lease),
  "25-cell grid of a lease": () => engine.grid(asks.leaseGrid),
  "roll of a lease by four levers": () => engine.roll(asks.leaseRoll),
};
/** What a keystroke asks: the payment at once in the page, all else in the worker a moment later. */
const keystrokes = {
  "keystroke, retail, 200 programmes": [
    () => market(retailMarket()),
    () => {
      for (let i = 0; i < 4; i += 1) engine.figures(asks.deal);
      worker.effects(asks.deal);
      worker.grid(asks.grid);
      worker.roll(asks.roll);
      worker.scan(asks.scan);
    },
  ],
  "of it the scan, the best of each": [() => {}, () => worker.scan(asks.scan)],
  "a scan that tells all 4,000 rows": [() => {}, () => worker.scan(asks.scanAll)],
  "keystroke, lease, 200 programmes": [
    () => market(leaseMarket()),
    () => {
      for (let i = 0; i < 4; i += 1) engine.figures(asks.lease);
      worker.effects(asks.lease);
      worker.grid(asks.leaseGrid);
      worker.roll(asks.leaseRoll);
      worker.scan(asks.leaseScan);
    },
  ],
  "of it the scan, the best of each ": [() => {}, () => worker.scan(asks.leaseScan)],
  "the same where no row fits": [() => {}, () => worker.scan(asks.leaseScanPoor)],
  "a scan that figures and tells all 4,000": [() => {}, () => worker.scan(asks.leaseScanAll)],
};

const zipped = (content) => gzipSync(content, { level: 9 }).length;
const beside = tables.reduce((sum, [, table]) => sum + zipped(table), 0);
const megabytes = () => (wasm.memory.buffer.byteLength / 1e6).toFixed(2);
console.log(`size      ${bytes.length} bytes, ${zipped(bytes)} gzipped`);
console.log(`side tables  ${beside} bytes gzipped: ${tables.map(([kind, table]) => `${kind} ${zipped(table)}`).join(", ")}`);
console.log(
  `start-up  ${(started - began).toFixed(1)} ms, rules unpacked and a first sale taxed ` +
    `${(unpacked - started).toFixed(1)} ms more, side tables ${(loaded - unpacked).toFixed(1)} ms more`,
);
console.log(`memory    ${megabytes()} MB with rules and side tables`);

const sales = await workedCases();
const rates = [];
for (let round = 0; round < 30; round += 1) {
  const from = performance.now();
  for (const sale of sales) engine.tax(sale);
  rates.push((sales.length / (performance.now() - from)) * 1000);
}
rates.sort((a, b) => b - a);
const thousands = (rate) => Math.round(rate).toLocaleString("en-US");
console.log(
  `tax, JSON in and out  best ${thousands(rates[0])}/s, median ${thousands(rates[rates.length / 2])}/s ` +
    `over ${sales.length} sales in 51 jurisdictions`,
);
function measure(name, work, times) {
  for (let i = 0; i < times * 5; i += 1) work();
  const samples = [];
  for (let round = 0; round < 40; round += 1) {
    const from = performance.now();
    for (let i = 0; i < times; i += 1) work();
    samples.push(((performance.now() - from) / times) * 1000);
  }
  samples.sort((a, b) => a - b);
  const at = (share) => samples[Math.floor(samples.length * share)].toFixed(0).padStart(5);
  console.log(`${name.padEnd(42)}  best ${at(0)} µs, median ${at(0.5)} µs, p95 ${at(0.95)} µs`);
}
for (const [name, work] of Object.entries(works)) measure(name, work, 20);
for (const [name, [prepare, work]] of Object.entries(keystrokes)) {
  prepare();
  measure(name, work, 2);
}
console.log(`memory after  ${megabytes()} MB`);
