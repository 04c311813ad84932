//! Prices at their limit and a cent above it, and what may be financed.

use money::Cents;
use serde_json::{Value, json};

use crate::lots::{ask, codes, column, item, offer, plain, text, with_plan, worked};

fn amount(text: &str) -> Cents {
    text.parse().expect("an amount")
}

/// GAP with these caps.
fn gap(caps: Value) -> menu::CatalogueItem {
    item(json!({
        "id": "gap", "name": "GAP", "kind": "gap", "price_caps": caps,
        "plans": [{"id": "gap-1", "name": "GAP", "price": "600.00"}],
    }))
}

/// The reasons against GAP at a price on a deal of 20,000.00.
fn at(price: &str, item: &menu::CatalogueItem) -> Vec<menu::Reason> {
    let mut inputs = plain();
    inputs["selling_price"] = json!("20000.00");
    let mut offered = offer("gap", "gap-1");
    offered.price = Some(amount(price));
    let mut asked = ask(inputs, vec![column("a", vec![offered])]);
    asked.catalogue = vec![item.clone()];
    worked(&asked).columns[0].products[0].reasons.clone()
}

#[test]
fn the_price_itself_is_financed_when_the_cap_is_a_share() {
    let capped = gap(json!([{"share_of_amount_financed": "0.04"}]));
    // 4 % of 20,833.33 is 833.3332, and of 20,833.34 it is 833.3336: 833.33 to the cent, below 833.34.
    assert_eq!(codes(&at("833.33", &capped)), [""; 0]);
    assert_eq!(codes(&at("833.34", &capped)), ["over_cap"]);
    // 4 % of 20,895.00 = 835.80
    let reasons = at("895.00", &capped);
    assert_eq!(reasons[0].limit.as_deref(), Some("835.80"));
    assert_eq!(
        reasons[0].text,
        "895.00 is over 835.80, 4 % of the 20895.00 financed, the most that it is sold for"
    );
}

#[test]
fn caps_hold_in_their_state() {
    let capped =
        gap(json!([{"state": "MT", "amount": "500.00"}, {"state": "TX", "amount": "100.00"}]));
    assert_eq!(codes(&at("500.00", &capped)), [""; 0]);
    let reasons = at("500.01", &capped);
    assert_eq!(codes(&reasons), ["over_cap"]);
    assert_eq!(
        reasons[0].text,
        "500.01 is over 500.00, the most that it is sold for in MT"
    );
}

#[test]
fn the_house_has_its_own_highest_price() {
    let mut offered = offer("vsc", "vsc-7");
    offered.price = Some(amount("2500.00"));
    let mut asked = ask(plain(), vec![column("a", vec![offered])]);
    assert_eq!(
        codes(&worked(&asked).columns[0].products[0].reasons),
        [""; 0]
    );
    asked.columns[0].products[0].price = Some(amount("2500.01"));
    assert_eq!(
        codes(&worked(&asked).columns[0].products[0].reasons),
        ["over_cap"]
    );
}

#[test]
fn what_others_add_may_rule_a_product_out() {
    let mut asked = ask(
        plain(),
        vec![column(
            "a",
            vec![offer("gap", "gap-1"), offer("vsc", "vsc-7")],
        )],
    );
    // 24,000.00 and 600.00 are within 25,000.00; with the 1,500.00 that stand after it they are not.
    asked.catalogue[1] = with_plan(1, json!({"amount_financed_to": "25000.00"}));
    let menu = worked(&asked);
    let products = &menu.columns[0].products;
    assert_eq!(codes(&products[0].reasons), ["amount_over"]);
    assert_eq!(products[0].reasons[0].value.as_deref(), Some("26100.00"));
    assert_eq!(text(products[1].adds_to_payment), "25.00");
    assert_eq!(text(menu.columns[0].payment_difference), "25.00");
    asked.columns[0].products.pop();
    assert_eq!(
        codes(&worked(&asked).columns[0].products[0].reasons),
        [""; 0]
    );
}

#[test]
fn a_share_of_nothing_is_nothing() {
    let mut cash = plain();
    cash["kind"] = json!("cash");
    let mut asked = ask(cash, vec![column("a", vec![offer("gap", "gap-1")])]);
    asked.catalogue = vec![gap(json!([{"share_of_amount_financed": "0.04"}]))];
    let reasons = &worked(&asked).columns[0].products[0].reasons;
    assert_eq!(codes(reasons), ["over_cap"], "nothing is financed in cash");
}
