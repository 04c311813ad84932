// Holds the browser's engines to the native one, byte for byte.
//   node engine/wasm/test/equal.mjs [deals] [edited] [scans] [seed]
// 1. the recorded deals of engine/desk/tests/golden;
// 2. deals through every door; the second half of them rests on a dealership's own local rates, which both sides are
//    handed in between;
// 3. deals through one edit after another, the figures after each and a roll at the end; what a lever is said to reach
//    is put into the deal here, and its figures must be the target to the cent, or the lever says why not;
// 4. markets of lenders and scans of them.
// The native side writes asks with its answers; here the same asks go through the WebAssembly of the page and of the
// worker. A door that the page's engine has not is asked of the worker's, and of the others every seventh too.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { started } from "./engines.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const [deals = "10000", edited = "5000", scans = "1000", seed = "20261121"] = process.argv.slice(2);

const page = await started("pkg");
const worker = await started("pkg-worker");
const both = (ask) => [page, worker].map((engine) => String(engine.load_own_rates(JSON.parse(ask))));

const problems = [];
function problem(text) {
  problems.push(text);
  if (problems.length <= 3) console.error(text);
}

const compared = new Map();
function compare(door, ask, answer) {
  const count = (compared.get(door) ?? 0) + 1;
  compared.set(door, count);
  const engines = [page, worker].filter(
    (engine) => engine[door] && (engine === page || !page[door] || count % 7 === 0),
  );
  const answers = door === "load_own_rates" ? both(ask) : engines.map((engine) => engine[door](ask));
  for (const here of answers) {
    if (here !== answer) problem(`${door} of ${ask}\nnative ${answer}\nwasm   ${here}\n`);
  }
}

/** Every line of a native example, held to the engines here; `each` sees it too. */
async function native(arguments_, each = () => {}) {
  const run = ["run", "--quiet", "--release", "--package", ...arguments_];
  const process_ = spawn("cargo", run, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => process_.on("close", resolve));
  const lines = createInterface({ input: process_.stdout, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    const [door, ask, answer] = line.split("\t");
    compare(door, ask, answer);
    each(door, ask, answer);
  }
  if ((await ended) !== 0) problem(`${arguments_.join(" ")} ended with a fault`);
}

// 1
const golden = new URL("../../desk/tests/golden/", import.meta.url);
const lines = async (name) => (await readFile(new URL(name, golden), "utf8")).trimEnd().split("\n");
const WORDS = (await readFile(new URL("../common/golden.rs", golden), "utf8"))
  .match(/const WORDS[^=]*= \[([^\]]*)\]/)[1]
  .match(/\w+/g);
/** As the native side keeps figures: every number and code, none of the wording; fields in the order of their names. */
function kept(value) {
  if (Array.isArray(value)) return value.map(kept);
  if (value === null || typeof value !== "object") return value;
  const fields = Object.keys(value).filter((name) => !WORDS.includes(name) && value[name] !== null);
  return Object.fromEntries(fields.sort().map((name) => [name, kept(value[name])]));
}
const [recorded, figures] = [await lines("deals.jsonl"), await lines("figures.jsonl")];
for (const [number, deal] of recorded.entries()) {
  const before = JSON.stringify(kept(JSON.parse(figures[number])));
  for (const engine of [page, worker]) {
    const now = JSON.stringify(kept(JSON.parse(engine.figures(deal)).ok));
    if (now !== before) problem(`recorded deal ${number + 1}\nthen ${before}\nnow  ${now}\n`);
  }
}

