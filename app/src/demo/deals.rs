//! The deals of the demo dealership: what was agreed in each, and how far it has come.

use serde_json::{Value, json};

use super::chance::Chance;

/// How many deals stand at each step, in the order in which they are made.
const STEPS: &[(&str, usize)] = &[
    ("draft", 14),
    ("submitted", 10),
    ("returned", 2),
    ("approved", 9),
    ("contracted", 9),
    ("funded", 5),
    ("delivered", 9),
    ("cancelled", 2),
];

/// The step that the `index`-th deal has reached.
pub fn step(index: usize) -> &'static str {
    let mut before = 0;
    for (step, count) in STEPS {
        before += count;
        if index < before {
            return step;
        }
    }
    "draft"
}

/// The moves that bring a new deal there: who makes it, the action, and its reason where one is asked.
pub fn moves(step: &str) -> &'static [(&'static str, &'static str, Option<&'static str>)] {
    const SUBMIT: (&str, &str, Option<&str>) = ("sales", "submit", None);
    const APPROVE: (&str, &str, Option<&str>) = ("desk_manager", "approve", None);
    const CONTRACT: (&str, &str, Option<&str>) = ("finance", "contract", None);
    const FUND: (&str, &str, Option<&str>) = ("finance", "fund", None);
    match step {
        "submitted" => &[SUBMIT],
        "returned" => &[
            SUBMIT,
            (
                "desk_manager",
                "return",
                Some("Front gross is under the store's floor"),
            ),
        ],
        "approved" => &[SUBMIT, APPROVE],
        "contracted" => &[SUBMIT, APPROVE, CONTRACT],
        "funded" => &[SUBMIT, APPROVE, CONTRACT, FUND],
        "delivered" => &[SUBMIT, APPROVE, CONTRACT, FUND, ("office", "deliver", None)],
        "cancelled" => &[
            SUBMIT,
            ("desk_manager", "cancel", Some("Customer bought elsewhere")),
        ],
        _ => &[],
    }
}

/// What the `index`-th deal agrees on, written over the structure that the server drafted from the
/// vehicle, the customer and the store.
pub fn agree(index: usize, inputs: &mut Value) {
    let mut chance = Chance::of(0xDEA1, index);
    let dollars = |amount: i64| format!("{amount}.00");
    let asked = whole_dollars(&inputs["selling_price"]);
    let new = inputs["vehicle"]["condition"] == "new";

    let discount = i64::try_from(chance.below(if new { 18 } else { 9 })).unwrap_or(0) * 100;
    let price = asked - discount;
    inputs["selling_price"] = json!(dollars(price));
    if new {
        inputs["accessories"] = json!([
            { "id": "mats", "name": "All-weather mats", "price": "289.00", "cost": "118.00" },
        ]);
        if chance.percent(40) {
            inputs["rebates"] = json!([{
                "id": "cash", "from": "manufacturer", "name": "Customer cash",
                "amount": "1000.00", "assigned_to_dealer": true,
            }]);
        }
    }
    if chance.percent(55) {
        // Between an eighth and a half of what the new one costs.
        let allowance =
            price * i64::try_from(125 + chance.below(375)).unwrap_or(300) / 100_000 * 100;
        let owed = if chance.percent(60) {
            allowance * i64::try_from(40 + chance.below(80)).unwrap_or(60) / 100
        } else {
            0
        };
        let state = inputs["places"]["registration"]["state"].clone();
        inputs["trades"] = json!([{
            "id": "trade", "name": *chance.pick(&["2019 Toyota Camry SE", "2018 Honda CR-V EX", "2020 Ford Escape SE", "2017 Nissan Rogue SV", "2021 Kia Sportage LX"]),
            "allowance": dollars(allowance), "payoff": dollars(owed), "acv": dollars(allowance - 400),
            "titled_in": state, "owned_by_buyer": true,
        }]);
    }
    inputs["cash_down"] = json!(dollars(
        i64::try_from(chance.below(9)).unwrap_or(0) * 500 + 500
    ));

    match index % 6 {
        // A lease of a new car: its residual is a percentage of the sticker.
        1 if new => {
            inputs["kind"] = json!("lease");
            inputs["lease"] = json!({
                "term_months": 36, "money_factor": "0.00195", "buy_money_factor": "0.00175",
                "residual_percent": "0.61", "miles_per_year": 12_000,
                "acquisition_fee": { "amount": "695.00", "capitalized": true },
                "doc_fee_capitalized": true,
            });
        }
        4 => inputs["kind"] = json!("cash"),
        _ => {
            let (term, buy) = *chance.pick(&[
                (60, "0.0499"),
                (66, "0.0524"),
                (72, "0.0524"),
                (72, "0.0589"),
                (84, "0.0649"),
            ]);
            let sell = match buy {
                "0.0499" => "0.0624",
                "0.0524" => "0.0649",
                "0.0589" => "0.0714",
                _ => "0.0724",
            };
            inputs["kind"] = json!("retail");
            inputs["finance"] = json!({
                "term_months": term, "sell_rate": sell, "buy_rate": buy,
                "reserve": { "method": "present_value", "share": "0.75" },
            });
        }
    }
}

/// The dollars before the point of an amount's text.
fn whole_dollars(amount: &Value) -> i64 {
    amount
        .as_str()
        .and_then(|text| text.split('.').next())
        .and_then(|dollars| dollars.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{STEPS, step};

    #[test]
    fn sixty_deals_over_the_whole_course() {
        assert_eq!(STEPS.iter().map(|(_, count)| count).sum::<usize>(), 60);
        assert_eq!(
            (step(0), step(14), step(59)),
            ("draft", "submitted", "cancelled")
        );
    }
}
