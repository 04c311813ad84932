/** A deal of the desk as the sample of the atlas: the same lines, over every state. */
import { centsOf, wireMoney } from "../desk/numbers/exact";
import type { Deal } from "../engine";
import { firstSample, type Sample, writeAtlas } from "./sample";

function total(amounts: readonly (string | null | undefined)[]): string {
  return wireMoney(amounts.reduce((sum, amount) => sum + (centsOf(amount) ?? 0n), 0n));
}

export function sampleOf(deal: Deal): Sample {
  const first = firstSample(deal.date);
  const { accessories = [], fees = [], products = [], rebates = [], trades = [], vehicle = {}, lease } = deal;
  const fee = (kind: string) => fees.filter((line) => line.kind === kind).map((line) => line.amount);
  const product = (kind: string) =>
    total(products.filter((line) => line.kind === kind).map((line) => line.price));
  return {
    ...first,
    kind: deal.kind === "lease" ? "lease" : "retail",
    condition: vehicle.condition ?? "new",
    class: vehicle.class ?? "passenger",
    fuel: vehicle.fuel ?? "gasoline",
    sold: deal.places.dealer.state === deal.places.registration.state ? "" : deal.places.dealer.state,
    price: deal.selling_price,
    trade: total(trades.map((line) => line.allowance)),
    payoff: total(trades.map((line) => line.payoff)),
    rebate: total(rebates.filter((line) => line.from !== "dealer").map((line) => line.amount)),
    doc: total(fee("doc")),
    // The engine taxes a dealer's other fees as it does accessories.
    accessories: total([...accessories.map((line) => line.price), ...fee("dealer")]),
    delivery: deal.delivery_charge ?? "0.00",
    contract: product("service_contract"),
    gap: product("gap"),
    maintenance: product("maintenance"),
    msrp: vehicle.msrp ?? deal.selling_price,
    book: vehicle.book_value ?? "0.00",
    down: deal.kind === "lease" ? (deal.cash_down ?? "0.00") : "0.00",
    year: vehicle.model_year ?? first.year,
    odometer: vehicle.odometer ?? 0,
    curb: vehicle.curb_weight_lb ?? first.curb,
    gross: vehicle.gross_weight_lb ?? first.gross,
    mpg: vehicle.city_mpg ?? first.mpg,
    term: lease?.term_months ?? first.term,
    factor: lease?.money_factor ?? first.factor,
    residual: lease?.residual_percent ?? first.residual,
  };
}

/** Where the atlas shows this deal in the state in which it is registered. */
export function atlasOf(deal: Deal, today: string): string {
  const { registration } = deal.places;
  const known = registration.county || registration.city || registration.zip;
  const search = writeAtlas(
    {
      sample: sampleOf(deal),
      shown: "all",
      view: "map",
      compared: [],
      sort: "",
      places: known ? { [registration.state]: registration } : {},
      answers: deal.tax?.answers ? { [registration.state]: deal.tax.answers } : {},
    },
    today,
  );
  return `/atlas/${registration.state}?${search}`;
}
