//! Items, mileage, the price agreed, places without a rate on the day, leases that bear nothing, and what a credit
//! reaches, tried on invented jurisdictions.

use super::borders::{due, texts};
use super::places_and_leases::{found, worked};
use crate::{Fault, Warning};

const IN_ELK: &str = r#""county":"Elk""#;

fn total(place: &str, rest: &str) -> String {
    found("XT", place, rest).figures.totals.due.to_text()
}

fn faults(place: &str, rest: &str) -> Vec<(String, String)> {
    let sale = format!(r#"{{"date":"2026-06-01","registration":{{"state":"XT",{place}}},{rest}}}"#);
    let faults: Vec<Fault> = worked("XT", &sale).err().expect("faults");
    faults
        .into_iter()
        .map(|fault| (fault.pointer, fault.code.into_owned()))
        .collect()
}

fn fault(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.into(), code.into())]
}

fn codes(warnings: &[Warning]) -> Vec<&str> {
    warnings.iter().map(|one| one.code.as_ref()).collect()
}

#[test]
fn one_of_several_trade_ins_comes_off_and_the_others_are_told_apart() {
    // 30,000 − 5,000 (the larger) = 25,000: 5 % = 1,250, the county's 1 % = 250, 20 for plates.
    for trades in [["4000.00", "5000.00"], ["5000.00", "4000.00"]] {
        let [one, other] = trades;
        let sold = found(
            "XT",
            IN_ELK,
            &format!(
                r#""price":"30000.00","trades":[{{"allowance":"{one}"}},{{"allowance":"{other}"}}]"#
            ),
        );
        assert_eq!(sold.figures.totals.due.to_text(), "1520.00");
        let left: Vec<String> = sold
            .explanation
            .left_out
            .iter()
            .map(|part| part.amount.to_text())
            .collect();
        assert_eq!(left, ["4000.00"]);
    }
    // Of two alike one comes off.
    let alike = r#""price":"30000.00","trades":[{"allowance":"5000.00"},{"allowance":"5000.00"}]"#;
    assert_eq!(total(IN_ELK, alike), "1520.00");
}

