//! The boundary file of the Streamlined Sales Tax agreement: which ZIP lies in which county, place and districts.
//!
//! Z rows speak of ZIP ranges, 4 rows of ZIP+4 ranges, A rows of addresses. All give candidates; only an address decides.

use std::collections::BTreeSet;

use tax::Date;

use crate::fault::{Fault, Notice};
use crate::reading::Reading;
use crate::{states, text};

/// Up to the federal codes of county and place; what follows may be missing in older files.
const COLUMNS: usize = 26;
const TRIPLETS: usize = 29;
/// A range this wide is a state with one rate, not a place.
const WIDEST: u32 = 1_000;

/// A boundary file, read without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    pub state: &'static str,
    pub ranges: Vec<ZipRange>,
    pub notices: Vec<Notice>,
}

/// ZIPs that touch a county, and within it a place and districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZipRange {
    pub line: u32,
    pub low: u32,
    pub high: u32,
    /// The range speaks only of part of the ZIP (ZIP+4 or an address).
    pub part: bool,
    /// Five digits.
    pub county: Option<u16>,
    /// Seven digits.
    pub place: Option<u32>,
    /// Codes of special districts.
    pub districts: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Boundary {
    /// What a ZIP touches on a day, without repetition.
    #[must_use]
    pub fn candidates(&self, zip: u32, day: Date) -> Vec<(Option<u16>, Option<u32>)> {
        let found: BTreeSet<_> = self
            .ranges
            .iter()
            .filter(|range| range.low <= zip && zip <= range.high)
            .filter(|range| range.from.is_none_or(|from| from <= day))
            .filter(|range| range.to.is_none_or(|to| day <= to))
            .map(|range| (range.county, range.place))
            .collect();
        found.into_iter().collect()
    }
}

pub fn read(content: &str) -> Result<Boundary, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut ranges = Vec::new();
    let mut of_state: Option<&'static str> = None;
    let mut wide = 0u32;
    let mut seen = BTreeSet::new();
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        if !reading.complete(fields.len(), COLUMNS, lines.peek().is_none()) {
            continue;
        }
        let letters = fields[22].parse::<u8>().ok().and_then(states::letters_of);
        let Some(letters) = letters else {
            let detail = format!("\"{}\" is the federal number of no state", fields[22]);
            reading.fault("state", "unknown_state", detail);
            continue;
        };
        let first = *of_state.get_or_insert(letters);
        if first != letters {
            let detail = format!("speaks of {letters}, the file of {first}");
            reading.fault("state", "another_state", detail);
            continue;
        }
        if let Some(range) = range(&mut reading, &fields) {
            if range.high - range.low > WIDEST {
                wide += 1;
            } else if seen.insert((
                (range.low, range.high, range.part),
                (range.county, range.place, range.districts.clone()),
                (range.from, range.to),
            )) {
                // Thousands of addresses say the same of a ZIP.
                ranges.push(range);
            }
        }
    }
    if wide > 0 {
        reading.notices.push(Notice::of_file(
            "wide_ranges",
            format!("{wide} ranges of more than {WIDEST} ZIPs name no place and were left out"),
        ));
    }
    match of_state {
        Some(state) if reading.faults.is_empty() => Ok(Boundary {
            state,
            ranges,
            notices: reading.notices,
        }),
        _ => Err(reading.faults),
    }
}

fn zip(reading: &mut Reading, column: &'static str, field: &str) -> Option<u32> {
    let number = field.parse::<u32>().ok().filter(|_| field.len() <= 5);
    if number.is_none() {
        reading.fault(column, "not_a_zip", format!("\"{field}\" is no ZIP"));
    }
    number
}

fn range(reading: &mut Reading, fields: &[String]) -> Option<ZipRange> {
    let from = reading.day("begin date", &fields[1]);
    let to = reading.day("end date", &fields[2]);
    let part = match fields[0].to_lowercase().as_str() {
        "z" => false,
        "4" | "a" => true,
        other => {
            let detail = format!("\"{other}\" is no type of record (Z, 4, A)");
            reading.fault("record type", "unknown_type", detail);
            return None;
        }
    };
    let address = fields[0].eq_ignore_ascii_case("a");
    let (low, high) = if address {
        let zip = zip(reading, "ZIP", &fields[15])?;
        (zip, zip)
    } else {
        let low = zip(reading, "ZIP low", &fields[17])?;
        let high = match fields[19].as_str() {
            "" => low,
            text => zip(reading, "ZIP high", text)?,
        };
        (low, high)
    };
    if high < low {
        reading.fault(
            "ZIP high",
            "ends_before_it_begins",
            format!("{high:05} is below {low:05}"),
        );
        return None;
    }
    let (from, to) = (from?.date(), to?.date());
    if !reading.in_order("end date", from, to) {
        return None;
    }
    let state = fields[22].parse::<u32>().unwrap_or_default();
    let code = |text: &str| text.parse::<u32>().ok().filter(|code| *code > 0);
    let county = code(&fields[24]).and_then(|county| u16::try_from(state * 1_000 + county).ok());
    let place = code(&fields[25]).map(|place| state * 100_000 + place);
    Some(ZipRange {
        line: reading.line,
        low,
        high,
        part,
        county,
        place,
        districts: districts(fields),
        from,
        to,
    })
}

/// The districts of a row: up to twenty triplets (source, code, type), gaps between them allowed. Codes that stand for
/// the location itself (type 45, beginning with L) are no districts.
fn districts(fields: &[String]) -> Vec<String> {
    fields
        .get(TRIPLETS..)
        .unwrap_or_default()
        .chunks(3)
        .filter_map(|triplet| match triplet {
            [_, code, kind] => {
                let location = kind == "45" && code.starts_with('L');
                (!code.is_empty() && !location).then(|| code.clone())
            }
            _ => None,
        })
        .collect()
}
