//! Places, caps on all receipts of a lease, taxes passed on and units, tried on invented jurisdictions.

use super::mechanisms::invented;
use super::{Desk, Worked, work_under};
use crate::{Due, Fault, json};

pub(super) fn worked(state: &str, sale: &str) -> Result<Worked, Vec<Fault>> {
    let law = invented::JURISDICTIONS
        .iter()
        .find(|law| law.state == state)
        .expect("an invented jurisdiction");
    let sale = json::parse(sale).expect("a sale");
    work_under(law, &sale, Desk::new(true))
}

pub(super) fn found(state: &str, registration: &str, rest: &str) -> Worked {
    let sale = format!(
        r#"{{"date":"2026-06-01","registration":{{"state":"{state}",{registration}}},{rest}}}"#
    );
    worked(state, &sale)
        .map_err(|faults| format!("{faults:?}"))
        .expect("figures")
}

fn warned(worked: &Worked, code: &str) -> Vec<String> {
    let one = worked.warnings.iter().find(|warning| warning.code == code);
    let one = one.unwrap_or_else(|| panic!("no {code} among {:?}", worked.warnings));
    one.candidates.iter().map(ToString::to_string).collect()
}

/// Code, amount, number of payments and first payment of every line due with a payment.
fn payments(worked: &Worked) -> Vec<(String, String, Option<u32>, Option<u32>)> {
    let lines = worked.lines.iter().filter(|line| line.due == Due::Payment);
    lines
        .map(|line| {
            let amount = line.amount.to_text();
            (
                line.code.to_string(),
                amount,
                line.payments,
                line.from_payment,
            )
        })
        .collect()
}

const IN_MILL_OF_ASH: &str = r#""county":"Ash","city":"Mill""#;

