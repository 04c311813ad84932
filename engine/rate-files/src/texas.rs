//! The Texas Comptroller's local rates: tab-separated, one header record, then city, county and two districts a line.
//!
//! Motor vehicles bear the state's 6.25 % alone (Tex. Tax Code § 152.021), so the rates serve other goods; they are read
//! and checked so that the preview can say so by name.

use tax::Date;

use crate::fault::Fault;
use crate::format::Format;
use crate::reading::Reading;
use crate::row::{FileRow, Place, RateFile};
use crate::text;

const COLUMNS: usize = 12;
/// Column of the name, the code, the rate, and what it is.
const TRIPLES: [(usize, &str); 4] = [
    (0, "city rate"),
    (3, "county rate"),
    (6, "district 1 rate"),
    (9, "district 2 rate"),
];

pub fn read(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows: Vec<FileRow> = Vec::new();
    let mut quarter = None;
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        if quarter.is_none() {
            quarter = first_day(fields.get(1).copied().unwrap_or_default());
            if quarter.is_none() {
                reading.fault(
                    "quarter",
                    "not_a_date",
                    "the first line has no quarter such as 20263",
                );
                break;
            }
            continue;
        }
        if !reading.complete(fields.len(), COLUMNS, lines.peek().is_none()) {
            continue;
        }
        for (at, column) in TRIPLES {
            let (name, code, rate) = (fields[at], fields[at + 1], fields[at + 2]);
            if name.is_empty()
                || name.eq_ignore_ascii_case("n/a")
                || code.eq_ignore_ascii_case("n/a")
            {
                continue;
            }
            let Some(rate) = reading.rate(column, rate) else {
                continue;
            };
            let county = fields[3].to_owned();
            let place = match at {
                0 => Place::City {
                    name: name.to_owned(),
                    county,
                },
                3 => Place::County(name.to_owned()),
                _ => Place::DistrictCode(format!("{name} ({code})")),
            };
            if rows
                .iter()
                .any(|row| row.place == place && row.rate == rate)
            {
                continue;
            }
            rows.push(FileRow {
                line: number,
                class: "vehicle".into(),
                place,
                rate,
                cap: None,
                from: quarter,
                to: None,
                on_top_of_county: false,
                source: String::new(),
            });
        }
    }
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Ok(RateFile {
        format: Format::TxRates,
        state: "TX",
        rows,
        notices: reading.notices,
        names_every_county: false,
    })
}

/// The first day of a quarter written `20263`.
fn first_day(text: &str) -> Option<Date> {
    let (year, quarter) = (
        text.get(..4)?.parse().ok()?,
        text.get(4..)?.parse::<u8>().ok()?,
    );
    Date::new(
        year,
        (1..=4).contains(&quarter).then_some(quarter * 3 - 2)?,
        1,
    )
}
