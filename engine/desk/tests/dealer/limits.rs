//! A deal held to limits, by hand from the deal of Pinellas County.

use crate::common::{money, pinellas, pinellas_lease, rate};
use desk::{Breach, Deal, LimitCode, Limits, LimitsAsk, breaches, figures, held_to, json};
use money::{Cents, Rate};

fn limits(text: &str) -> Limits {
    serde_json::from_str(text).expect("the limits read")
}

fn beyond(deal: &Deal, limits: &Limits) -> Vec<Breach> {
    breaches(deal, &figures(deal).expect("figures"), limits)
}

/// Off MSRP: 42,645 - 41,000 = 1,645.00, which is 3.857427599… % of it. Front 2,198.00, total 5,402.10. Given over
/// the trade's worth: 900.00. Markup: 6.49 - 5.24 = 1.25 points. 41,017.77 of 40,600.00 is 101.0289901… %.
const AT: &str = r#"{"discount": "1645.00", "discount_share": "0.03857428", "front_gross": "2198.00",
    "total_gross": "5402.10", "over_allowance": "900.00", "markup": "0.0125", "term_months": 72, "ltv": "1.01028991"}"#;
const INSIDE: &str = r#"{"discount": "1644.99", "discount_share": "0.03857427", "front_gross": "2198.01",
    "total_gross": "5402.11", "over_allowance": "899.99", "markup": "0.0124", "term_months": 66, "ltv": "1.0102"}"#;

#[test]
fn at_the_limit_is_within_it() {
    assert_eq!(beyond(&pinellas(), &limits(AT)), []);
    assert_eq!(beyond(&pinellas(), &Limits::default()), []);
}

#[test]
fn every_limit_that_a_deal_is_beyond_is_named() {
    let breach = |code, pointer: &str, figure: &str, limit: &str, confidential| Breach {
        code,
        pointer: pointer.into(),
        figure: Some(figure.into()),
        limit: Some(limit.into()),
        confidential,
    };
    assert_eq!(
        beyond(&pinellas(), &limits(INSIDE)),
        [
            breach(
                LimitCode::Discount,
                "/selling_price",
                "1645.00",
                "1644.99",
                false
            ),
            breach(
                LimitCode::DiscountShare,
                "/selling_price",
                "0.03857428",
                "0.03857427",
                false
            ),
            breach(
                LimitCode::FrontGross,
                "/selling_price",
                "2198.00",
                "2198.01",
                true
            ),
            breach(
                LimitCode::TotalGross,
                "/selling_price",
                "5402.10",
                "5402.11",
                true
            ),
            breach(
                LimitCode::OverAllowance,
                "/trades/0/allowance",
                "900.00",
                "899.99",
                true
            ),
            breach(
                LimitCode::Markup,
                "/finance/sell_rate",
                "0.0125",
                "0.0124",
                true
            ),
            breach(
                LimitCode::TermMonths,
                "/finance/term_months",
                "72",
                "66",
                false
            ),
            breach(LimitCode::Ltv, "/cash_down", "1.01028991", "1.0102", false),
        ]
    );
}

/// Capitalized 41,000 + 714 + 899 + 695 less 3,281.56 and 1,000 = 39,026.44; of 40,600.00 that is 96.1242… %.
#[test]
fn a_lease_is_held_by_its_factor_and_its_cost() {
    let mut deal = pinellas_lease();
    let terms = deal.lease.as_mut().expect("a lease");
    terms.buy_money_factor = Some(rate("0.0015"));
    let of_lease =
        limits(r#"{"factor_markup": "0.0004", "markup": "0", "term_months": 24, "ltv": "0.96"}"#);
    let codes = |found: &[Breach]| -> Vec<(LimitCode, String)> {
        let told = |one: &Breach| (one.code, one.figure.clone().unwrap_or_default());
        found.iter().map(told).collect()
    };
    assert_eq!(
        codes(&beyond(&deal, &of_lease)),
        [
            (LimitCode::FactorMarkup, "0.00045".into()),
            (LimitCode::TermMonths, "36".into()),
            // 39,026.44 / 40,600 = 0.961242364…
            (LimitCode::Ltv, "0.96124237".into()),
        ]
    );
}

/// What nobody knows is within no limit: the missing fact is named in place of a figure.
#[test]
fn an_unknown_figure_is_beyond_its_limit() {
    let mut deal = pinellas();
    deal.vehicle_cost = None;
    deal.trades[0].acv = None;
    deal.vehicle.book_value = None;
    deal.vehicle.msrp = None;
    let found = beyond(&deal, &limits(AT));
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.code, one.pointer.as_str(), one.figure.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (LimitCode::FrontGross, "/vehicle_cost", None),
            (LimitCode::TotalGross, "/vehicle_cost", None),
            (LimitCode::OverAllowance, "/trades/0/acv", None),
            (LimitCode::Ltv, "/vehicle/book_value", None),
        ]
    );
    // Without a trade nothing is given over its worth, and a deal that is paid lends nothing.
    deal.trades.clear();
    deal.cash_down = money("60000.00");
    let found = beyond(&deal, &limits(AT));
    assert_eq!(found.len(), 2);
}

