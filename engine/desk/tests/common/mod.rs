//! The deal that the desk was drawn with: a new car in Pinellas County, Florida, with a trade, a
//! rebate, two accessories, a service contract and GAP.

use desk::Deal;
use money::{Cents, Rate};

pub fn money(text: &str) -> Cents {
    text.parse().expect("an amount")
}

pub fn rate(text: &str) -> Rate {
    text.parse().expect("a rate")
}

pub const PINELLAS: &str = r#"{
  "date": "2026-11-21", "kind": "retail",
  "places": {
    "registration": {"state": "FL", "county": "Pinellas", "city": null, "zip": "33707"},
    "dealer": {"state": "FL", "county": "Pinellas"}
  },
  "vehicle": {"condition": "new", "class": "passenger", "model_year": 2026, "fuel": "hybrid",
              "odometer": 12, "msrp": "42645.00", "book_value": "40600.00"},
  "vehicle_cost": "39412.00",
  "selling_price": "41000.00",
  "accessories": [{"id": "a1", "name": "Mats", "price": "289.00", "cost": "60.00"},
                  {"id": "a2", "name": "Roof rails", "price": "425.00", "cost": "43.00"}],
  "fees": [{"id": "f1", "kind": "doc", "name": "Dealer service fee", "amount": "899.00"},
           {"id": "f2", "kind": "government", "name": "Title, registration, lemon law", "amount": "384.90"}],
  "products": [{"id": "p1", "kind": "service_contract", "name": "8 yr / 100k", "price": "2495.00", "cost": "1345.00", "provider": "dealer"},
               {"id": "p2", "kind": "gap", "name": "GAP waiver", "price": "895.00", "cost": "145.00", "provider": "dealer"}],
  "rebates": [{"id": "r1", "from": "manufacturer", "name": "Customer cash", "amount": "1000.00", "assigned_to_dealer": true}],
  "trades": [{"id": "t1", "name": "2019 Toyota Camry SE", "allowance": "14500.00", "payoff": "11218.44", "acv": "13600.00",
              "lien_holder": "Harbor Federal", "payoff_good_through": "2026-12-01"}],
  "cash_down": "3000.00",
  "finance": {"term_months": 72, "sell_rate": "0.0649", "buy_rate": "0.0524",
              "reserve": {"method": "interest_difference", "share": "0.75"}},
  "lease": {"term_months": 36, "money_factor": "0.00195", "residual_percent": "0.61", "miles_per_year": 12000,
            "acquisition_fee": {"amount": "695.00", "capitalized": true}, "doc_fee_capitalized": true}
}"#;

pub fn pinellas() -> Deal {
    serde_json::from_str(PINELLAS).expect("the deal reads")
}

/// The same buyer leasing: no products, no cash.
pub fn pinellas_lease() -> Deal {
    Deal {
        kind: desk::DealKind::Lease,
        products: Vec::new(),
        cash_down: Cents::ZERO,
        ..pinellas()
    }
}
