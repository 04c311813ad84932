//! Every bound of a plan at its edge, one step beyond it, and with its fact missing.

use menu::{Subject, VehicleFacts, eligible};
use serde_json::{Value, json};

use crate::lots::{codes, deal, item, plain, with_plan};

/// The codes against the service contract with these bounds.
fn against(bounds: Value, inputs: Value, vehicle: &VehicleFacts) -> Vec<String> {
    let item = with_plan(0, bounds);
    let inputs = deal(inputs);
    let subject = Subject {
        deal: &inputs,
        vehicle,
        rooftop: None,
    };
    let reasons = eligible(&item, &item.plans[0], &subject);
    assert!(reasons.iter().all(|reason| !reason.text.is_empty()));
    codes(&reasons).into_iter().map(str::to_owned).collect()
}

fn of_deal(bounds: Value, inputs: Value) -> Vec<String> {
    against(bounds, inputs, &VehicleFacts::default())
}

fn with(pointer: &str, value: Value) -> Value {
    let mut inputs = plain();
    let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
    inputs.pointer_mut(parent).expect("the parent")[field] = value;
    inputs
}

const FITS: [&str; 0] = [];

#[test]
fn age_counts_from_the_model_year() {
    let bound = json!({"age_to": 5});
    assert_eq!(
        of_deal(bound.clone(), with("/vehicle/model_year", json!(2021))),
        FITS
    );
    assert_eq!(
        of_deal(bound.clone(), with("/vehicle/model_year", json!(2020))),
        ["too_old"]
    );
    assert_eq!(
        of_deal(bound.clone(), with("/vehicle/model_year", Value::Null)),
        ["not_known"]
    );
    // A model of next year is not old at all.
    assert_eq!(
        of_deal(
            json!({"age_to": 0}),
            with("/vehicle/model_year", json!(2027))
        ),
        FITS
    );
}

#[test]
fn miles_end_at_the_bound() {
    let bound = json!({"odometer_to": 60000});
    assert_eq!(
        of_deal(bound.clone(), with("/vehicle/odometer", json!(60_000))),
        FITS
    );
    assert_eq!(
        of_deal(bound.clone(), with("/vehicle/odometer", json!(60_001))),
        ["too_many_miles"]
    );
    assert_eq!(
        of_deal(bound, with("/vehicle/odometer", Value::Null)),
        ["not_known"]
    );
}

#[test]
fn a_certified_vehicle_is_a_used_one_too() {
    let certified = |known| VehicleFacts {
        certified: known,
        ..VehicleFacts::default()
    };
    let used = with("/vehicle/condition", json!("used"));
    let on = |conditions: Value, known| {
        against(
            json!({"conditions": conditions}),
            used.clone(),
            &certified(known),
        )
    };
    assert_eq!(on(json!(["used"]), Some(true)), FITS);
    assert_eq!(on(json!(["certified"]), Some(true)), FITS);
    assert_eq!(
        on(json!(["certified"]), Some(false)),
        ["condition_not_taken"]
    );
    assert_eq!(on(json!(["certified"]), None), ["not_known"]);
    assert_eq!(on(json!(["new"]), None), ["condition_not_taken"]);
    assert_eq!(on(json!([]), None), FITS);
    let new = against(json!({"conditions": ["used"]}), plain(), &certified(None));
    assert_eq!(new, ["condition_not_taken"]);
}

#[test]
fn makes_are_compared_without_their_case() {
    let make = |make: Option<&str>| VehicleFacts {
        make: make.map(str::to_owned),
        ..VehicleFacts::default()
    };
    let bound = json!({"makes": ["Honda", "Acura"]});
    assert_eq!(against(bound.clone(), plain(), &make(Some("HONDA "))), FITS);
    assert_eq!(
        against(bound.clone(), plain(), &make(Some("Toyota"))),
        ["make_not_taken"]
    );
    assert_eq!(against(bound.clone(), plain(), &make(None)), ["not_known"]);
    assert_eq!(against(bound, plain(), &make(Some(" "))), ["not_known"]);
}

#[test]
fn kinds_and_terms_of_deals() {
    let lease_only = json!({"kinds": ["lease"]});
    assert_eq!(of_deal(lease_only, plain()), ["kind_not_taken"]);
    let bound = json!({"deal_term_from": 24, "deal_term_to": 60});
    assert_eq!(of_deal(bound.clone(), plain()), FITS);
    assert_eq!(
        of_deal(bound.clone(), with("/finance/term_months", json!(24))),
        FITS
    );
    assert_eq!(
        of_deal(bound.clone(), with("/finance/term_months", json!(23))),
        ["term_outside"]
    );
    assert_eq!(
        of_deal(bound.clone(), with("/finance/term_months", json!(61))),
        ["term_outside"]
    );
    assert_eq!(
        of_deal(bound.clone(), with("/kind", json!("cash"))),
        ["kind_not_taken"]
    );
    assert_eq!(of_deal(bound, with("/finance", Value::Null)), ["not_known"]);
}

#[test]
fn a_product_is_sold_where_it_is_filed() {
    let value = |states: Value, rooftops: Value, active: bool| {
        item(json!({
            "id": "x", "name": "Theft protection", "kind": "other", "active": active, "states": states,
            "rooftops": rooftops, "plans": [{"id": "x-1", "name": "5 years", "price": "499.00"}],
        }))
    };
    let inputs = deal(plain());
    let vehicle = VehicleFacts::default();
    let on = |item: &menu::CatalogueItem, rooftop: Option<&str>| {
        let subject = Subject {
            deal: &inputs,
            vehicle: &vehicle,
            rooftop,
        };
        let reasons = eligible(item, &item.plans[0], &subject);
        codes(&reasons).join(" ")
    };
    assert_eq!(on(&value(json!(["MT", "ID"]), json!([]), true), None), "");
    assert_eq!(
        on(&value(json!(["ID"]), json!([]), true), None),
        "state_not_served"
    );
    let here = value(json!([]), json!(["r1"]), true);
    assert_eq!(on(&here, Some("r1")), "");
    assert_eq!(on(&here, Some("r2")), "rooftop_not_served");
    assert_eq!(on(&here, None), "not_known");
    assert_eq!(
        on(&value(json!(["ID"]), json!([]), false), None),
        "not_active state_not_served"
    );
}

#[test]
fn reasons_read_as_sentences() {
    let item = with_plan(0, json!({"odometer_to": 60000, "age_to": 1}));
    let inputs = deal(with(
        "/vehicle",
        json!({"condition": "used", "model_year": 2019, "odometer": 71250}),
    ));
    let subject = Subject {
        deal: &inputs,
        vehicle: &VehicleFacts::default(),
        rooftop: None,
    };
    let reasons = eligible(&item, &item.plans[0], &subject);
    let said: Vec<&str> = reasons.iter().map(|reason| reason.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "the vehicle is 7 years old, over 1 year",
            "the vehicle has 71,250 miles, over 60,000"
        ]
    );
    assert_eq!(reasons[1].value.as_deref(), Some("71250"));
    assert_eq!(reasons[1].limit.as_deref(), Some("60000"));
}
