//! Mechanisms that no rule file uses yet, tried on an invented jurisdiction.

use super::{Desk, Worked, work_under};
use crate::rules::Jurisdiction;
use crate::{Fault, Totals, json};

pub(super) mod invented {
    use money::{Cents, Rounding};

    use crate::days::By;
    use crate::rules::*;
    use crate::{AnswerKind, LeaseMethod, Level, PartKind, Text};

    include!(concat!(env!("OUT_DIR"), "/test_rules.rs"));
}

/// The invented jurisdictions, sorted by their codes.
pub fn invented_laws() -> &'static [&'static Jurisdiction] {
    invented::JURISDICTIONS
}

fn law() -> &'static Jurisdiction {
    invented::JURISDICTIONS[0]
}

fn worked(sale: &str) -> Result<Worked, Vec<Fault>> {
    let sale = json::parse(sale).expect("a sale");
    work_under(law(), &sale, Desk::new(true))
}

fn totals(rest: &str) -> Totals {
    let sale = format!(r#"{{"date":"2026-06-01","registration":{{"state":"XA"}},{rest}}}"#);
    worked(&sale)
        .map_err(|faults| format!("{faults:?}"))
        .expect("figures")
        .figures
        .totals
}

fn due(rest: &str) -> String {
    totals(rest).due.to_text()
}

#[test]
fn a_tier_is_picked_by_the_price_before_the_trade_and_applied_after_it() {
    // 50,000 − 10,000 = 40,000 at 6 %; one cent more before the trade and it is 7 % and $10.
    assert_eq!(
        due(r#""price":"50000.00","trades":[{"allowance":"10000.00"}]"#),
        "2400.00"
    );
    assert_eq!(
        due(r#""price":"50000.01","trades":[{"allowance":"10000.00"}]"#),
        "2810.00"
    );
    // The lowest tier is a flat amount.
    assert_eq!(due(r#""price":"1000.00""#), "10.00");
    // 7 % of 60,000 and $10 would be 4,210: the maximum holds.
    assert_eq!(due(r#""price":"60000.00""#), "4000.00");
}

#[test]
fn a_flat_amount_stands_in_for_the_rate_of_an_old_vehicle() {
    assert_eq!(
        due(r#""price":"20000.00","vehicle":{"model_year":2001}"#),
        "150.00"
    );
    assert_eq!(
        due(r#""price":"20000.00","vehicle":{"model_year":2002}"#),
        "1200.00"
    );
}

#[test]
fn a_deduction_has_its_limit_of_the_year_over_all_trades() {
    // 30,000 − 10,000 (of 12,000) = 20,000 × 6 %.
    let two = r#""price":"30000.00","trades":[{"allowance":"7000.00"},{"allowance":"5000.00"}]"#;
    assert_eq!(due(two), "1200.00");
    let in_2025 = format!(r#"{{"date":"2025-12-31","registration":{{"state":"XA"}},{two}}}"#);
    let before = worked(&in_2025)
        .map_err(|faults| format!("{faults:?}"))
        .expect("figures");
    // 30,000 − 9,000 = 21,000 × 6 %.
    assert_eq!(before.figures.totals.due.to_text(), "1260.00");
    let left: Vec<String> = before
        .explanation
        .left_out
        .iter()
        .map(|part| part.amount.to_text())
        .collect();
    assert_eq!(left, ["3000.00"]);
}

#[test]
fn a_trade_counts_only_when_titled_here_owned_by_the_buyer_and_of_the_class() {
    let with = |field: &str| {
        due(&format!(
            r#""price":"30000.00","trades":[{{"allowance":"5000.00",{field}}}]"#
        ))
    };
    assert_eq!(with(r#""titled_in":"TX""#), "1800.00");
    assert_eq!(with(r#""owned_by_buyer":false"#), "1800.00");
    assert_eq!(with(r#""class":"trailer""#), "1800.00");
    assert_eq!(with(r#""owned_by_buyer":true"#), "1500.00");
}

#[test]
fn a_share_of_a_product_is_counted() {
    // 20,000 + half of 2,000 = 21,000 × 6 %.
    assert_eq!(
        due(r#""price":"20000.00","products":[{"kind":"service_contract","price":"2000.00"}]"#),
        "1260.00"
    );
}

#[test]
fn an_answer_carries_an_amount_while_its_conditions_hold() {
    let sold = |days: u32, declined: bool| {
        due(&format!(
            r#""price":"30000.00","answers":{{"sold_privately_for":"4000.00","days_since_private_sale":{days},"declined":{declined}}}"#
        ))
    };
    assert_eq!(sold(10, false), "1560.00");
    assert_eq!(sold(0, false), "1800.00");
    assert_eq!(sold(10, true), "1800.00");
}

#[test]
fn a_guide_value_bounds_the_price_on_both_sides() {
    let used = |price: &str| {
        due(&format!(
            r#""price":"{price}","vehicle":{{"condition":"used","model_year":2020,"book_value":"20000.00"}}"#
        ))
    };
    assert_eq!(used("10000.00"), "960.00");
    assert_eq!(used("18000.00"), "1080.00");
    assert_eq!(used("30000.00"), "1440.00");
}

#[test]
fn a_lease_has_a_default_method_and_an_alternative() {
    let lease = |method: &str| {
        totals(&format!(
            r#""kind":"lease","price":"40000.00","lease":{{"term_months":36,"base_payment":"400.00","gross_cap_cost":"41000.00","cap_reduction":{{"cash":"1000.00","trade":"3000.00","rebate":"500.00"}},"method":{method}}}"#
        ))
    };
    // 41,000 − 3,000 − 500 = 37,500 × 5 %.
    assert_eq!(lease("null").at_signing.to_text(), "1875.00");
    // 14,400 + 4,500 = 18,900 × 5 %.
    assert_eq!(
        lease("\"total_of_payments\"").at_signing.to_text(),
        "945.00"
    );
}

#[test]
fn a_method_that_the_law_does_not_offer_is_a_fault() {
    let faults = worked(
        r#"{"date":"2026-06-01","kind":"lease","registration":{"state":"XA"},"price":"1.00","lease":{"term_months":36,"method":"less_residual"}}"#,
    );
    let pointers: Vec<String> = match faults {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.pointer).collect(),
    };
    assert_eq!(pointers, ["/lease/method"]);
}

#[test]
fn every_field_that_the_law_needs_is_asked_for() {
    let faults = worked(
        r#"{"date":"2026-06-01","registration":{"state":"XA"},"price":"1.00","vehicle":{"condition":"used","class":"heavy_truck"}}"#,
    );
    let mut pointers: Vec<String> = match faults {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.pointer).collect(),
    };
    pointers.sort();
    assert_eq!(
        pointers,
        ["/vehicle/gross_weight_lb", "/vehicle/model_year"]
    );
}

#[test]
fn an_excepted_state_earns_no_credit() {
    let paid = |state: &str| {
        totals(&format!(
            r#""price":"20000.00","tax_paid_elsewhere":[{{"state":"{state}","amount":"500.00"}}]"#
        ))
    };
    assert_eq!(paid("MS").credit.to_text(), "0.00");
    assert_eq!(paid("AL").credit.to_text(), "500.00");
}

#[test]
fn a_percentage_limits_the_doc_fee() {
    let told = |fee: &str| {
        let sale = format!(
            r#"{{"date":"2026-06-01","registration":{{"state":"XA"}},"price":"20000.00","doc_fee":"{fee}"}}"#
        );
        let found = worked(&sale)
            .map_err(|faults| format!("{faults:?}"))
            .expect("figures");
        found
            .warnings
            .iter()
            .any(|one| one.code == "doc_fee_over_cap")
    };
    assert!(!told("200.00"));
    assert!(told("200.01"));
}
