//! Short slices of every official file: what is read of them, and what is refused, each figure from the slice itself.

use money::{Cents, Rate};
use rate_files::{
    Boundary, Change, Compared, Fault, Format, Hints, Known, KnownRow, Level, RateFile, Read,
    Resolved, Whose, compare, read, resolve,
};
use tax::Date;

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("samples/", $name)).as_slice()
    };
}

fn rates(bytes: &[u8]) -> RateFile {
    match read(bytes, &Hints::default()) {
        Ok(Read::Rates(file)) => file,
        other => panic!("no rates: {other:?}"),
    }
}

fn faults(bytes: &[u8]) -> Vec<Fault> {
    read(bytes, &Hints::default()).expect_err("faults")
}

/// Line, column and code of each.
fn places(faults: &[Fault]) -> Vec<(u32, &'static str, &'static str)> {
    faults
        .iter()
        .map(|fault| (fault.line, fault.column, fault.code))
        .collect()
}

fn day(year: u16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month, day)
}

fn points(points: i64) -> Rate {
    Rate::basis_points(points)
}

fn county(name: &str, fips: u16, rate: Rate) -> KnownRow {
    KnownRow {
        class: "vehicle".into(),
        level: Level::County,
        name: name.into(),
        county: name.into(),
        county_fips: fips,
        rate,
        cap: None,
        from: None,
        to: None,
        stacks_on: None,
        whose: Whose::Table,
    }
}

fn city(name: &str, of: &KnownRow, rate: Rate) -> KnownRow {
    KnownRow {
        level: Level::City,
        name: name.into(),
        rate,
        ..of.clone()
    }
}

fn known(rows: Vec<KnownRow>) -> Known {
    let mut counties: Vec<(u16, String)> = rows
        .iter()
        .map(|row| (row.county_fips, row.county.clone()))
        .collect();
    counties.dedup();
    Known { rows, counties }
}

/// Ashland 0.5 %, Manitowoc none, Milwaukee County 0.9 % with the city at 2.9 % in all, Oneida by its federal number.
fn wisconsin() -> Known {
    let milwaukee = county("Milwaukee County", 55_079, points(90));
    known(vec![
        county("Ashland County", 55_003, points(50)),
        county("Menominee County", 55_078, points(50)),
        city("Milwaukee", &milwaukee, points(290)),
        milwaukee,
    ])
}

/// County or place, level, rate, first day.
fn taken(resolved: &Resolved) -> Vec<(&str, Level, Rate, Option<Date>)> {
    resolved
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.level, row.rate, row.from))
        .collect()
}

#[test]
fn a_streamlined_rate_file_gives_whole_rates_where_the_table_has_whole_rates() {
    let file = rates(sample!("WIR2026Q4-slice.csv"));
    assert_eq!((file.state, file.format), ("WI", Format::SstRates));
    let resolved = resolve(&file, &wisconsin()).expect("no fault");
    // The city's 2 % with the county's: 0.9 % from 2024; 0.5 % before it ended with 2023, which no rule reaches.
    assert_eq!(
        taken(&resolved),
        [
            ("Ashland County", Level::County, points(50), day(1988, 4, 1)),
            (
                "Milwaukee County",
                Level::County,
                points(90),
                day(2024, 1, 1)
            ),
            (
                "Menominee County",
                Level::County,
                points(50),
                day(2020, 3, 31)
            ),
            ("Milwaukee", Level::City, points(290), day(2024, 1, 1)),
        ]
    );
    let unmatched: Vec<&str> = resolved
        .unmatched
        .iter()
        .map(|row| row.place.as_str())
        .collect();
    assert_eq!(unmatched, ["district 55503"]);
    let notices: Vec<&str> = resolved.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(notices, ["blank_rates", "nothing_levied"]);
    let compared = compare(resolved.rows, &wisconsin());
    assert!(
        compared.iter().all(|row| row.change == Change::Same),
        "{compared:?}"
    );
}

