// Writes the seeds of a fuzz target: the inputs of the worked cases, for the desk wrapped in a deal.
//   node fuzz/seeds.mjs tax_json|desk_json FOLDER
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const [target, folder] = process.argv.slice(2);
const cases = new URL("../engine/tax/cases/", import.meta.url);
let number = 0;
for (const file of readdirSync(cases).sort()) {
  const text = readFileSync(new URL(file, cases), "utf8");
  for (const [, input] of text.matchAll(/^input = '''([\s\S]*?)'''/gm)) {
    const sale = JSON.parse(input);
    number += 1;
    const name = `${folder}/case-${file.slice(3, 5)}-${number}`;
    writeFileSync(name, target === "desk_json" && number % 2 === 0 ? JSON.stringify(deal(sale)) : input);
  }
}

/** A deal whose tax is that of the sale. */
function deal(sale) {
  const { registration, buyer, dealer, delivery, lease } = sale;
  const places = Object.fromEntries(
    Object.entries({ registration, buyer, dealer, delivery }).filter(([, place]) => place),
  );
  const one = {
    date: sale.date,
    kind: sale.kind ?? "retail",
    places,
    vehicle: sale.vehicle ?? {},
    selling_price: sale.price ?? "30000.00",
    trades: (sale.trades ?? []).map((trade, index) => ({ id: `t${index}`, ...trade })),
    rebates: (sale.rebates ?? []).map((rebate, index) => ({ id: `r${index}`, ...rebate })),
    products: (sale.products ?? []).map((product, index) => ({ id: `p${index}`, ...product })),
  };
  if (lease) {
    one.lease = { term_months: lease.term_months, residual: lease.residual ?? "18000.00", money_factor: "0.00210" };
  } else {
    one.finance = { term_months: 72, sell_rate: "0.0649", buy_rate: "0.0524" };
  }
  return one;
}