#[test]
fn a_chain_of_city_county_and_two_districts_is_followed_and_the_shared_links_are_the_dealers() {
    // State 30,000 × 4 % = 1,200. Mill 3.75 % = 1,125, Ash 0.75 % = 225, Rail 1 % = 300, Culture 0.1 % = 30.
    // The dealer in Birch lies in the Rail District too, so it collects 1,200 + 300 and the 20 of its county.
    let sold = found(
        "XP",
        IN_MILL_OF_ASH,
        r#""price":"30000.00","dealer":{"state":"XP","county":"Birch County","city":"Mill"}"#,
    );
    assert_eq!(sold.figures.totals.state.to_text(), "1200.00");
    assert_eq!(sold.figures.totals.local.to_text(), "1700.00");
    assert_eq!(sold.figures.collected_by_dealer.to_text(), "1520.00");
    assert_eq!(sold.figures.due_at_registration.to_text(), "1380.00");
    // In the same city all of it is the dealer's; Ash has no dollars a vehicle.
    let near = found("XP", IN_MILL_OF_ASH, r#""price":"30000.00""#);
    assert_eq!(near.figures.totals.due.to_text(), "2880.00");
    assert_eq!(near.figures.collected_by_dealer.to_text(), "2880.00");
}

#[test]
fn a_dealer_whose_place_is_not_told_collects_no_local_share_and_a_warning_says_so() {
    let sold = found(
        "XP",
        IN_MILL_OF_ASH,
        r#""price":"30000.00","dealer":{"state":"XP","county":"Dale"}"#,
    );
    // The table has no rate of Dale: 1,125 + 225 + 300 + 30.
    assert_eq!(sold.figures.due_at_registration.to_text(), "1680.00");
    assert_eq!(sold.figures.collected_by_dealer.to_text(), "1200.00");
    warned(&sold, "collector_place_needed");
}

#[test]
fn the_same_name_in_two_counties_is_asked_and_a_zip_tells_them_apart() {
    let dealer = r#""price":"10000.00","dealer":{"state":"XP","county":"Ash"}"#;
    // 10,000 × (4 % + 5.6 %) against 10,000 × (4 % + 4.25 %): the highest until the county is named.
    let either = found("XP", r#""city":"Mill""#, dealer);
    assert_eq!(either.figures.totals.due.to_text(), "960.00");
    assert_eq!(
        warned(&either, "several_places"),
        ["Ash County", "Birch County"]
    );
    let birch = found("XP", r#""city":"Mill","zip":"80110""#, dealer);
    assert_eq!(birch.figures.totals.due.to_text(), "825.00");
    let ash = found("XP", r#""city":"Mill","zip":"80022-0001""#, dealer);
    assert_eq!(ash.figures.totals.due.to_text(), "960.00");
}

#[test]
fn a_county_without_a_rate_of_its_own_leads_to_its_cities() {
    let dealer = r#""price":"10000.00","dealer":{"state":"XP","county":"Ash"}"#;
    for place in [r#""zip":"80104""#, r#""county":"Cedar""#] {
        let one = found("XP", place, dealer);
        assert_eq!(one.figures.totals.due.to_text(), "800.00", "{place}");
        assert_eq!(warned(&one, "several_places"), ["Only", "Other"], "{place}");
    }
}

#[test]
fn a_county_names_its_cities_with_what_they_stack_on() {
    let one = found("XP", r#""county":"Birch""#, r#""price":"10000.00""#);
    // 4 % + 0.25 % + 1 % and 20 dollars; the district is no place to choose, the city is.
    assert_eq!(one.figures.totals.due.to_text(), "545.00");
    assert_eq!(warned(&one, "county_has_parts"), ["Mill"]);
}

#[test]
fn dollars_a_vehicle_are_due_once_whatever_the_base() {
    let birch = r#""county":"Birch""#;
    assert_eq!(
        found("XP", birch, r#""price":"0.00""#)
            .figures
            .totals
            .due
            .to_text(),
        "20.00"
    );
    let lease = found(
        "XP",
        birch,
        r#""kind":"lease","price":"30000.00","lease":{"term_months":36,"base_payment":"400.00"}"#,
    );
    assert_eq!(lease.figures.totals.at_signing.to_text(), "20.00");
    assert_eq!(lease.figures.totals.over_term.to_text(), "20.00");
    // A rate of the dealership's own replaces rates, not dollars.
    let own = found(
        "XP",
        birch,
        r#""price":"10000.00","local_rate":{"rate":"0.03"}"#,
    );
    assert_eq!(own.figures.totals.due.to_text(), "720.00");
}

#[test]
fn a_rate_of_the_dealerships_own_brings_its_cap() {
    // 30,000 × 4 % + 5,000 × 5 %.
    let own = found(
        "XP",
        IN_MILL_OF_ASH,
        r#""price":"30000.00","local_rate":{"rate":"0.05","cap":"5000.00"}"#,
    );
    assert_eq!(own.figures.totals.due.to_text(), "1450.00");
}

#[test]
fn the_higher_of_two_places_is_topped_up_at_registration() {
    let sold = |registration: &str, dealer: &str| {
        found(
            "XQ",
            registration,
            &format!(r#""price":"20000.00","dealer":{{"state":"XQ",{dealer}}}"#),
        )
        .figures
    };
    let (topaz, fir) = (r#""county":"Elm","city":"Topaz""#, r#""county":"Fir""#);
    // Fir 0.5 % = 100 at the dealer; Topaz 1 % + 1.5 %: 2 % more = 400 at registration.
    let up = sold(topaz, fir);
    assert_eq!(up.totals.due.to_text(), "500.00");
    assert_eq!(up.collected_by_dealer.to_text(), "100.00");
    assert_eq!(up.due_at_registration.to_text(), "400.00");
    // The other way round nothing comes back.
    let down = sold(fir, topaz);
    assert_eq!(down.collected_by_dealer.to_text(), "500.00");
    assert_eq!(down.due_at_registration.to_text(), "0.00");
    let same = sold(topaz, topaz);
    assert_eq!(same.totals.due.to_text(), "500.00");
    assert_eq!(same.due_at_registration.to_text(), "0.00");
}

fn lease(registration: &str, cash: &str, rest: &str) -> Worked {
    found(
        "XQ",
        registration,
        &format!(
            r#""kind":"lease","price":"30000.00","lease":{{"term_months":36,"base_payment":"400.00","cap_reduction":{{"cash":"{cash}"}}}}{rest}"#
        ),
    )
}

fn line(
    code: &str,
    amount: &str,
    payments: Option<u32>,
    from: Option<u32>,
) -> (String, String, Option<u32>, Option<u32>) {
    (code.into(), amount.into(), payments, from)
}

#[test]
fn a_cap_on_the_receipts_of_a_lease_is_used_up_by_signing_and_then_by_the_payments() {
    // The first 2,500 at 2 %: 1,000 at signing 20.00; payments 1 to 3 of 400 8.00 each; of payment 4 the
    // 300 that are left 6.00; then nothing. The plain 1 %: 10.00 at signing, 4.00 a payment.
    let found = lease(r#""county":"Elm""#, "1000.00", "");
    let totals = found.figures.totals;
    assert_eq!(totals.at_signing.to_text(), "30.00");
    assert_eq!(totals.per_payment.to_text(), "4.00");
    // 30 + 36 × 4 + 3 × 8 + 6.
    assert_eq!(totals.over_term.to_text(), "204.00");
    assert_eq!(
        payments(&found),
        [
            line("XQ_PLAIN", "4.00", None, None),
            line("XQ_FIRST", "8.00", Some(3), None),
            line("XQ_FIRST", "6.00", Some(1), Some(4)),
        ]
    );
    let early = found.figures.early;
    let more: Vec<String> = (1..=5).map(|number| early.of(number).to_text()).collect();
    assert_eq!(more, ["8.00", "8.00", "8.00", "6.00", "0.00"]);
    warned(&found, "early_payments_differ");
}

#[test]
fn a_cap_that_outlasts_the_lease_or_is_used_up_at_signing_bears_alike_on_every_payment() {
    // 2,500 at signing: 50.00 and 25.00, and nothing of the payments but the plain tax.
    let paid = lease(r#""county":"Elm""#, "2500.00", "");
    assert_eq!(paid.figures.totals.at_signing.to_text(), "75.00");
    assert_eq!(payments(&paid), [line("XQ_PLAIN", "4.00", None, None)]);
    assert!(paid.figures.early.is_empty());
    // Six payments of 400 are 2,400: each bears 8.00 and 4.00.
    let short = found(
        "XQ",
        r#""county":"Elm""#,
        r#""kind":"lease","price":"30000.00","lease":{"term_months":6,"base_payment":"400.00"}"#,
    );
    assert_eq!(short.figures.totals.per_payment.to_text(), "12.00");
    assert!(short.figures.early.is_empty());
}

#[test]
fn a_place_that_taxes_the_first_receipts_follows_and_so_does_a_rate_of_the_dealerships_own() {
    let gum = r#""county":"Gum""#;
    let local = |rest: &str| {
        let mut lines = payments(&lease(gum, "0.00", rest));
        lines.retain(|line| line.0 == "XQ_LOCAL_FIRST");
        lines
    };
    let expected = |one: &str, count: u32, part: &str| {
        [
            line("XQ_LOCAL_FIRST", one, Some(count), None),
            line("XQ_LOCAL_FIRST", part, Some(1), Some(count + 1)),
        ]
    };
    // 3 % of the first 1,000: twice 12.00, then 200 at 3 %.
    assert_eq!(local(""), expected("12.00", 2, "6.00"));
    // 5 % of the dealership's own reaches the same 1,000 …
    assert_eq!(
        local(r#","local_rate":{"rate":"0.05"}"#),
        expected("20.00", 2, "10.00")
    );
    // … or as far as it says: 400 and 100 of the first 500.
    assert_eq!(
        local(r#","local_rate":{"rate":"0.05","cap":"500.00"}"#),
        expected("20.00", 1, "5.00")
    );
}

#[test]
fn a_credit_frees_signing_then_the_early_payments_in_their_order() {
    // 40 − 30 at signing leaves 10: payment 1 free of its 8.00, payment 2 bears 8 − 2.
    let found = lease(
        r#""county":"Elm""#,
        "1000.00",
        r#","tax_paid_elsewhere":[{"state":"NV","amount":"40.00"}]"#,
    );
    let totals = found.figures.totals;
    assert_eq!(totals.at_signing.to_text(), "0.00");
    assert_eq!(totals.per_payment.to_text(), "4.00");
    assert_eq!(totals.over_term.to_text(), "164.00");
    let early = found.figures.early;
    let more: Vec<String> = (1..=5).map(|number| early.of(number).to_text()).collect();
    assert_eq!(more, ["0.00", "6.00", "8.00", "6.00", "0.00"]);
    // 164 = 36 × 4 + 20.
    assert_eq!(early.total().to_text(), "20.00");
}

fn of_example_r(price: &str, code: &str) -> String {
    let sold = found("XR", r#""county":"Any""#, &format!(r#""price":"{price}""#));
    let line = sold.lines.iter().find(|line| line.code == code);
    line.map_or("0.00".into(), |line| line.amount.to_text())
}

#[test]
fn taxes_passed_on_bear_themselves_and_add_up_to_the_cent() {
    // 4.5 / 95.5 = 0.0471204… cut off: 30,000 × 4.712 % = 1,413.60. The state's part 4 / 4.5 of it:
    // 30,000 × 4.188444 % = 1,256.53; the county takes the rest.
    assert_eq!(of_example_r("30000.00", "XR_STATE"), "1256.53");
    assert_eq!(of_example_r("30000.00", "XR_COUNTY"), "157.07");
}

#[test]
fn a_tax_is_taken_of_whole_units() {
    // A cent for every hundred: 30,049.99 has 300 whole ones, 301 begun, 300 to the nearest.
    for (price, up, down, nearest) in [
        ("30000.00", "3.00", "3.00", "3.00"),
        ("30000.01", "3.01", "3.00", "3.00"),
        ("30049.99", "3.01", "3.00", "3.00"),
        ("30050.00", "3.01", "3.00", "3.01"),
    ] {
        assert_eq!(of_example_r(price, "XR_UNITS_UP"), up, "{price}");
        assert_eq!(of_example_r(price, "XR_UNITS_DOWN"), down, "{price}");
        assert_eq!(of_example_r(price, "XR_UNITS_NEAREST"), nearest, "{price}");
    }
}

#[test]
fn a_tax_has_a_rounding_of_its_own() {
    // 30,051 × 0.1 % = 30.051, up.
    assert_eq!(of_example_r("30051.00", "XR_UP"), "30.06");
}

#[test]
fn the_value_leased_picks_the_rate_of_signing_and_of_every_payment() {
    let lease = |cost: &str| {
        let totals = found(
            "XR",
            r#""county":"Any""#,
            &format!(
                r#""kind":"lease","price":"1.00","lease":{{"term_months":36,"base_payment":"400.00","gross_cap_cost":"{cost}","cap_reduction":{{"cash":"1000.00"}}}}"#
            ),
        )
        .figures
        .totals;
        (totals.at_signing.to_text(), totals.per_payment.to_text())
    };
    assert_eq!(lease("50000.00"), ("60.00".into(), "24.00".into()));
    assert_eq!(lease("50000.01"), ("70.00".into(), "28.00".into()));
}