#[test]
fn a_city_without_a_rate_on_the_day_is_a_fault_and_not_its_county() {
    let price = r#""price":"10000.00""#;
    let none = fault("/registration/city", "no_local_rate");
    for place in [
        r#""county":"Elk","city":"Newtown""#,
        r#""county":"Elk","city":"Oldtown""#,
        r#""city":"Newtown""#,
        r#""city":"Oldtown","zip":"59725""#,
    ] {
        assert_eq!(faults(place, price), none, "{place}");
    }
    // A city that the table does not know at all lies in its county: 500 + 100 + 20.
    assert_eq!(total(r#""county":"Elk","city":"Village""#, price), "620.00");
    // Where no city is named, those that tax at another time are.
    let county = found("XT", IN_ELK, price);
    let parts = county
        .warnings
        .iter()
        .find(|one| one.code == "county_has_parts");
    let names: Vec<&str> = parts
        .expect("a warning")
        .candidates
        .iter()
        .map(AsRef::as_ref)
        .collect();
    assert_eq!(names, ["Newtown", "Oldtown"]);
    // The dealership's own rate answers: 500 + 250 + 20.
    let own = r#""price":"10000.00","local_rate":{"rate":"0.025"}"#;
    assert_eq!(total(r#""county":"Elk","city":"Newtown""#, own), "770.00");
    // From July on the city's 2 % is there: 500 + 100 + 200 + 20.
    let july = r#"{"date":"2026-07-01","registration":{"state":"XT","county":"Elk","city":"Newtown"},"price":"10000.00"}"#;
    let july = worked("XT", july).map_err(|faults| format!("{faults:?}"));
    assert_eq!(
        july.expect("figures").figures.totals.due.to_text(),
        "820.00"
    );
}

#[test]
fn a_local_tax_has_a_trigger_as_the_states_has() {
    // 3,999.99 before the trade-in: 5 % of 2,999.99 = 150.00, plates 20. One cent more: 10 to the county (1 % of
    // 3,000 = 30).
    let at = |price: &str| {
        total(
            IN_ELK,
            &format!(r#""price":"{price}","trades":[{{"allowance":"1000.00"}}]"#),
        )
    };
    assert_eq!(at("3999.99"), "170.00");
    assert_eq!(at("4000.00"), "200.00");
}

#[test]
fn mileage_of_city_and_highway_together_picks_a_row() {
    let at = |mpg: u32| {
        total(
            IN_ELK,
            &format!(r#""price":"10000.00","vehicle":{{"combined_mpg":{mpg}}}"#),
        )
    };
    // 500 + 100 + 20, and 300 up to 18, nothing to 39, 100 above.
    assert_eq!(at(18), "920.00");
    assert_eq!(at(19), "620.00");
    assert_eq!(at(39), "620.00");
    assert_eq!(at(40), "720.00");
    let warned = |vehicle: &str| {
        let trade = r#""trades":[{"allowance":"1.00"}]"#;
        let rest =
            format!(r#""price":"10000.00",{trade},"vehicle":{{"class":"trailer"{vehicle}}}"#);
        codes(&found("XT", IN_ELK, &rest).warnings).contains(&"mpg_wanted")
    };
    assert!(warned("") && !warned(r#","combined_mpg":20"#));
}

#[test]
fn what_the_law_cannot_do_without_is_asked_for() {
    let price = r#""price":"10000.00""#;
    assert_eq!(
        faults(
            IN_ELK,
            &format!(r#"{price},"vehicle":{{"condition":"used"}}"#)
        ),
        fault("/vehicle/odometer", "needed")
    );
    assert_eq!(
        faults(
            IN_ELK,
            &format!(r#"{price},"vehicle":{{"class":"motorcycle"}}"#)
        ),
        fault("/vehicle/combined_mpg", "needed")
    );
}

#[test]
fn conditions_look_at_what_is_not_there_and_at_the_base() {
    let plain = found("XT", IN_ELK, r#""price":"600.00""#);
    assert_eq!(codes(&plain.warnings), ["no_trade"]);
    let low = r#""price":"1500.00","trades":[{"allowance":"1000.00"}]"#;
    // 500: 25 + 20; under 4,000 no county tax.
    let low = found("XT", IN_ELK, low);
    assert_eq!(low.figures.totals.due.to_text(), "45.00");
    assert_eq!(codes(&low.warnings), ["doubt"]);
    let more = found(
        "XT",
        IN_ELK,
        r#""price":"1500.01","trades":[{"allowance":"1000.00"}]"#,
    );
    assert!(codes(&more.warnings).is_empty());
    // Who claims the exemption bears no plates: 500 + 100.
    let fleet = r#""price":"10000.00","exemptions":[{"code":"fleet"}]"#;
    assert_eq!(total(IN_ELK, fleet), "600.00");
}

#[test]
fn an_uncertain_rule_is_told_whichever_base_tells_of_the_part() {
    // The contract is left out of the sale and taxed apart, which is uncertain: 500 + 100 + 20 + 10 % of 1,000.
    let sold = found(
        "XT",
        IN_ELK,
        r#""price":"10000.00","trades":[{"allowance":"1.00","payoff":"0.00"}],"products":[{"kind":"service_contract","price":"1000.00"}]"#,
    );
    // One dollar less: 0.05 and 0.01.
    assert_eq!(sold.figures.totals.due.to_text(), "719.94");
    assert!(codes(&sold.warnings).contains(&"unverified"));
}

const LEASE: &str = r#""kind":"lease","price":"30000.00","lease":{"term_months":36,"base_payment":"400.00","gross_cap_cost":"30000.00"}"#;

#[test]
fn a_lease_without_tax_bears_only_what_falls_due_in_a_way_of_its_own() {
    // 0.4 % of 30,000 = 120 once, 5 % of 400 = 20 a payment.
    let taxed = found("XT", IN_ELK, LEASE).figures.totals;
    assert_eq!(taxed.at_signing.to_text(), "120.00");
    assert_eq!(taxed.per_payment.to_text(), "20.00");
    let free = format!(r#"{LEASE},"answers":{{"taxed_on_purchase":true}}"#);
    let free = found("XT", IN_ELK, &free).figures.totals;
    assert_eq!(free.due.to_text(), "120.00");
    assert_eq!(free.per_payment.to_text(), "0.00");
    // Taxed by its price, the lease has its capitalized cost still.
    let priced = LEASE.replace(r#""term_months""#, r#""method":"price","term_months""#);
    assert_eq!(total(IN_ELK, &priced), "120.00");
}

#[test]
fn a_tax_whose_rates_nobody_holds_is_charged_when_they_are_given() {
    let without = found("XT", IN_ELK, LEASE);
    assert!(codes(&without.warnings).contains(&"local_rate_not_held"));
    // 1.5 % of 400 = 6 a payment besides the 20.
    let given = found(
        "XT",
        IN_ELK,
        &format!(r#"{LEASE},"local_rate":{{"rate":"0.015"}}"#),
    );
    assert_eq!(given.figures.totals.per_payment.to_text(), "26.00");
    assert!(!codes(&given.warnings).contains(&"local_rate_not_held"));
}

fn from_xt(home: &str, rest: &str) -> super::Worked {
    super::borders::at_date(
        home,
        "2026-06-01",
        &format!(r#","dealer":{{"state":"XT"}}{rest}"#),
    )
}

const CONTRACT: &str = r#","products":[{"kind":"service_contract","price":"2000.00"}]"#;

#[test]
fn only_tax_on_the_vehicle_is_offered_to_the_home_state() {
    // XD taxes 5 % and lets any tax paid there free the sale; the dollars for plates are none.
    assert_eq!(due(&from_xt("XD", "")), texts("1020.00", "0.00"));
    // It counts the contract too: 22,000 × 5 % = 1,100 is freed by the 200 on the contract. 220 is left.
    assert_eq!(due(&from_xt("XD", CONTRACT)), texts("220.00", "1100.00"));
    // XU takes no contract into its tax, so the 200 count for nothing: 1,000 + 200 + 20.
    let bare = from_xt("XU", CONTRACT);
    assert_eq!(due(&bare), texts("1220.00", "0.00"));
    assert_eq!(bare.figures.collected_by_dealer.to_text(), "220.00");
}

#[test]
fn the_home_rate_is_taken_though_it_be_higher() {
    let at = |price: &str| {
        let sale = format!(
            r#"{{"date":"2026-06-01","registration":{{"state":"XU"}},"dealer":{{"state":"XT"}},"price":"{price}"}}"#
        );
        let worked = worked("XU", &sale).map_err(|faults| format!("{faults:?}"));
        worked.expect("figures").figures
    };
    // 8 % of 60,000 = 4,800 and 20; XU's own 3,000 is credited whole.
    assert_eq!(at("60000.00").collected_by_dealer.to_text(), "4820.00");
    assert_eq!(at("60000.00").totals.credit.to_text(), "3000.00");
    // Up to 50,000 XT takes the plates alone.
    assert_eq!(at("50000.00").collected_by_dealer.to_text(), "20.00");
}

#[test]
fn the_credit_comes_off_the_lines_that_it_reaches() {
    let paid = |amount: &str| {
        let rest =
            format!(r#"{CONTRACT},"tax_paid_elsewhere":[{{"state":"IL","amount":"{amount}"}}]"#);
        let worked = super::borders::at_date("XU", "2026-06-01", &rest);
        (
            worked.figures.collected_by_dealer.to_text(),
            worked.figures.due_at_registration.to_text(),
        )
    };
    // Title tax 1,000 at registration, 6 % of 2,000 = 120 through the dealer, which no credit reaches.
    assert_eq!(paid("400.00"), texts("120.00", "600.00"));
    assert_eq!(paid("1500.00"), texts("120.00", "0.00"));
}
