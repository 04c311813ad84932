//! The JSON doors: what was asked, what is wrong with it, and the same as the functions give.

use menu::{PlansAsk, VehicleFacts};
use serde_json::{Value, json};

use crate::lots::{ask, catalogue, column, deal, offer, plain, with_plan, worked};

fn said(answer: &str) -> Value {
    serde_json::from_str(answer).expect("JSON")
}

fn faults(answer: &str) -> Vec<(String, String)> {
    let answer = said(answer);
    let faults = answer["faults"].as_array().expect("faults").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    faults
        .map(|fault| (text(&fault["pointer"]), text(&fault["code"])))
        .collect()
}

fn one(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.into(), code.into())]
}

#[test]
fn the_door_gives_what_the_function_gives() {
    let asked = ask(plain(), vec![column("a", vec![offer("vsc", "vsc-7")])]);
    let answer = menu::json::menu(&serde_json::to_string(&asked).expect("text"));
    let expected = serde_json::to_value(worked(&asked)).expect("a menu");
    assert_eq!(said(&answer)["ok"], expected);
    assert_eq!(expected["base"]["payment"], "400.00");
    assert_eq!(expected["columns"][0]["payment"], "425.00");
}

#[test]
fn what_does_not_read_is_named() {
    assert_eq!(faults(&menu::json::menu("{")), one("", "malformed"));
    let mut asked = serde_json::to_value(ask(plain(), vec![column("a", vec![])])).expect("JSON");
    asked["columns"][0]["products"] = json!([{"item": "vsc", "plan": "vsc-7", "price": "lots"}]);
    let answer = menu::json::menu(&asked.to_string());
    assert_eq!(
        faults(&answer),
        one("/columns/0/products/0/price", "malformed")
    );
}

#[test]
fn what_was_asked_wrongly_is_named_all_at_once() {
    let mut twice = offer("vsc", "vsc-7");
    twice.price = Some("-1.00".parse().expect("an amount"));
    let mut inputs = plain();
    inputs["finance"]["term_months"] = json!(0);
    let asked = ask(
        inputs,
        vec![
            column(
                "a",
                vec![offer("vsc", "vsc-7"), twice, offer("vsc", "vsc-8")],
            ),
            column("a", vec![offer("paint", "p")]),
        ],
    );
    let answer = menu::json::menu(&serde_json::to_string(&asked).expect("text"));
    let expected = [
        ("/columns/0/products/1/price", "out_of_range"),
        ("/columns/0/products/1/item", "duplicate"),
        ("/columns/0/products/2/plan", "unknown_product"),
        ("/columns/0/products/2/item", "duplicate"),
        ("/columns/1/id", "duplicate"),
        ("/columns/1/products/0/item", "unknown_product"),
        ("/deal/finance/term_months", "out_of_range"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(pointer, code)| ((*pointer).into(), (*code).into()))
        .collect();
    assert_eq!(faults(&answer), expected);
    let none = ask(plain(), vec![]);
    let answer = menu::json::menu(&serde_json::to_string(&none).expect("text"));
    assert_eq!(faults(&answer), one("/columns", "out_of_range"));
}

#[test]
fn the_whole_rate_card_is_tried() {
    let mut catalogue = catalogue();
    catalogue[0] = with_plan(0, json!({"odometer_to": 10}));
    catalogue[1] = with_plan(1, json!({"amount_financed_to": "24599.99"}));
    let asked = PlansAsk {
        deal: deal(plain()),
        vehicle: VehicleFacts::default(),
        rooftop: None,
        catalogue,
    };
    let answer = said(&menu::json::plans(
        &serde_json::to_string(&asked).expect("text"),
    ));
    let plans = answer["ok"]["plans"].as_array().expect("plans");
    let codes: Vec<(&Value, &Value)> = plans
        .iter()
        .map(|plan| (&plan["plan"], &plan["reasons"][0]["code"]))
        .collect();
    assert_eq!(
        codes,
        [
            (&json!("vsc-7"), &json!("too_many_miles")),
            // 24,000.00 and the 600.00 of the product itself.
            (&json!("gap-1"), &json!("amount_over")),
            (&json!("tw-5"), &Value::Null),
        ]
    );
    assert_eq!(plans[0]["price_limit"], "2500.00");
}
