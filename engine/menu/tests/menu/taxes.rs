//! Taxability is the law's: the same product in two states.

use serde_json::{Value, json};

use crate::lots::{ask, column, offer, plain, text, worked};

fn at(place: Value) -> Value {
    let mut inputs = plain();
    inputs["places"] = json!({"registration": place, "dealer": place});
    inputs
}

fn taxed(inputs: Value, item: &str, plan: &str) -> menu::MenuProduct {
    let menu = worked(&ask(inputs, vec![column("a", vec![offer(item, plan)])]));
    menu.columns[0].products[0].clone()
}

#[test]
fn florida_taxes_a_service_contract_and_no_gap() {
    let place = json!({"state": "FL", "county": "Pinellas", "city": "Clearwater", "zip": "33759"});
    // Fla. Stat. § 212.0506: service warranties are taxed at 6 % and the county's surtax of 1 %, which § 212.054(2)(b)1
    // limits to 5,000.00 of tangible property and not of warranties: 1,500.00 × 7 % = 105.00.
    let contract = taxed(at(place.clone()), "vsc", "vsc-7");
    assert!(contract.taxed);
    assert!(contract.tax_reason.is_some() && contract.tax_citation.is_some());
    let menu = worked(&ask(
        at(place.clone()),
        vec![column("a", vec![offer("vsc", "vsc-7")])],
    ));
    let (before, after) = (&menu.base.figures, &menu.columns[0].figures);
    assert_eq!(
        (after.tax_at_signing - before.tax_at_signing).to_string(),
        "105.00"
    );
    // 1,605.00 ÷ 60 = 26.75; the base is 24,000.00 + 6 % + 50.00 = 25,490.00 ÷ 60 = 424.83.
    assert_eq!(text(before.payment), "424.83");
    assert_eq!(text(after.payment), "451.58");
    assert!(!taxed(at(place), "gap", "gap-1").taxed);
}

#[test]
fn california_taxes_neither() {
    let place =
        json!({"state": "CA", "county": "Los Angeles", "city": "Los Angeles", "zip": "90001"});
    // Cal. Code Regs., tit. 18, § 1655(c)(3): an optional warranty contract is not the sale of goods.
    for (item, plan) in [("vsc", "vsc-7"), ("gap", "gap-1")] {
        let product = taxed(at(place.clone()), item, plan);
        assert!(!product.taxed, "{item}");
        assert!(product.tax_reason.is_some(), "{item}: the law says why");
    }
}

#[test]
fn a_state_without_sales_tax_taxes_nothing() {
    for (item, plan) in [("vsc", "vsc-7"), ("gap", "gap-1"), ("tw", "tw-5")] {
        assert!(!taxed(plain(), item, plan).taxed, "{item}");
    }
}
