//! Illinois's machine readable rates: one fixed-width line a location, fields as the department's guide lays them out.
//!
//! Vehicles bear the rate of Form ST-556 ("Auto Sales"), never the general merchandise rate that comes first. It holds
//! the state's 6.25 % (35 ILCS 120/2-10), which is taken off. Where the high and the low rate differ, the high one
//! reaches only part of the location.

use std::ops::Range;

use money::Rate;
use tax::Date;

use crate::fault::Fault;
use crate::format::Format;
use crate::reading::{Reading, compact};
use crate::row::{FileRow, Place, RateFile};
use crate::{HORIZON, names, text};

const STATE: Rate = Rate::basis_points(625);

const NAME: Range<usize> = 10..35;
const COUNTY: Range<usize> = 35..60;
const EFFECTIVE: Range<usize> = 61..69;
const AUTO_HIGH: Range<usize> = 111..116;
const AUTO_LOW: Range<usize> = 116..121;
/// A line that says less than this was cut.
const SHORTEST: usize = 132;
const PRIOR_EFFECTIVE: Range<usize> = 132..140;
const PRIOR_END: Range<usize> = 140..148;
const PRIOR_AUTO_HIGH: Range<usize> = 190..195;
const PRIOR_AUTO_LOW: Range<usize> = 195..200;

/// Whether a line begins with a location id, `016-0001-4`.
pub fn begins_as_row(line: &str) -> bool {
    let id = line.as_bytes();
    id.len() > 60
        && (0..10).all(|at| match at {
            3 | 8 => id[at] == b'-',
            _ => id[at].is_ascii_digit(),
        })
}

pub fn read(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        if !line.is_ascii() || !begins_as_row(line) {
            reading.fault(
                "location",
                "unknown_code",
                "does not begin with a location such as 016-0001-4",
            );
            continue;
        }
        if line.len() < SHORTEST {
            let last = lines.peek().is_none();
            reading.complete(line.len(), SHORTEST, last);
            continue;
        }
        location(&mut reading, &mut rows, line);
    }
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Ok(RateFile {
        format: Format::IlMachine,
        state: "IL",
        rows,
        notices: reading.notices,
        names_every_county: false,
    })
}

fn location(reading: &mut Reading, rows: &mut Vec<FileRow>, line: &str) {
    let field = |at: Range<usize>| line.get(at).unwrap_or_default().trim();
    let county = names::titled(field(COUNTY));
    let is_county = &line[4..8] == "5000";
    let name = names::titled(field(NAME));
    let from = day(reading, "rate effective date", field(EFFECTIVE));
    let high = vehicle_rate(reading, "auto sales high rate", field(AUTO_HIGH));
    let low = vehicle_rate(reading, "auto sales low rate", field(AUTO_LOW));
    let (Some(from), Some(high), Some(low)) = (from, high, low) else {
        return;
    };
    let line_number = reading.line;
    let mut push = |high: Rate, low: Rate, from: Date, to: Option<Date>| {
        let row = |place, rate| FileRow {
            line: line_number,
            class: "vehicle".into(),
            place,
            rate,
            cap: None,
            from: Some(from),
            to,
            on_top_of_county: false,
            source: String::new(),
        };
        let place = if is_county {
            Place::County(county.clone())
        } else {
            Place::City {
                name: name.clone(),
                county: county.clone(),
            }
        };
        rows.push(row(place, low));
        if high > low {
            let part = Place::Part {
                name: format!(
                    "{} inside the district with the higher rate",
                    if is_county {
                        format!("{county} County")
                    } else {
                        name.clone()
                    }
                ),
                county: county.clone(),
            };
            rows.push(row(part, high));
        }
    };
    push(high, low, from, None);
    let prior = (compact(field(PRIOR_EFFECTIVE)), compact(field(PRIOR_END)));
    if let (Some(begin), Some(end)) = prior
        && end >= HORIZON
        && end < from
        && begin <= end
    {
        let high = vehicle_rate(
            reading,
            "prior auto sales high rate",
            field(PRIOR_AUTO_HIGH),
        );
        let low = vehicle_rate(reading, "prior auto sales low rate", field(PRIOR_AUTO_LOW));
        if let (Some(high), Some(low)) = (high, low) {
            push(high, low, begin, Some(end));
        }
    }
}

fn day(reading: &mut Reading, column: &'static str, text: &str) -> Option<Date> {
    reading.day(column, text).and_then(|day| day.date())
}

/// Five digits behind the point, the state's part taken off.
fn vehicle_rate(reading: &mut Reading, column: &'static str, text: &str) -> Option<Rate> {
    if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        reading.fault(
            column,
            "not_a_rate",
            format!("\"{text}\" is no rate of five digits"),
        );
        return None;
    }
    let whole = Rate::new(text.parse::<i64>().ok()? * 1_000);
    if whole < STATE {
        let detail = format!("{} % is below the state's 6.25 %", whole.to_percent_text());
        reading.fault(column, "below_statewide", detail);
        return None;
    }
    reading.within(column, whole - STATE)
}