#[test]
fn a_city_that_stacks_on_its_county_is_given_its_own_rate() {
    let mut known = wisconsin();
    for row in known.rows.iter_mut().filter(|row| row.level == Level::City) {
        row.stacks_on = Some("Milwaukee County".into());
        row.cap = Some(Cents::dollars(2_500));
    }
    let resolved = resolve(&rates(sample!("WIR2026Q4-slice.csv")), &known).expect("no fault");
    let city = resolved
        .rows
        .iter()
        .find(|row| row.level == Level::City)
        .expect("the city");
    assert_eq!(
        (city.rate, city.cap),
        (points(200), Some(Cents::dollars(2_500)))
    );
    assert_eq!(city.stacks_on.as_deref(), Some("Milwaukee County"));
    let note = city.note.as_deref().unwrap_or_default();
    assert!(note.contains("keeps the table's limit"), "{note}");
}

#[test]
fn a_file_cut_in_the_middle_of_a_line_is_refused_at_that_line() {
    // 365 bytes are seven whole lines and the beginning of the eighth.
    let found = faults(sample!("WIR2026Q4-cut.csv"));
    assert_eq!(
        places(&found).last().map(|place| place.2),
        Some("cut_off"),
        "{found:?}"
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn a_file_cut_between_lines_lacks_counties() {
    let mut known = wisconsin();
    for (index, name) in ["Brown County", "Dane County", "Dodge County", "Door County"]
        .iter()
        .enumerate()
    {
        let fips = 55_009 + 2 * u16::try_from(index).expect("small");
        known.rows.push(county(name, fips, points(50)));
        known.counties.push((fips, (*name).into()));
    }
    // Four of seven counties are missing, more than a quarter.
    let refused = resolve(&rates(sample!("WIR2026Q4-slice.csv")), &known).expect_err("incomplete");
    assert_eq!(places(&refused), [(0, "", "incomplete")]);
}

#[test]
fn overlapping_dates_of_one_place_are_a_fault_that_names_both_lines() {
    let file = rates(sample!("WIR-overlap.csv"));
    let refused = resolve(&file, &wisconsin()).expect_err("an overlap");
    let overlap = refused
        .iter()
        .find(|fault| fault.code == "overlapping_dates")
        .expect("it");
    assert_eq!((overlap.line, overlap.column), (3, "begin date"));
    assert!(overlap.detail.contains("line 2"), "{}", overlap.detail);
}

#[test]
fn every_fault_is_named_at_once() {
    assert_eq!(
        places(&faults(sample!("WIR-faults.csv"))),
        [
            (2, "jurisdiction type", "unknown_type"),
            (3, "jurisdiction code", "unknown_code"),
            (4, "general rate, intrastate", "rate_too_high"),
            (5, "general rate, intrastate", "negative_rate"),
            (5, "begin date", "not_a_date"),
            (5, "end date", "not_a_date"),
            (6, "state", "unknown_state"),
        ]
    );
}

#[test]
fn a_changed_rate_is_shown_beside_what_holds_now() {
    let changed = String::from_utf8_lossy(sample!("WIR2026Q4-slice.csv"))
        .replace("55,00,003,0.005", "55,00,003,0.0075")
        .replace(
            "20240101,99991231\n55,00,078",
            "20240101,20261231\n55,00,078",
        );
    let resolved = resolve(&rates(changed.as_bytes()), &wisconsin()).expect("no fault");
    let compared = compare(resolved.rows, &wisconsin());
    let of = |name: &str, change: Change| -> Vec<&Compared> {
        compared
            .iter()
            .filter(|row| row.row.name == name && row.change == change)
            .collect()
    };
    let ashland = of("Ashland County", Change::Changed);
    assert_eq!(ashland[0].before, Some((points(50), None, Whose::Table)));
    assert_eq!(ashland[0].row.rate, points(75));
    // Milwaukee County's rate ends with 2026: from the next day the county levies nothing, and the city 2 % alone.
    let ended = of("Milwaukee County", Change::Ended);
    assert_eq!(
        (ended[0].row.rate, ended[0].row.from),
        (Rate::ZERO, day(2027, 1, 1))
    );
    let city = of("Milwaukee", Change::Changed);
    assert_eq!(
        (city[0].row.rate, city[0].row.from),
        (points(200), day(2027, 1, 1))
    );
}

#[test]
fn a_boundary_file_gives_candidates_for_a_zip() {
    let Ok(Read::Boundary(file)) = read(sample!("MNB-slice.csv"), &Hints::default()) else {
        panic!("a boundary file");
    };
    let Boundary {
        state,
        ranges,
        notices,
    } = &file;
    assert_eq!((*state, ranges.len()), ("MN", 5));
    assert_eq!(notices[0].code, "wide_ranges");
    // Location codes are no districts, and a gap among the triplets does not end them.
    assert_eq!(ranges[0].districts, ["82053"]);
    let on = |zip, day: Option<Date>| file.candidates(zip, day.expect("a day"));
    assert_eq!(on(55_104, day(2019, 3, 31)), [(Some(27_123), None)]);
    assert_eq!(
        on(55_104, day(2019, 4, 1)),
        [(Some(27_123), Some(2_758_000))]
    );
    assert_eq!(
        on(55_101, day(2026, 1, 1)),
        [(Some(27_053), None), (Some(27_123), Some(2_758_000))]
    );
    assert!(on(55_499, day(2026, 1, 1)).is_empty());
}

#[test]
fn californias_statewide_part_is_taken_off() {
    let file = rates(sample!("ca-workbook-slice.csv"));
    let parts: Vec<(u32, Rate, Option<Date>)> = file
        .rows
        .iter()
        .map(|row| (row.line, row.rate, row.from))
        .collect();
    let from = day(2026, 10, 1);
    // 10.75 − 7.25, 10.25 − 7.25, 7.25 − 7.25 (as the spreadsheet left it), 8.625 − 7.25 percent.
    assert_eq!(
        parts,
        [
            (4, points(350), from),
            (5, points(300), from),
            (6, Rate::ZERO, from),
            (8, Rate::new(1_375_000), from),
        ]
    );
    let gis = rates(sample!("ca-gis-slice.csv"));
    assert_eq!(gis.rows[0].rate, points(350));
    assert_eq!(gis.rows[1].place.words(), "Alpine");
    let low = faults(b"Location,Rate,County,Type\nAlameda,0.0700,Alameda,City\n");
    assert_eq!(places(&low), [(2, "Rate", "below_statewide")]);
    let undated = faults(b"Location,Rate,County,Type\nAlameda,0.1075,Alameda,City\n");
    assert_eq!(places(&undated), [(0, "", "effective_needed")]);
}

#[test]
fn washingtons_local_part_is_local_and_transit_together() {
    let file = rates(sample!("wa-slice.csv"));
    let places_of: Vec<String> = file.rows.iter().map(|row| row.place.words()).collect();
    assert_eq!(
        places_of,
        [
            "Seattle, King",
            "King County outside the transit area, King",
            "Auburn, Pierce",
            "Adams"
        ]
    );
    assert_eq!(file.rows[0].rate, points(405));
    assert_eq!(file.rows[2].rate, points(370));
    // The quarter's last day is no end of the rate.
    assert!(file.rows.iter().all(|row| row.to.is_none()));
    assert_eq!(
        places(&faults(sample!("wa-sum.csv"))),
        [(2, "Rate", "sum_differs")]
    );
}

#[test]
fn alabamas_automotive_rates_are_taken_and_no_other() {
    let baldwin = county("Baldwin County", 1_003, points(100));
    let chambers = county("Chambers County", 1_017, points(50));
    let known = known(vec![
        city("Lanett", &chambers, points(70)),
        baldwin,
        chambers,
    ]);
    let resolved = resolve(&rates(sample!("al-slice.csv")), &known).expect("no fault");
    // Lanett stands alone in this table, so the county's rate would be added; the slice has none of Chambers County.
    assert_eq!(
        taken(&resolved),
        [
            (
                "Baldwin County",
                Level::County,
                points(125),
                day(2018, 6, 1)
            ),
            ("Lanett", Level::City, points(70), day(2014, 1, 1)),
            (
                "Lanett (police jurisdiction)",
                Level::District,
                points(35),
                day(2014, 1, 1)
            ),
        ]
    );
    assert_eq!(resolved.unmatched.len(), 1);
    assert_eq!(resolved.unmatched[0].place, "Nowhere");
    assert_eq!(resolved.notices[0].code, "lease_rates");
}

#[test]
fn illinois_vehicles_bear_the_st_556_rate_and_not_the_general_one() {
    let file = rates(sample!("il-slice.txt"));
    let rows: Vec<(String, Rate, Option<Date>, Option<Date>)> = file
        .rows
        .iter()
        .map(|row| (row.place.words(), row.rate, row.from, row.to))
        .collect();
    // The general rate of the slice is 8.25 %. ST-556: Cook 7.50 − 6.25, before it 7.25 − 6.25; Madison 6.25 and, in
    // the Metro-East district, 6.50.
    assert_eq!(rows[0], ("Cook".into(), points(125), day(2026, 9, 1), None));
    assert_eq!(
        rows[1],
        (
            "Cook".into(),
            points(100),
            day(2008, 4, 1),
            day(2026, 8, 31)
        )
    );
    assert_eq!((rows[2].0.as_str(), rows[2].1), ("Madison", Rate::ZERO));
    assert_eq!(rows[3].1, points(25));
    assert_eq!(rows.len(), 5);
    let cut = faults(sample!("il-cut.txt"));
    assert_eq!(places(&cut), [(3, "", "cut_off")]);
}

#[test]
fn texas_is_read_and_said_to_reach_no_vehicle() {
    let file = rates(sample!("tx-slice.txt"));
    assert_eq!(file.rows[0].from, day(2026, 10, 1));
    let resolved = resolve(&file, &Known::of_table("TX")).expect("no fault");
    assert!(resolved.rows.is_empty());
    assert_eq!(resolved.unmatched.len(), 3);
    assert!(
        resolved
            .notices
            .iter()
            .any(|notice| notice.code == "no_local_vehicle_tax")
    );
}

#[test]
fn the_template_is_taken_as_written() {
    let file = rates(sample!("template.csv"));
    let resolved = resolve(&file, &Known::of_table("FL")).expect("no fault");
    let pinellas = &resolved.rows[0];
    assert_eq!(
        (pinellas.name.as_str(), pinellas.rate),
        ("Pinellas County", points(125))
    );
    let hillsborough = &resolved.rows[1];
    assert_eq!(hillsborough.cap, Some(Cents::dollars(4_000)));
    assert_eq!(hillsborough.to, day(2027, 12, 31));
    assert_eq!(
        places(&faults(sample!("template-faults.csv"))),
        [
            (2, "state", "unknown_state"),
            (3, "county_fips", "unknown_code"),
            (3, "rate", "rate_too_high"),
            (3, "from", "not_a_date"),
            (3, "cap_rule", "unknown_cap_rule"),
            (4, "to", "ends_before_it_begins"),
            (5, "state", "another_state"),
        ]
    );
}

#[test]
fn a_file_of_another_format_is_told_what_it_looks_like() {
    let says = |bytes: &[u8], words: &str| {
        let found = faults(bytes);
        assert!(found[0].detail.contains(words), "{}", found[0].detail);
    };
    says(b"", "empty");
    says(b"%PDF-1.7 ...", "PDF");
    says(b"<!DOCTYPE html><html>", "web page");
    says(b"{\"rates\": []}", "JSON");
    says(b"vin,stock,price\n1,2,3\n", "\"vin, stock, price\"");
    let florida = Hints {
        state: Some("FL".into()),
        effective: None,
    };
    let refused = read(sample!("WIR2026Q4-slice.csv"), &florida).expect_err("another state");
    assert_eq!(refused[0].code, "another_state");
    assert!(
        refused[0]
            .detail
            .contains("Streamlined rate file of Wisconsin"),
        "{}",
        refused[0].detail
    );
}
