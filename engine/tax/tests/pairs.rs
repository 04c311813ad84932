//! Every pair of states: a sale over the line is answered whole, and its figures hold together.

#![cfg(feature = "embedded-tables")]

use money::Cents;
use tax::{Assessment, assess, json, jurisdictions, rate_rows};

/// A place of the state whose local rate is in the table, where the state has such rates.
fn place(state: &str) -> String {
    match rate_rows(state).first() {
        Some(row) => format!(r#"{{"state":"{state}","county":"{}"}}"#, row.county),
        None => format!(r#"{{"state":"{state}"}}"#),
    }
}

fn sold(home: &str, selling: &str, more: &str) -> Result<Assessment, String> {
    let text = format!(
        r#"{{"date":"2026-06-01","registration":{},"dealer":{},"price":"30000.00","doc_fee":"100.00",
            "vehicle":{{"model_year":2026,"odometer":12,"msrp":"32000.00","book_value":"30000.00",
                        "curb_weight_lb":3500,"gross_weight_lb":4600,"city_mpg":28}}{more}}}"#,
        place(home),
        place(selling)
    );
    let sale = json::parse(&text).map_err(|faults| format!("{faults:?}"))?;
    assess(&sale).map_err(|faults| format!("{home} from {selling}: {faults:?}"))
}

fn name_of(state: &str) -> &'static str {
    tax::rules::jurisdiction(state).map_or("", |law| law.name)
}

/// The lines of one state's own taxes, whose codes begin with its two letters.
fn lines_of(found: &Assessment, state: &str) -> Cents {
    let own = |code: &str| {
        code.strip_prefix(state)
            .is_some_and(|rest| rest.starts_with('_'))
    };
    let lines = found.lines.iter().filter(|line| own(&line.code));
    lines.map(|line| line.amount).sum()
}

fn every_pair(more: &str, check: impl Fn(&str, &str, &Assessment) -> Result<(), String>) {
    let mut wrong = Vec::new();
    let mut pairs = 0;
    for home in jurisdictions() {
        for selling in jurisdictions().filter(|selling| *selling != home) {
            pairs += 1;
            let result = sold(home, selling, more).and_then(|found| {
                check(home, selling, &found)
                    .map_err(|why| format!("{home} from {selling}: {why}: {}", found.law))
            });
            wrong.extend(result.err());
        }
    }
    let states = jurisdictions().count();
    assert_eq!(pairs, states * (states - 1));
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// An amount as a sentence says it: thousands apart, whole dollars without cents.
fn spoken(amount: Cents) -> String {
    let text = amount.to_text();
    let (dollars, cents) = text.split_once('.').expect("dollars and cents");
    let mut said = String::from("$");
    for (place, digit) in dollars.chars().enumerate() {
        if place > 0 && (dollars.len() - place).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if cents != "00" {
        said.push('.');
        said.push_str(cents);
    }
    said
}

fn ensure(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.into()) }
}

#[test]
fn a_sale_over_a_state_line_says_whose_law_applies_and_who_collects_what() {
    every_pair("", |home, selling, found| {
        let totals = found.totals;
        let law = &found.law;
        let names = law.starts_with(&format!("The law of {} applies: ", name_of(home)))
            && law.contains(&format!(" Sold in {}: ", name_of(selling)));
        ensure(names, "does not name both states")?;
        let who = format!(
            " Collected by the dealer: {}. Due to {} at registration: {}.",
            spoken(found.collected_by_dealer),
            name_of(home),
            spoken(found.due_at_registration)
        );
        ensure(law.contains(&who), "does not say who collects")?;
        ensure(
            found.collected_by_dealer + found.due_at_registration == totals.due,
            "the parts are not the whole",
        )?;
        let (theirs, own) = (lines_of(found, selling), lines_of(found, home));
        ensure(
            theirs + own == totals.before_credit,
            "a line belongs to neither",
        )?;
        ensure(
            found.collected_by_dealer == theirs,
            "the dealer collects another sum",
        )?;
        ensure(totals.credit <= own, "more is credited than the own tax")?;
        ensure(
            totals.credit.is_zero() || theirs.is_positive(),
            "tax is credited that nobody took",
        )?;
        let credits = format!(" {} credits {}", name_of(home), spoken(totals.credit));
        let credited = law.contains(&credits);
        ensure(
            totals.credit.is_zero() || credited,
            "does not say what is credited",
        )
    });
}

#[test]
fn a_vehicle_delivered_in_its_home_state_bears_the_home_states_tax() {
    for home in jurisdictions() {
        for selling in jurisdictions().filter(|selling| *selling != home) {
            let delivered = format!(r#","delivery":{}"#, place(home));
            let here = sold(home, selling, &delivered).unwrap_or_else(|why| panic!("{why}"));
            let plain = sold(home, selling, "").unwrap_or_else(|why| panic!("{why}"));
            assert!(
                here.law
                    .contains(&format!("delivered in {}", name_of(home))),
                "{}",
                here.law
            );
            // A delivery outside never makes the selling state take more.
            assert!(
                here.collected_by_dealer <= plain.collected_by_dealer,
                "{home} from {selling}: {} and {}",
                here.law,
                plain.law
            );
        }
    }
}

#[test]
fn a_lease_over_a_state_line_is_taxed_at_home_alone() {
    let lease = r#","kind":"lease","lease":{"term_months":36,"base_payment":"400.00","gross_cap_cost":"31000.00",
        "residual":"18000.00","rent_charge":"2000.00"}"#;
    every_pair(lease, |home, selling, found| {
        ensure(
            lines_of(found, selling).is_zero(),
            "the selling state takes tax",
        )?;
        ensure(
            found.law.contains(" garaged ") && found.law.contains(name_of(selling)),
            "does not say why",
        )?;
        ensure(found.jurisdiction == format!("US-{home}"), "another law")
    });
}