#[test]
fn who_has_several_roles_has_the_looser_of_their_limits() {
    let one = limits(AT);
    let other = limits(
        r#"{"discount": "2000.00", "front_gross": "-500.00", "markup": "0.01", "ltv": "1.2"}"#,
    );
    let both = limits(
        r#"{"discount": "2000.00", "front_gross": "-500.00", "markup": "0.0125", "ltv": "1.2"}"#,
    );
    assert_eq!(one.loosest(other), both);
    assert_eq!(other.loosest(one), both);
    assert_eq!(one.loosest(Limits::default()), Limits::default());
}

#[test]
fn faults_of_deal_and_limits_come_at_once() {
    let ask = LimitsAsk {
        deal: Deal {
            cash_down: money("-1.00"),
            ..pinellas()
        },
        limits: Limits {
            discount: Some(money("-1.00")),
            front_gross: Some(-Cents::LIMIT),
            markup: Some(Rate::new(Rate::SCALE + 1)),
            term_months: Some(121),
            ..Limits::default()
        },
    };
    let faults = held_to(&ask).expect_err("faults");
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/deal/cash_down",
            "/limits/discount",
            "/limits/markup",
            "/limits/term_months",
        ]
    );
    let own = ask.limits.check().expect_err("faults");
    assert_eq!(own[0].pointer, "/discount");
}

/// The door writes what serde writes of the same.
#[test]
fn the_door_gives_the_same() {
    let ask = LimitsAsk {
        deal: pinellas(),
        limits: limits(INSIDE),
    };
    let text = serde_json::to_string(&ask).expect("text");
    let ok = serde_json::to_string(&held_to(&ask).expect("breaches")).expect("text");
    assert_eq!(json::limits(&text), format!(r#"{{"ok":{ok}}}"#));
    assert_eq!(
        json::limits(&text.replace("term_months\":66", "term_months\":\"66\"")),
        r#"{"faults":[{"pointer":"/limits/term_months","code":"wrong_type","detail":"must be a whole number from 0 to 4294967295"}]}"#
    );
}

/// The loan is at 6.49 % and its APR too: an eighth of a point either way still stands.
#[test]
fn an_apr_is_held_to_the_deals() {
    let ask = |apr: &str| {
        let deal = serde_json::to_string(&pinellas()).expect("text");
        json::verify_apr(&format!(r#"{{"deal":{deal},"apr":"{apr}"}}"#))
    };
    assert!(ask("0.0649").starts_with(r#"{"ok":{"apr":"0.0649","apr_exact":"0.06"#));
    assert!(ask("0.0661").starts_with(r#"{"ok":"#));
    let refused = ask("0.0663");
    assert!(
        refused.starts_with(r#"{"faults":[{"pointer":"/apr","code":"out_of_tolerance""#),
        "{refused}"
    );
    let faulty = serde_json::to_string(&Deal {
        cash_down: money("-1.00"),
        ..pinellas()
    });
    let refused = json::verify_apr(&format!(
        r#"{{"deal":{},"apr":"0.0649"}}"#,
        faulty.expect("text")
    ));
    assert!(
        refused.starts_with(r#"{"faults":[{"pointer":"/deal/cash_down""#),
        "{refused}"
    );
}
