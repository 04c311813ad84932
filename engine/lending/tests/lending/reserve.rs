//! Reserve plans against the standard: 32,450.75 over 72 months, bought at 5.99 and sold at 7.49.

use crate::desks::{date, money, rate, read};
use desk::plan::Plan;
use lending::{Chargeback, Contract, DayBase, ReservePlan};

fn repaid(months: u32, sell_rate: &str) -> Plan {
    let finance = read(&format!(
        r#"{{"term_months": {months}, "sell_rate": "{sell_rate}"}}"#
    ));
    Plan::of(date("2026-11-21"), &finance, None)
}

fn contract() -> Contract {
    Contract {
        amount_financed: money("32450.75"),
        buy_rate: rate("0.0599"),
        plan: repaid(72, "0.0749"),
    }
}

fn reserve(plan: &str) -> String {
    read::<ReservePlan>(plan).reserve(&contract()).to_text()
}

#[test]
fn interest_difference() {
    // Payments 560.92 and 537.65: 23.27 × 72 = 1,675.44; three quarters of it 1,256.58.
    assert_eq!(reserve(r#"{"method": "interest_difference"}"#), "1675.44");
    assert_eq!(
        reserve(r#"{"method": "interest_difference", "share": "0.75"}"#),
        "1256.58"
    );
}

#[test]
fn present_value_at_the_buy_rate() {
    // 72 payments of 560.92 are worth 33,855.28 at 5.99: 1,404.53 over the amount; 75 % = 1,053.40.
    assert_eq!(reserve(r#"{"method": "present_value"}"#), "1404.53");
    assert_eq!(
        reserve(r#"{"method": "present_value", "share": "0.75"}"#),
        "1053.40"
    );
}

#[test]
fn percent_and_flat() {
    // 2 % of 32,450.75 = 649.015, halves up.
    assert_eq!(
        reserve(r#"{"method": "percent", "percent": "0.02"}"#),
        "649.02"
    );
    assert_eq!(
        reserve(r#"{"method": "flat", "amount": "350.00"}"#),
        "350.00"
    );
}

#[test]
fn minimum_and_maximum() {
    assert_eq!(
        reserve(r#"{"method": "percent", "percent": "0.02", "minimum": "700.00"}"#),
        "700.00"
    );
    assert_eq!(
        reserve(r#"{"method": "percent", "percent": "0.02", "maximum": "600.00"}"#),
        "600.00"
    );
    assert_eq!(
        reserve(
            r#"{"method": "percent", "percent": "0.02", "minimum": "100.00", "maximum": "900.00"}"#
        ),
        "649.02"
    );
}

#[test]
fn split_above_one_point() {
    // At 6.99 the payment is 553.10: (553.10 − 537.65) × 72 = 1,112.40, of which 75 % = 834.30;
    // the rest 1,675.44 − 1,112.40 = 563.04, of which 50 % = 281.52. Together 1,115.82.
    assert_eq!(
        reserve(
            r#"{"method": "interest_difference", "share": "0.75",
                "split": {"over": "0.01", "share": "0.50"}}"#
        ),
        "1115.82"
    );
    // A spread inside the first part is shared by the plan alone.
    assert_eq!(
        reserve(
            r#"{"method": "interest_difference", "share": "0.75",
                "split": {"over": "0.015", "share": "0.50"}}"#
        ),
        "1256.58"
    );
}

#[test]
fn nothing_below_the_buy_rate_or_without_an_amount() {
    let plan: ReservePlan = read(r#"{"method": "percent", "percent": "0.02"}"#);
    let below = Contract {
        plan: repaid(72, "0.0499"),
        ..contract()
    };
    assert!(plan.reserve(&below).is_zero());
    let empty = Contract {
        amount_financed: money("0.00"),
        ..contract()
    };
    assert!(plan.reserve(&empty).is_zero());
}

#[test]
fn chargeback_inside_its_window() {
    let whole: Chargeback = read(r#"{"within_days": 90}"#);
    assert_eq!(whole.taken(money("1256.58"), 90, 2, 72), money("1256.58"));
    assert!(whole.taken(money("1256.58"), 91, 3, 72).is_zero());
    // 69 of 72 months are unearned: 1,256.58 × 69 / 72 = 1,204.2225.
    let part: Chargeback = read(r#"{"within_days": 120, "takes": "unearned"}"#);
    assert_eq!(part.taken(money("1256.58"), 100, 3, 72), money("1204.22"));
    assert!(part.taken(money("0.00"), 10, 0, 72).is_zero());
}

#[test]
fn a_day_of_interest() {
    // 18,250 × 8.5 % / 365 = 4.25; over 360 days 4.3090….
    let balance = money("18250.00");
    let at = rate("0.085");
    assert_eq!(DayBase::Days365.per_diem(balance, at), money("4.25"));
    assert_eq!(DayBase::Days360.per_diem(balance, at), money("4.31"));
    assert_eq!(read::<DayBase>("\"360\""), DayBase::Days360);
}

#[test]
fn a_plan_that_names_no_field_of_its_own_is_refused() {
    let unknown = serde_json::from_str::<ReservePlan>(r#"{"method": "flat", "ammount": "1.00"}"#);
    assert!(unknown.is_err());
}
