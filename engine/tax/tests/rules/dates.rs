//! Rules of an invented jurisdiction that go by the contract, the delivery or the title application.

use super::borders::{at_date, due, texts, warned};
use crate::{Fault, assess, json};

fn dated(date: &str, dates: &str, rest: &str) -> super::Worked {
    at_date("XE", date, &format!(r#","dates":{{{dates}}}{rest}"#))
}

#[test]
fn the_files_own_date_decides_unless_a_rule_names_another() {
    // Delivered on the last day of 5 % or the first of 6 %, whatever the sale's date; 20,000.
    let first = dated("2026-06-30", r#""delivery":"2026-07-01""#, "");
    assert_eq!(due(&first), texts("1200.00", "0.00"));
    let last = dated("2026-07-01", r#""delivery":"2026-06-30""#, "");
    assert_eq!(due(&last), texts("1000.00", "0.00"));
    // Where no delivery is given it is the sale's date, and the other dates do not matter to the rate.
    let plain = dated(
        "2026-06-30",
        r#""contract":"2026-07-01","titling":"2026-07-09""#,
        "",
    );
    assert_eq!(due(&plain), texts("1000.00", "0.00"));
    // The fee goes by the date of the sale although the file goes by the delivery.
    assert_eq!(
        first.explanation.fees[0].amount.map(|fee| fee.get()),
        Some(1000)
    );
    assert_eq!(
        last.explanation.fees[0].amount.map(|fee| fee.get()),
        Some(1100)
    );
}

#[test]
fn each_rule_goes_by_its_own_date_in_one_sale() {
    let trade = r#","trades":[{"allowance":"8000.00"}]"#;
    // Old contract, new rate: 20,000 − 5,000 = 15,000 × 6 %.
    let old = dated(
        "2026-07-15",
        r#""contract":"2026-06-30","delivery":"2026-07-01""#,
        trade,
    );
    assert_eq!(due(&old), texts("900.00", "0.00"));
    // New contract, delivered before: 20,000 − 6,000 = 14,000 × 5 %.
    let new = dated(
        "2026-07-15",
        r#""contract":"2026-07-01","delivery":"2026-06-30""#,
        trade,
    );
    assert_eq!(due(&new), texts("700.00", "0.00"));
}

#[test]
fn a_leases_method_is_that_of_its_contract() {
    let lease = r#","kind":"lease","lease":{"term_months":36,"base_payment":"400.00"}"#;
    // 6 % of 400 = 24.00 a payment by the old method; 6 % of 14,400 = 864.00 at once by the new.
    let old = dated("2026-07-01", r#""contract":"2026-06-30""#, lease);
    assert_eq!(old.figures.totals.per_payment.to_text(), "24.00");
    let new = dated("2026-07-01", r#""contract":"2026-07-01""#, lease);
    assert_eq!(new.figures.totals.at_signing.to_text(), "864.00");
}

#[test]
fn the_days_of_a_credit_are_counted_to_its_own_date() {
    let paid = r#","tax_paid_elsewhere":[{"state":"TX","amount":"100.00","date":"2026-03-03"}]"#;
    // To 2026-06-01 it is 90 days (28 + 30 + 31 + 1), to the next day 91.
    let in_time = dated("2026-05-01", r#""titling":"2026-06-01""#, paid);
    assert_eq!(due(&in_time), texts("900.00", "100.00"));
    let late = dated("2026-05-01", r#""titling":"2026-06-02""#, paid);
    assert_eq!(due(&late), texts("1000.00", "0.00"));
    assert!(warned(&late, "credit_refused"));
}

/// Faults of a date; the invented state's own is left out.
fn faults(state: &str, date: &str, dates: &str) -> Vec<(String, String)> {
    let text = format!(
        r#"{{"date":"{date}","registration":{{"state":"{state}"}},"price":"1.00","dates":{{{dates}}}}}"#
    );
    let sale = json::parse(&text).expect("a sale");
    let named = |fault: Fault| (fault.pointer, fault.code.into_owned());
    let found = assess(&sale).expect_err("no state has this code");
    let of_dates = found.into_iter().map(named);
    of_dates
        .filter(|(pointer, _)| pointer != "/registration/state")
        .collect()
}

#[test]
fn a_date_that_the_law_goes_by_and_its_rules_do_not_reach_is_a_fault() {
    assert_eq!(
        faults(
            "XE",
            "2026-01-01",
            r#""contract":"2024-12-31","delivery":"2028-01-01","titling":"2027-12-31""#
        ),
        [
            texts("/dates/contract", "date_before_rules"),
            texts("/dates/delivery", "date_after_rules")
        ]
    );
    // A law that goes by the date of the sale alone does not ask for the others.
    assert_eq!(faults("XB", "2026-01-01", r#""contract":"2024-12-31""#), []);
    assert_eq!(
        faults("XB", "2028-01-01", ""),
        [texts("/date", "date_after_rules")]
    );
}

#[test]
fn a_selling_state_whose_rules_do_not_reach_a_date_is_not_guessed() {
    let reached = at_date(
        "XB",
        "2026-06-01",
        r#","dealer":{"state":"XE"},"dates":{"delivery":"2027-12-31"}"#,
    );
    // 6 % of 20,000 there; XB's 6.5 % less 6 % is 100.00, its least, and the flat 20.
    assert_eq!(due(&reached), texts("1320.00", "1200.00"));
    let beyond = at_date(
        "XB",
        "2026-06-01",
        r#","dealer":{"state":"XE"},"dates":{"delivery":"2028-01-01"}"#,
    );
    assert!(warned(&beyond, "selling_state_unknown"));
    assert_eq!(due(&beyond), texts("1320.00", "0.00"));
}
