//! Products that are none: every fault at once, each at its field.

use menu::CatalogueItem;
use serde_json::{Value, json};

use crate::lots::{catalogue, item};

fn faults(item: &CatalogueItem) -> Vec<(String, String)> {
    let faults = item.check().err().unwrap_or_default();
    let said = |fault: tax::Fault| (fault.pointer, fault.code.into_owned());
    faults.into_iter().map(said).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(pointer, code): &(&str, &str)| ((*pointer).to_owned(), (*code).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn the_catalogue_of_the_tests_is_sound() {
    for item in catalogue() {
        assert_eq!(faults(&item), []);
    }
}

#[test]
fn all_faults_are_named_at_once() {
    let wrong = item(json!({
        "id": "", "name": " ", "kind": "gap", "states": ["FL", "ZZ"],
        "price_caps": [{}, {"amount": "1.00", "share_of_amount_financed": "0.04"},
                       {"state": "Florida", "share_of_amount_financed": "4"}],
        "plans": [
            {"id": "a", "name": "A", "price": "500.00", "price_to": "499.99", "cost": "-1.00"},
            {"id": "a", "name": "A", "price": "500.00", "term_months": 0, "deal_term_from": 61, "deal_term_to": 60,
             "age_to": 51, "makes": [""]},
        ],
    }));
    assert_eq!(
        faults(&wrong),
        pairs(&[
            ("/id", "out_of_range"),
            ("/name", "out_of_range"),
            ("/states/1", "unknown_state"),
            ("/price_caps/0/amount", "required"),
            ("/price_caps/1/share_of_amount_financed", "one_of"),
            ("/price_caps/2/state", "unknown_state"),
            ("/price_caps/2/share_of_amount_financed", "out_of_range"),
            ("/plans/0/cost", "out_of_range"),
            ("/plans/0/price_to", "reversed"),
            ("/plans/1/term_months", "out_of_range"),
            ("/plans/1/age_to", "out_of_range"),
            ("/plans/1/makes/0", "out_of_range"),
            ("/plans/1/deal_term_to", "reversed"),
            ("/plans/1/id", "duplicate"),
        ])
    );
    let empty = item(json!({"id": "x", "name": "X", "kind": "other", "plans": []}));
    assert_eq!(faults(&empty), pairs(&[("/plans", "out_of_range")]));
}

#[test]
fn fields_that_nobody_knows_are_refused() {
    let unknown: Value =
        json!({"id": "x", "name": "X", "kind": "other", "plans": [], "colour": "red"});
    assert!(serde_json::from_value::<CatalogueItem>(unknown).is_err());
}