// 2
const withFigures = new Map();
let withOwnRates = 0;
await native(["desk", "--example", "random_deals", "--", "deals", deals, seed], (door, ask, answer) => {
  if (door !== "figures" || !answer.startsWith('{"ok"')) return;
  const deal = JSON.parse(ask);
  if (answer.includes("Set by hand")) withOwnRates += 1;
  const kind = `${deal.places.registration.state} ${deal.kind}`;
  withFigures.set(kind, (withFigures.get(kind) ?? 0) + 1);
});
const figured = [...withFigures.values()].reduce((sum, number) => sum + number, 0);
const states = JSON.parse(page.versions()).jurisdictions;
const missing = states.flatMap((state) =>
  ["cash", "retail", "lease"].map((kind) => `${state} ${kind}`).filter((kind) => !withFigures.has(kind)),
);
if (missing.length > 0) problem(`no deal with figures of: ${missing.join(", ")}`);
if (figured < Number(deals) * 0.9) problem(`only ${figured} of ${deals} deals have figures`);
if (withOwnRates === 0) problem("no deal rests on own local rates");
// What follows rests on the product's own table again.
for (const engine of [page, worker]) engine.load_own_rates("autolytiq-rates\t1\t0\n");

// 3
const rolls = { reached: 0, explained: 0 };
const PUT = {
  cash_down: (deal, value) => {
    if (deal.kind === "lease" && deal.lease.signing_total != null) deal.lease.signing_total = value;
    else deal.cash_down = value;
  },
  selling_price: (deal, value) => {
    deal.selling_price = value;
  },
  trade_allowance: (deal, value) => {
    deal.trades[0].allowance = value;
  },
  sell_rate: (deal, value) => {
    deal.finance.sell_rate = value;
  },
  money_factor: (deal, value) => {
    deal.lease.money_factor = value;
  },
  term_months: (deal, _, { term_months, residual_percent, ...rates }) => {
    if (deal.kind === "retail") {
      const { sell_rate = deal.finance.sell_rate, buy_rate = deal.finance.buy_rate } = rates;
      Object.assign(deal.finance, { term_months, sell_rate, buy_rate });
      return;
    }
    const { money_factor = deal.lease.money_factor } = rates;
    Object.assign(deal.lease, { term_months, money_factor });
    if (residual_percent) Object.assign(deal.lease, { residual_percent, residual_amount: null });
  },
};
function holdRoll(ask, answer) {
  const { ok } = JSON.parse(answer);
  if (!ok) return;
  const { deal, target, of } = JSON.parse(ask);
  for (const lever of ok.levers) {
    if (!lever.reached) {
      rolls.explained += 1;
      if (!lever.reason) problem(`${lever.lever} neither lands nor says why: ${answer}`);
      continue;
    }
    const changed = structuredClone(deal);
    PUT[lever.lever](changed, lever.value, lever.term);
    const figures = JSON.parse(page.figures(JSON.stringify(changed))).ok;
    const payment = figures?.loan?.payment ?? figures?.lease?.payment ?? figures?.balance_due;
    const figure = of === "due_at_signing" ? figures?.lease?.due_at_signing.total : payment;
    rolls.reached += 1;
    if (Number(figure) !== Number(target)) {
      problem(`${lever.lever} of ${lever.value} comes to ${figure}, not ${target}: ${JSON.stringify(changed)}`);
    }
  }
}
if (Number(edited) > 0) {
  await native(["desk", "--example", "random_deals", "--", "edits", edited, seed], (door, ask, answer) => {
    if (door === "roll") holdRoll(ask, answer);
  });
  if (rolls.reached < Number(edited)) problem(`only ${rolls.reached} levers reached their target`);
}

// 4
const offers = { fits: 0, not_known: 0, does_not_fit: 0 };
await native(["lending", "--example", "random_scans", "--", scans, seed], (door, _, answer) => {
  const found = door === "scan" ? JSON.parse(answer).ok?.offers : undefined;
  for (const offer of found ?? []) offers[offer.verdict] += 1;
});
if (Number(scans) > 0 && Object.values(offers).some((count) => count === 0)) {
  problem(`the scans have not every verdict: ${JSON.stringify(offers)}`);
}

const asked = [...compared.values()].reduce((sum, number) => sum + number, 0);
console.log(
  `${asked} asks (${[...compared].map(([door, number]) => `${door} ${number}`).join(", ")}), ` +
    `${figured} deals with figures in ${states.length} states, ${withOwnRates} of them on own local rates; ` +
    `${edited} deals edited, ${rolls.reached} levers to the cent and ${rolls.explained} explained; ` +
    `offers ${JSON.stringify(offers)}; ${recorded.length} recorded deals; ${problems.length} different`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
