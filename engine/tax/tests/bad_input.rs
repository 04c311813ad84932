//! Bad input: typed faults that name the field, all at once; places that are unclear.

use tax::{Fault, Sale, assess};

fn sale(text: &str) -> Sale {
    tax::json::parse(text).expect("a sale")
}

fn faults(text: &str) -> Vec<(String, String)> {
    let list: Vec<Fault> = match tax::json::parse(text) {
        Ok(sale) => assess(&sale).expect_err("faults"),
        Err(faults) => faults,
    };
    let mut pairs: Vec<_> = list
        .into_iter()
        .map(|fault| (fault.pointer, fault.code.into_owned()))
        .collect();
    pairs.sort();
    pairs
}

fn pair(pointer: &str, code: &str) -> (String, String) {
    (pointer.into(), code.into())
}

#[test]
fn all_faults_come_at_once() {
    let text = r#"{"date":"2026-06-01","kind":"lease","registration":{"state":"ZZ","zip":"1234"},"price":"-1.00",
        "doc_fee":"1000000000.01","trades":[{"allowance":"0.00"},{"allowance":"-5.00","titled_in":"XX"}],
        "tax_paid_elsewhere":[{"state":"QQ","amount":"1.00","rate":"1.01"}],"lease":{"base_payment":"400.00"}}"#;
    assert_eq!(
        faults(text),
        [
            pair("/doc_fee", "too_large"),
            pair("/lease/term_months", "needed"),
            pair("/price", "negative"),
            pair("/registration/state", "unknown_state"),
            pair("/registration/zip", "bad_zip"),
            pair("/tax_paid_elsewhere/0/rate", "bad_rate"),
            pair("/tax_paid_elsewhere/0/state", "unknown_state"),
            pair("/trades/1/allowance", "negative"),
            pair("/trades/1/titled_in", "unknown_state"),
        ]
    );
}

#[test]
fn a_malformed_field_is_named() {
    for (text, pointer, code) in [
        (
            r#"{"date":"2026-02-30","registration":{"state":"TX"},"price":"1.00"}"#,
            "/date",
            "bad_date",
        ),
        (
            r#"{"date":"2026-06-01","dates":{"delivery":"2026-06-31"},"registration":{"state":"TX"},"price":"1.00"}"#,
            "/dates/delivery",
            "bad_date",
        ),
        (
            r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"1.001"}"#,
            "/price",
            "bad_number",
        ),
        (
            r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":1.0e3}"#,
            "/price",
            "bad_number",
        ),
        (
            r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"1.00","colour":"red"}"#,
            "/colour",
            "unknown_field",
        ),
        (
            r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"1.00","products":[{"kind":"moon","price":"1.00"}]}"#,
            "/products/0/kind",
            "unknown_word",
        ),
        (
            r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"1.00","trades":[{"allowance":"1.00","vin":"x"}]}"#,
            "/trades/0/vin",
            "unknown_field",
        ),
    ] {
        assert_eq!(faults(text), [pair(pointer, code)], "{text}");
    }
    assert_eq!(faults("{"), [pair("", "not_json")]);
    assert_eq!(
        faults(r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"1.00"} x"#),
        [pair("", "not_json")]
    );
}

#[test]
fn all_malformed_fields_come_at_once() {
    let text = r#"{"date":20260601,"date":"2026-06-01","registration":{"state":7,"~a/b":1},"trades":[{},"x"],
        "vehicle":[],"answers":{"k~/":null},"lease":{"term_months":-1,"method":"moon"}}"#;
    assert_eq!(
        faults(text),
        [
            pair("/answers/k~0~1", "wrong_type"),
            pair("/date", "duplicate"),
            pair("/date", "wrong_type"),
            pair("/lease/method", "unknown_word"),
            pair("/lease/term_months", "wrong_type"),
            pair("/price", "missing"),
            pair("/registration/state", "wrong_type"),
            pair("/registration/~0a~1b", "unknown_field"),
            pair("/trades/0/allowance", "missing"),
            pair("/trades/1", "wrong_type"),
            pair("/vehicle", "wrong_type"),
        ]
    );
}

#[test]
fn a_date_outside_the_rules_is_a_fault() {
    let on = |date: &str| {
        faults(&format!(
            r#"{{"date":"{date}","registration":{{"state":"TX"}},"price":"1.00"}}"#
        ))
    };
    assert_eq!(on("2023-12-31"), [pair("/date", "date_before_rules")]);
    assert_eq!(on("2028-01-01"), [pair("/date", "date_after_rules")]);
}

