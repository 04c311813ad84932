/** The sample deal as the engine takes it, made in one state. */
import type { Deal, Place, Product } from "../engine";
import { isZero } from "../desk/numbers/format";
import { mainPlace } from "./main-places";
import type { Answers, Atlas, Sample } from "./sample";

export function placeIn(atlas: Pick<Atlas, "places">, state: string): Place {
  return atlas.places[state] ?? mainPlace(state);
}

const PRODUCTS = [
  ["contract", "service_contract"],
  ["gap", "gap"],
  ["maintenance", "maintenance"],
] as const;

const amount = (wire: string) => (wire === "" || isZero(wire) ? null : wire);

/** Sold and registered in `place`; or sold by a dealer of another state and registered in `place`. */
export function dealIn(sample: Sample, place: Place, seller: Place, answers: Answers): Deal {
  const products: Product[] = PRODUCTS.flatMap(([field, kind]) =>
    isZero(sample[field]) ? [] : [{ id: field, kind, price: sample[field], provider: "third_party" }],
  );
  return {
    date: sample.on,
    kind: sample.kind === "lease" ? "lease" : "cash",
    places: { registration: place, dealer: seller },
    vehicle: {
      condition: sample.condition,
      class: sample.class,
      fuel: sample.fuel,
      model_year: sample.year || null,
      odometer: sample.odometer,
      curb_weight_lb: sample.curb || null,
      gross_weight_lb: sample.gross || null,
      city_mpg: sample.mpg || null,
      msrp: amount(sample.msrp),
      book_value: amount(sample.book),
    },
    selling_price: sample.price,
    accessories: isZero(sample.accessories)
      ? []
      : [{ id: "accessories", name: "Accessories", price: sample.accessories }],
    delivery_charge: sample.delivery,
    fees: isZero(sample.doc) ? [] : [{ id: "doc", kind: "doc", name: "Doc fee", amount: sample.doc }],
    products,
    rebates: isZero(sample.rebate)
      ? []
      : [{ id: "rebate", from: "manufacturer", amount: sample.rebate, assigned_to_dealer: true }],
    trades:
      isZero(sample.trade) && isZero(sample.payoff)
        ? []
        : [{ id: "trade", name: "Trade-in", allowance: sample.trade, payoff: sample.payoff }],
    cash_down: sample.kind === "lease" ? sample.down : "0.00",
    tax: { answers },
    ...(sample.kind === "lease"
      ? {
          lease: {
            term_months: sample.term,
            money_factor: sample.factor,
            residual_percent: sample.residual,
            miles_per_year: 12_000,
            acquisition_fee: { amount: "0.00", capitalized: true },
            doc_fee_capitalized: true,
          },
        }
      : {}),
  };
}
