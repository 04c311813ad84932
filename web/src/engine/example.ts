/** The deal that the tests of the client desk: a Florida sale worked out by hand from the law of Pinellas County. */
import type { Deal } from "./types";

export const ortega: Deal = {
  date: "2026-11-21",
  kind: "retail",
  places: {
    registration: { state: "FL", county: "Pinellas", city: null, zip: "33707" },
    dealer: { state: "FL", county: "Pinellas", city: null, zip: "33707" },
  },
  vehicle: {
    condition: "new",
    class: "passenger",
    model_year: 2026,
    fuel: "hybrid",
    odometer: 12,
    msrp: "42645.00",
  },
  vehicle_cost: "39412.00",
  selling_price: "41000.00",
  accessories: [
    { id: "a1", name: "Mats", price: "289.00", cost: "120.00" },
    { id: "a2", name: "Roof rails", price: "425.00", cost: "180.00" },
  ],
  delivery_charge: "0.00",
  fees: [
    { id: "f1", kind: "doc", name: "Dealer service fee", amount: "899.00" },
    { id: "f2", kind: "government", name: "Title, registration, lemon law", amount: "384.90" },
  ],
  products: [
    {
      id: "p1",
      kind: "service_contract",
      name: "8 yr / 100k",
      price: "2495.00",
      cost: "1100.00",
      provider: "dealer",
    },
    { id: "p2", kind: "gap", name: "Cancellable", price: "895.00", cost: "390.00", provider: "dealer" },
  ],
  rebates: [
    { id: "r1", from: "manufacturer", name: "Customer cash", amount: "1000.00", assigned_to_dealer: true },
  ],
  trades: [
    { id: "t1", name: "2019 Toyota Camry SE", allowance: "14500.00", payoff: "11218.44", acv: "13600.00" },
  ],
  cash_down: "3000.00",
  finance: {
    term_months: 72,
    sell_rate: "0.0649",
    buy_rate: "0.0524",
    odd_days: "actuarial_30",
    reserve: { method: "present_value", share: "0.75" },
  },
};