#[test]
fn a_state_without_rules_says_so() {
    let text = r#"{"date":"2026-06-01","registration":{"state":"PR"},"price":"1.00"}"#;
    assert_eq!(faults(text), [pair("/registration/state", "unknown_state")]);
}

#[test]
fn null_is_the_same_as_absent() {
    let plain = sale(r#"{"date":"2026-06-01","registration":{"state":"TX"},"price":"100.00"}"#);
    let nulls = sale(
        r#"{"date":"2026-06-01","kind":"retail","registration":{"state":"TX","county":null,"city":null,"zip":null},"buyer":null,"dealer":null,
        "delivery":null,"vehicle":null,"price":"100.00","dealer_discount":null,"accessories":null,"delivery_charge":null,"doc_fee":null,
        "products":null,"rebates":null,"trades":null,"local_rate":null,"tax_paid_elsewhere":null,"exemptions":null,"answers":null,"lease":null}"#,
    );
    assert_eq!(plain, nulls);
}

#[test]
fn wrong_answers_and_unknown_exemptions_are_faults() {
    let text = r#"{"date":"2026-06-01","registration":{"state":"OH","county":"Franklin"},"price":"100.00",
        "answers":{"negative_equity_in_price":"maybe"},"exemptions":[{"code":"moon"}]}"#;
    assert_eq!(
        faults(text),
        [
            pair("/answers/negative_equity_in_price", "wrong_answer"),
            pair("/exemptions/0/code", "unknown_exemption")
        ]
    );
}

fn warnings(text: &str) -> Vec<(String, Vec<String>)> {
    let found = assess(&sale(text)).expect("an assessment").warnings;
    found
        .into_iter()
        .map(|one| {
            (
                one.code.into_owned(),
                one.candidates.into_iter().map(Into::into).collect(),
            )
        })
        .collect()
}

#[test]
fn a_zip_that_leads_nowhere_is_a_fault_of_the_zip() {
    let at = |zip: &str| {
        format!(
            r#"{{"date":"2026-06-01","registration":{{"state":"FL","zip":"{zip}"}},"price":"30000.00"}}"#
        )
    };
    // No county has it; Manhattan has it.
    assert_eq!(
        faults(&at("00001")),
        [pair("/registration/zip", "unknown_zip")]
    );
    assert_eq!(
        faults(&at("10001")),
        [pair("/registration/zip", "zip_elsewhere")]
    );
}

#[test]
fn a_zip_in_one_county_is_taken_with_a_word() {
    // 33755 is Clearwater, wholly in Pinellas County.
    let text = r#"{"date":"2026-06-01","registration":{"state":"FL","zip":"33755-1234"},"price":"30000.00"}"#;
    let found = assess(&sale(text)).expect("an assessment");
    assert_eq!(found.totals.local.to_text(), "50.00");
    assert!(
        warnings(text)
            .iter()
            .any(|one| one.0 == "local_rate_assumed")
    );
}

#[test]
fn a_zip_in_several_counties_is_never_silently_one() {
    // 34691 is Holiday; 34667 … find any Florida ZIP that the Census Bureau places in two counties or more.
    let zip = (32000..35000)
        .map(|number| number.to_string())
        .find(|zip| tax::zip_candidates(zip).len() > 1)
        .expect("a divided ZIP");
    let counties: Vec<String> = tax::zip_candidates(&zip)
        .iter()
        .map(|county| county.name.to_owned())
        .collect();
    let text = format!(
        r#"{{"date":"2026-06-01","registration":{{"state":"FL","zip":"{zip}"}},"price":"30000.00"}}"#
    );
    let told = warnings(&text);
    let several = told
        .iter()
        .find(|one| one.0 == "several_places")
        .expect("a warning");
    assert_eq!(several.1, counties);
}

#[test]
fn an_unknown_county_is_a_fault_and_an_own_rate_resolves_it() {
    let text = r#"{"date":"2026-06-01","registration":{"state":"FL","county":"Atlantis"},"price":"30000.00"}"#;
    assert_eq!(
        faults(text),
        [pair("/registration/county", "unknown_county")]
    );
    let own = r#"{"date":"2026-06-01","registration":{"state":"FL","county":"Atlantis"},"price":"30000.00","local_rate":{"rate":"0.01","source":"county notice"}}"#;
    let found = assess(&sale(own)).expect("an assessment");
    // The cap of the law stays: 1 % of the first 5,000.
    assert_eq!(found.totals.local.to_text(), "50.00");
    assert!(
        found
            .warnings
            .iter()
            .any(|one| one.code == "local_rate_given")
    );
    let line = found
        .lines
        .iter()
        .find(|line| line.code == "FL_SURTAX")
        .expect("the line");
    assert_eq!(
        (line.place.as_ref(), line.source.as_deref()),
        ("Atlantis", Some("county notice"))
    );
}

