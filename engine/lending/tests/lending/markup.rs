//! Caps on markup and finance charge: the stricter wins, both are named, nothing is lowered silently.

use crate::desks::{Desk, date, lender, money, rate, read, row};
use lending::caps::{Most, add_on_charge, all_state_limits, finance_charge, state_limits};
use lending::{Lender, MarkupLimits, Reason, Verdict};
use tax::{Condition, VehicleClass};

fn text(lender: &Lender, state: &str, term: u32, markup: &str) -> String {
    let on = date("2026-11-21");
    let limits = MarkupLimits::of(lender, None, state, on, term, VehicleClass::Passenger);
    match limits.check(rate(markup), lender, term) {
        Ok(()) => String::new(),
        Err(reason) => reason.to_string(),
    }
}

#[test]
fn both_limits_are_named() {
    assert_eq!(
        text(&lender(), "CA", 72, "0.0225"),
        "Markup 2.25 is over 2.00, the limit of Northbank at 72 months. California allows 2.00."
    );
    // The lender's 2.5 at 60 months is California's as well; a looser lender leaves it to the state.
    let loose = Lender {
        markup_caps: read(r#"[{"points": "0.03"}]"#),
        ..lender()
    };
    assert_eq!(
        text(&loose, "CA", 61, "0.0225"),
        "Markup 2.25 is over 2.00, the limit of California at 61 months. Northbank allows 3.00."
    );
    assert_eq!(
        text(&lender(), "MT", 72, "0.0225"),
        "Markup 2.25 is over 2.00, the limit of Northbank at 72 months."
    );
    let free = Lender {
        markup_caps: Vec::new(),
        ..lender()
    };
    assert_eq!(
        text(&free, "CA", 60, "0.0255"),
        "Markup 2.55 is over 2.50, the limit of California at 60 months. Northbank sets no limit of its own."
    );
    assert_eq!(text(&free, "MT", 60, "0.0255"), "");
}

#[test]
fn california_changes_after_sixty_months() {
    // Cal. Civ. Code § 2982.10(a): 2.5 to 60 monthly payments, 2 above.
    let limits = state_limits("CA").expect("California");
    let points = |term, class| {
        limits
            .markup(date("2026-11-21"), term, class)
            .map(|(points, _)| points)
    };
    assert_eq!(points(60, VehicleClass::Passenger), Some(rate("0.025")));
    assert_eq!(points(61, VehicleClass::Passenger), Some(rate("0.02")));
    // (b)(4): not for motorcycles; and operative since 1 July 2006.
    assert_eq!(points(72, VehicleClass::Motorcycle), None);
    let before = limits.markup(date("2006-06-30"), 72, VehicleClass::Passenger);
    assert!(before.is_none());
    assert_eq!(text(&lender(), "CA", 60, "0.025"), "");
    assert!(!text(&lender(), "CA", 60, "0.02500001").is_empty());
}

#[test]
fn only_what_was_read_refuses() {
    for limits in all_state_limits() {
        for law in limits.markups {
            assert!(
                !law.verified || law.source.starts_with("https://"),
                "{}",
                limits.name
            );
        }
        for law in limits.ceilings {
            assert!(
                !law.verified || law.source.starts_with("https://"),
                "{}",
                limits.name
            );
            assert!(!law.citation.is_empty());
        }
    }
}

#[test]
fn ceilings_by_condition_and_age() {
    let most = |state: &str, condition, age| {
        let law = state_limits(state)?.ceiling(date("2026-11-21"))?;
        law.most(condition, age)
    };
    // Fla. Stat. § 520.08(1): new of the year 10, older new and used to 2 years 11, to 4 years 15, else 17.
    let florida = |condition, age| most("FL", condition, Some(age));
    assert_eq!(florida(Condition::New, 0), Some(Most::AddOn(rate("0.10"))));
    assert_eq!(florida(Condition::New, 1), Some(Most::AddOn(rate("0.11"))));
    assert_eq!(florida(Condition::Used, 2), Some(Most::AddOn(rate("0.11"))));
    assert_eq!(florida(Condition::Used, 4), Some(Most::AddOn(rate("0.15"))));
    assert_eq!(florida(Condition::Used, 5), Some(Most::AddOn(rate("0.17"))));
    // Conn. Gen. Stat. § 36a-772(a)(3): 15, 17, 19; new vehicles whatever their age.
    assert_eq!(
        most("CT", Condition::New, None),
        Some(Most::Rate(rate("0.15")))
    );
    assert_eq!(
        most("CT", Condition::Used, Some(2)),
        Some(Most::Rate(rate("0.17")))
    );
    assert_eq!(
        most("CT", Condition::Used, Some(3)),
        Some(Most::Rate(rate("0.19")))
    );
    assert_eq!(most("CT", Condition::Used, None), None);
    assert_eq!(most("MT", Condition::Used, Some(3)), None);
}

#[test]
fn an_add_on_charge() {
    // 17 dollars × 65.2435 hundreds × 3.5 years = 3,881.98825.
    assert_eq!(
        add_on_charge(money("6524.35"), rate("0.17"), 42),
        money("3881.99")
    );
    let finance = read(r#"{"term_months": 60, "sell_rate": "0.0699"}"#);
    let plan = desk::plan::Plan::of(date("2026-11-21"), &finance, None);
    // 25,000 at 6.99 over 60: 4,694.78 by the standard's schedule.
    assert_eq!(finance_charge(money("25000.00"), &plan), money("4694.78"));
}

#[test]
fn a_scan_refuses_a_markup_over_the_cap_and_never_lowers_it() {
    let mut desk = Desk::retail(row());
    desk.wish.markup = rate("0.0225");
    let offer = desk.offer();
    assert_eq!(offer.verdict, Verdict::DoesNotFit);
    assert_eq!(offer.markup_to, Some(rate("0.02")));
    assert!(offer.terms.is_none());
    assert_eq!(
        desk.reasons(),
        ["Markup 2.25 is over 2.00, the limit of Northbank at 72 months."]
    );
    desk.wish.markup = rate("0.02");
    let terms = desk.offer().terms.expect("terms");
    assert_eq!(terms.sell_rate, rate("0.0799"));
}

#[test]
fn the_row_has_a_limit_of_its_own() {
    let mut row = row();
    row.markup_to = Some(rate("0.0125"));
    let mut desk = Desk::retail(row);
    desk.wish.markup = rate("0.015");
    assert_eq!(
        desk.reasons(),
        ["Markup 1.50 is over 1.25, the limit of Northbank at 72 months."]
    );
}

/// The same sale by a dealer of another state, delivered and titled in Montana.
fn of_dealer(state: &str) -> Desk {
    let mut desk = Desk::retail(row());
    desk.deal.places = read(&format!(
        r#"{{"registration": {{"state": "MT"}}, "buyer": {{"state": "MT"}},
             "dealer": {{"state": "{state}"}}, "delivery": {{"state": "MT"}}}}"#
    ));
    desk
}

