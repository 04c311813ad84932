//! A dealership's own rates over the table: on their days, in their places, and nowhere else.

use tax::{Assessment, OwnRates, Sale, assess, assess_figures};

const HEAD: &str = "autolytiq-rates\t1\t7\n";

/// A county's or city's own rate of the class that vehicles bear.
fn line(place: &str, rate: &str, reach: &str, from: &str, to: &str, source: &str) -> String {
    format!("{place}\t{rate}\t{reach}\t{from}\t{to}\t\toverride\t{source}\n")
}

const PINELLAS: &str = "FL\tvehicle\tcounty\tPinellas County\tPinellas County\t12103";

fn sale(date: &str, registration: &str, book: &str) -> Sale {
    let text =
        format!(r#"{{"date": "{date}", "registration": {registration}, "price": "30000.00"}}"#);
    let mut sale = tax::json::parse(&text).expect("a sale");
    sale.rates = OwnRates::read(book).expect("a book");
    sale
}

fn due(sale: &Sale) -> String {
    let assessment: Assessment = assess(sale).expect("a tax");
    let figures = assess_figures(sale).expect("figures");
    assert_eq!(
        figures.totals, assessment.totals,
        "the same without the explanation"
    );
    assessment.totals.due.to_text()
}

const IN_PINELLAS: &str = r#"{"state": "FL", "county": "Pinellas"}"#;

/// 6 % of 30,000.00 is 1,800.00. The county takes 1 % of the first 5,000.00 (Fla. Stat. § 212.054), 50.00 by the
/// table; at 1.25 % it takes 62.50.
#[test]
fn an_own_rate_holds_on_its_days_and_no_other() {
    let book = HEAD.to_owned()
        + &line(
            PINELLAS,
            "0.0125",
            "5000.00",
            "2026-11-01",
            "2026-11-30",
            "Letter of the county",
        );
    for (day, expected) in [
        ("2026-10-31", "1850.00"),
        ("2026-11-01", "1862.50"),
        ("2026-11-30", "1862.50"),
        ("2026-12-01", "1850.00"),
    ] {
        assert_eq!(due(&sale(day, IN_PINELLAS, &book)), expected, "{day}");
    }
    let elsewhere = r#"{"state": "FL", "county": "Orange"}"#;
    // Orange County: 0.5 % of the first 5,000.00.
    assert_eq!(due(&sale("2026-11-15", elsewhere, &book)), "1825.00");
}

#[test]
fn the_line_says_whose_rate_it_is() {
    let book = HEAD.to_owned()
        + &line(
            PINELLAS,
            "0.0125",
            "5000.00",
            "",
            "",
            "Letter of the county",
        );
    let assessment = assess(&sale("2026-11-15", IN_PINELLAS, &book)).expect("a tax");
    let county = assessment
        .lines
        .iter()
        .find(|line| line.place == "Pinellas County");
    let source = county.and_then(|line| line.source.as_deref());
    assert_eq!(source, Some("Letter of the county"));
    assert!(
        assessment
            .warnings
            .iter()
            .any(|warning| warning.code == "own_local_rate")
    );
}

/// The first line of a book stands before the others: by hand 1.5 %, by a file 1.25 %.
#[test]
fn what_comes_first_in_the_book_stands_before_the_rest() {
    let book = HEAD.to_owned()
        + &line(
            PINELLAS,
            "0.015",
            "5000.00",
            "2026-11-10",
            "2026-11-20",
            "By hand",
        )
        + &line(PINELLAS, "0.0125", "5000.00", "2026-11-01", "", "File");
    for (day, expected) in [
        ("2026-11-09", "1862.50"),
        // 1,800.00 + 1.5 % of 5,000.00
        ("2026-11-10", "1875.00"),
        ("2026-11-20", "1875.00"),
        ("2026-11-21", "1862.50"),
    ] {
        assert_eq!(due(&sale(day, IN_PINELLAS, &book)), expected, "{day}");
    }
}

/// A limit that is not given lets the county's rate reach as far as the law of the state lets it: 5,000.00.
#[test]
fn the_limit_of_the_law_stays_where_the_book_gives_none() {
    let book = HEAD.to_owned() + &line(PINELLAS, "0.0125", "", "", "", "File");
    assert_eq!(due(&sale("2026-11-15", IN_PINELLAS, &book)), "1862.50");
}

/// A limit that is given stands in for the law's: 1.25 % of the first 8,000.00 are 100.00.
#[test]
fn a_limit_of_the_book_stands_before_that_of_the_law() {
    let book = HEAD.to_owned() + &line(PINELLAS, "0.0125", "8000.00", "", "", "File");
    assert_eq!(due(&sale("2026-11-15", IN_PINELLAS, &book)), "1900.00");
}

/// Washington, 2026: 6.5 % of the state and 0.5 % on motor vehicles (RCW 82.08.020) on 30,000.00 are 2,100.00. A place
/// that the table lacks, at 2 %: 600.00 more.
#[test]
fn a_place_that_the_table_lacks_comes_in() {
    let place = "WA\tvehicle\tcity\tNew Harbor\tAdams County\t53001";
    let book = HEAD.to_owned() + &line(place, "0.02", "", "", "", "Ordinance 12");
    let there = r#"{"state": "WA", "county": "Adams", "city": "New Harbor"}"#;
    let beside = r#"{"state": "WA", "county": "Adams", "city": "Lind"}"#;
    let with = |place: &str| {
        let mut sale = sale("2026-11-15", place, &book);
        sale.dealer = Some(sale.registration.clone());
        due(&sale)
    };
    assert_eq!(with(there), "2700.00");
    // Lind, which has no row of its own, bears the 1.5 % of Adams County: 450.00.
    assert_eq!(with(beside), "2550.00");
}

#[test]
fn a_tax_of_which_no_table_is_held_is_charged_from_the_book() {
    // Alabama, lease: 1.5 % of 400.00 = 6.00, Madison County's rental tax of 1 % = 4.00 by the book; Mobile County is
    // not in it.
    let place = "AL\trental\tcounty\tMadison County\tMadison County\t1089";
    let book = HEAD.to_owned() + &line(place, "0.01", "", "", "", "County commission");
    let payment = |county: &str| {
        let there = format!(r#"{{"state": "AL", "county": "{county}"}}"#);
        let mut sale = sale("2026-06-01", &there, &book);
        sale.kind = tax::SaleKind::Lease;
        sale.lease = Some(tax::Lease {
            term_months: 36,
            base_payment: money::Cents::dollars(400),
            ..tax::Lease::default()
        });
        let assessment = assess(&sale).expect("a tax");
        let asked = assessment
            .warnings
            .iter()
            .any(|warning| warning.code == "local_rate_not_held");
        (assessment.totals.per_payment.to_text(), asked)
    };
    assert_eq!(payment("Madison"), ("10.00".into(), false));
    assert_eq!(payment("Mobile"), ("6.00".into(), true));
}

#[test]
fn an_own_rate_on_top_of_one_that_is_not_there_is_a_fault() {
    // Columbia is entered for 2025 on top of Boone County, whose rate the table has from 2026 on.
    let city = "MO\tvehicle\tcity\tColumbia\tBoone County\t29019\t0.02\t\t2025-01-01\t2025-12-31\tBoone County\toverride\tx\n";
    let there = r#"{"state": "MO", "county": "Boone", "city": "Columbia"}"#;
    let sale = sale("2025-06-01", there, &(HEAD.to_owned() + city));
    let faults = assess(&sale).expect_err("no rate of the county");
    let found: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.pointer.as_str(), fault.code.as_ref()))
        .collect();
    assert_eq!(found, [("/registration/county", "no_local_rate")]);
}

#[test]
fn a_text_that_is_no_book_is_refused_at_its_line() {
    let refused = |text: &str| OwnRates::read(text).expect_err("no book").line;
    assert_eq!(refused("state,rate\n"), 1);
    assert_eq!(refused(&(HEAD.to_owned() + "FL\tvehicle\n")), 2);
    let good = line(PINELLAS, "0.01", "", "", "", "x");
    let bad = line(PINELLAS, "1.01", "", "", "", "x");
    assert_eq!(refused(&(HEAD.to_owned() + &good + &bad)), 3);
    let ends = line(PINELLAS, "0.01", "", "2026-02-01", "2026-01-01", "x");
    assert_eq!(refused(&(HEAD.to_owned() + &ends)), 2);
    // A class that no rule reads is passed over.
    let strange = good.replace("vehicle", "boats");
    assert!(
        OwnRates::read(&(HEAD.to_owned() + &strange))
            .expect("a book")
            .is_empty()
    );
}