#[test]
fn a_rate_of_low_confidence_asks_to_be_confirmed() {
    let text = r#"{"date":"2026-06-01","registration":{"state":"CA","county":"Contra Costa","city":"Brentwood"},"price":"30000.00"}"#;
    assert!(
        warnings(text)
            .iter()
            .any(|one| one.0 == "confirm_local_rate")
    );
}

#[test]
fn every_county_of_a_local_state_is_known_by_its_zips() {
    let mut checked = 0;
    for number in 501..99_951 {
        let zip = format!("{number:05}");
        for county in tax::zip_candidates(&zip) {
            if !["FL", "NY", "IL", "TN", "OH"].contains(&county.state) {
                continue;
            }
            let text = format!(
                r#"{{"date":"2026-06-01","registration":{{"state":"{}","county":"{}"}},"price":"30000.00"}}"#,
                county.state, county.name
            );
            assert!(assess(&sale(&text)).is_ok(), "{zip} {county:?}");
            checked += 1;
        }
    }
    assert!(checked > 5_000, "{checked}");
}

#[test]
fn a_selling_state_that_takes_no_local_tax_asks_for_no_place_and_sets_the_doc_fee_limit() {
    // Florida takes no surtax of a New Yorker, so the Florida dealer's county is not needed; Florida limits no
    // doc fee, though New York would.
    let text = r#"{"date":"2026-06-01","registration":{"state":"NY","county":"Erie"},"dealer":{"state":"FL"},"price":"20000.00","doc_fee":"899.00"}"#;
    let found = assess(&sale(text)).expect("an assessment");
    // Florida 4 % (New York's rate) of 20,899 = 835.96.
    assert_eq!(found.collected_by_dealer.to_text(), "835.96");
    assert!(
        found
            .warnings
            .iter()
            .all(|one| one.code != "doc_fee_over_cap")
    );
}

#[test]
fn a_rate_of_ones_own_is_for_the_place_of_registration() {
    // 2 % on the registration in Florida (first 5,000); the Californian dealer's district keeps its own 0.5 %.
    let text = r#"{"date":"2026-06-01","registration":{"state":"FL","county":"Pinellas"},"dealer":{"state":"CA","county":"Orange"},"price":"20000.00","local_rate":{"rate":"0.02","source":"notice"}}"#;
    let found = assess(&sale(text)).expect("an assessment");
    // California 7.75 % = 1,550; Florida 1,200 + 100 = 1,300, all credited.
    assert_eq!(found.totals.before_credit.to_text(), "2850.00");
    assert_eq!(found.totals.credit.to_text(), "1300.00");
}

#[test]
fn a_county_with_cities_of_their_own_names_them() {
    let text = r#"{"date":"2026-06-01","registration":{"state":"AZ","county":"Maricopa"},"price":"20000.00"}"#;
    let told = warnings(text);
    let parts = told
        .iter()
        .find(|one| one.0 == "county_has_parts")
        .expect("a warning");
    assert!(parts.1.iter().any(|name| name == "Phoenix"));
    assert!(
        parts.1.iter().all(|name| !name.contains("upper level")),
        "{parts:?}"
    );
}

#[test]
fn a_city_that_may_tax_asks_for_the_city() {
    let text =
        r#"{"date":"2026-06-01","registration":{"state":"IL","county":"Cook"},"price":"20000.00"}"#;
    let told = warnings(text);
    let may = told
        .iter()
        .find(|one| one.0 == "city_may_tax")
        .expect("a warning");
    assert_eq!(may.1, ["Chicago"]);
}

#[test]
fn a_broken_table_is_refused() {
    for kind in tax::TableKind::ALL {
        let whole = tax::embedded(kind);
        for cut in (0..whole.len()).step_by(whole.len() / 23 + 1) {
            assert!(
                tax::load_tables(kind, whole[..cut].to_vec()).is_err(),
                "{kind:?} of {cut} bytes"
            );
        }
        let mut other = whole.to_vec();
        other[0] ^= 1;
        assert!(tax::load_tables(kind, other).is_err());
        assert!(tax::load_tables(kind, whole.to_vec()).is_ok());
        assert_eq!(tax::TableKind::from_name(kind.name()), Some(kind));
    }
}
