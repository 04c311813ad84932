//! Bad input: every fault at once, each at the pointer of its field, whichever door it comes through.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::{Deal, figures, json};
use money::Cents;

fn faults(deal: &Deal) -> Vec<(String, String)> {
    let faults = figures(deal).expect_err("faults");
    let pair = |fault: tax::Fault| (fault.pointer, fault.code.into_owned());
    faults.into_iter().map(pair).collect()
}

fn pointers_of(text: &str) -> Vec<(String, String)> {
    let answer: serde_json::Value = serde_json::from_str(&json::figures(text)).expect("JSON");
    let faults = answer["faults"].as_array().expect("faults");
    let text = |fault: &serde_json::Value, key: &str| fault[key].as_str().expect("text").to_owned();
    faults
        .iter()
        .map(|fault| (text(fault, "pointer"), text(fault, "code")))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(pointer, code): &(&str, &str)| ((*pointer).to_owned(), (*code).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn every_fault_of_a_retail_deal_is_named() {
    let mut deal = pinellas();
    deal.selling_price = money("-1");
    deal.cash_down = Cents::LIMIT + Cents::new(1);
    deal.accessories[1].id = "a1".into();
    deal.products[0].price = money("-0.01");
    deal.trades = vec![deal.trades[0].clone(); 5];
    deal.trades[4].id = String::new();
    deal.trades[4].payoff = money("-5");
    let finance = deal.finance.as_mut().expect("terms");
    finance.term_months = 121;
    finance.sell_rate = rate("6.49");
    finance.first_payment_date = Some(deal.date);
    assert_eq!(
        faults(&deal),
        pairs(&[
            ("/selling_price", "negative"),
            ("/cash_down", "too_large"),
            ("/trades", "too_many"),
            ("/accessories/1/id", "duplicate"),
            ("/products/0/price", "negative"),
            ("/trades/1/id", "duplicate"),
            ("/trades/2/id", "duplicate"),
            ("/trades/3/id", "duplicate"),
            ("/trades/4/id", "out_of_range"),
            ("/trades/4/payoff", "negative"),
            ("/finance/term_months", "out_of_range"),
            ("/finance/sell_rate", "out_of_range"),
            ("/finance/first_payment_date", "out_of_range"),
        ])
    );
}

#[test]
fn every_fault_of_a_lease_is_named() {
    let mut deal = pinellas_lease();
    let lease = deal.lease.as_mut().expect("terms");
    lease.term_months = 0;
    lease.money_factor = rate("1.95");
    lease.residual_amount = Some(money("20000"));
    assert_eq!(
        faults(&deal),
        pairs(&[
            ("/lease/term_months", "out_of_range"),
            ("/lease/money_factor", "out_of_range"),
            ("/lease/residual_amount", "not_both"),
        ])
    );
    let mut deal = pinellas_lease();
    deal.lease.as_mut().expect("terms").residual_percent = None;
    assert_eq!(
        faults(&deal),
        pairs(&[("/lease/residual_percent", "missing")])
    );
    let mut deal = pinellas_lease();
    deal.vehicle.msrp = None;
    assert_eq!(faults(&deal), pairs(&[("/vehicle/msrp", "missing")]));
}

/// The block of the deal's own kind must be there; the other may be, and nobody looks at it.
#[test]
fn a_kind_needs_its_own_terms_alone() {
    let mut deal = pinellas();
    deal.lease.as_mut().expect("terms").term_months = 999;
    assert!(figures(&deal).is_ok());
    deal.finance = None;
    assert_eq!(faults(&deal), pairs(&[("/finance", "missing")]));
    let mut deal = pinellas_lease();
    deal.lease = None;
    assert_eq!(faults(&deal), pairs(&[("/lease", "missing")]));
}

/// A payoff on a trade that is allowed nothing is legal: it is all negative equity.
#[test]
fn a_payoff_without_an_allowance_is_no_fault() {
    let mut deal = pinellas();
    deal.trades[0].allowance = Cents::ZERO;
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.trade_equity, money("-11218.44"));
}

/// What the tax law refuses points into the deal, not into the sale that was made of it.
#[test]
fn faults_of_the_law_point_into_the_deal() {
    let mut deal = pinellas();
    deal.places.registration.state = "ZZ".into();
    deal.places.registration.zip = Some("1234".into());
    let found = faults(&deal);
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert!(
        pointers.contains(&"/places/registration/state"),
        "{pointers:?}"
    );
    assert!(
        pointers.contains(&"/places/registration/zip"),
        "{pointers:?}"
    );
}

#[test]
fn the_json_door_names_every_fault_of_the_text() {
    let text = r#"{
        "date": "2026-02-30", "kind": "rental", "selling_price": "12.345", "cash_down": true,
        "places": {"registration": {"county": 7}, "dealer": {"state": "FL", "planet": "Mars"}},
        "fees": [{"id": "f1", "kind": "doc", "amount": "1"}, {"id": "f2", "amount": "1e3"}, 5],
        "finance": {"term_months": "72", "sell_rate": 0.0649, "sell_rate": 0.07},
        "a/b~c": 1
    }"#;
    assert_eq!(
        pointers_of(text),
        pairs(&[
            ("/a~1b~0c", "unknown_field"),
            ("/date", "bad_date"),
            ("/kind", "unknown_word"),
            ("/places/registration/state", "missing"),
            ("/places/registration/county", "wrong_type"),
            ("/places/dealer/planet", "unknown_field"),
            ("/selling_price", "bad_number"),
            ("/fees/1/kind", "missing"),
            ("/fees/1/amount", "bad_number"),
            ("/fees/2", "wrong_type"),
            ("/cash_down", "wrong_type"),
            ("/finance/sell_rate", "duplicate"),
            ("/finance/term_months", "wrong_type"),
        ])
    );
    assert_eq!(pointers_of("{\"date\""), pairs(&[("", "not_json")]));
    assert_eq!(pointers_of("[]"), pairs(&[("", "wrong_type")]));
}

/// A JSON number is as good as text, read from its digits: 0.07 is 7 % to the last place.
#[test]
fn numbers_are_read_from_their_text() {
    let text = common::PINELLAS
        .replace("\"41000.00\"", "41000")
        .replace("\"3000.00\"", "3000.0")
        .replace("\"0.0649\"", "0.0649");
    let answer: serde_json::Value = serde_json::from_str(&json::figures(&text)).expect("JSON");
    assert_eq!(answer["ok"]["loan"]["payment"], "689.31");
}