#[test]
fn the_reserve_keeps_to_californias_amount() {
    // § 2982.10(a) limits what the dealer gets to the finance charge of the amount at 2 %: on
    // 32,450.75 over 72 months, payments of 478.66 and a charge by schedule of 2,013.04. The whole difference
    // between 5.99 and 7.99 is (568.81 − 537.65) × 72 = 2,243.52; three quarters of it 1,682.64.
    let mut desk = of_dealer("CA");
    desk.wish.markup = rate("0.02");
    let offer = desk.offer();
    let terms = offer.terms.expect("terms");
    assert_eq!(terms.amount_financed, money("32450.75"));
    assert_eq!(terms.reserve, money("1682.64"));
    desk.lenders[0].reserve.share = None;
    let offer = desk.offer();
    let [Reason::ReserveOver { reserve, most, .. }] = offer.reasons.as_slice() else {
        panic!("{:?}", offer.reasons);
    };
    assert_eq!((*reserve, *most), (money("2243.52"), money("2013.04")));
    // A flat is no part of the finance charge.
    desk.lenders[0].reserve = read(r#"{"method": "flat", "amount": "2500.00"}"#);
    assert_eq!(desk.offer().verdict, Verdict::Fits);
}

#[test]
fn a_ceiling_that_was_read_refuses_and_one_that_was_not_warns() {
    // Connecticut, used, three years old: 19 %.
    let mut desk = of_dealer("CT");
    desk.programmes[0].rows[0].buy_rate = rate("0.195");
    assert_eq!(
        desk.reasons(),
        ["rate 19.5 % is over 19 %, the limit of Connecticut (Conn. Gen. Stat. § 36a-772(a)(3))"]
    );
    desk.programmes[0].rows[0].buy_rate = rate("0.19");
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    // Without the model year nobody can say.
    desk.deal.vehicle.model_year = None;
    assert_eq!(desk.reasons(), ["not known: needs the model year"]);
    // Florida, used, three years old: 15 dollars per 100 a year on 32,450.75 over 72 months are
    // 29,205.675; at 24.4 % 72 payments of 862.22 bear 29,629.09, by schedule 29,629.41;
    // at 24.1 % it is 29,202.26.
    let mut desk = of_dealer("FL");
    desk.programmes[0].rows[0].buy_rate = rate("0.244");
    let offer = desk.offer();
    let [Reason::ChargeOver { charge, most, .. }] = offer.reasons.as_slice() else {
        panic!("{:?}", offer.reasons);
    };
    assert_eq!((*charge, *most), (money("29629.41"), money("29205.68")));
    desk.programmes[0].rows[0].buy_rate = rate("0.241");
    assert_eq!(desk.offer().verdict, Verdict::Fits);
    // Maryland's 24 % was recalled, not read.
    let mut desk = of_dealer("MD");
    desk.programmes[0].rows[0].buy_rate = rate("0.25");
    let offer = desk.offer();
    assert_eq!(offer.verdict, Verdict::Fits);
    assert_eq!(
        offer.cautions[0].to_string(),
        "rate 25 % is over 24 %, the limit of Maryland (Md. Code, Com. Law § 12-609)"
    );
}
