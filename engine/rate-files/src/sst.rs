//! The rate file of the Streamlined Sales Tax agreement: nine columns without a header, one row a jurisdiction and period.
//!
//! Every jurisdiction states its own rate: what a place in a city bears is the county's row and the city's row together.

use crate::fault::{Fault, Notice};
use crate::format::Format;
use crate::reading::Reading;
use crate::row::{FileRow, Place, RateFile};
use crate::{HORIZON, states, text};

const COLUMNS: usize = 9;
const STATE: u8 = 45;
const COUNTY: u8 = 0;
const CITY: u8 = 1;

pub fn read(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut of_state: Option<&'static str> = None;
    let mut state_rate = false;
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        if !reading.complete(fields.len(), COLUMNS, lines.peek().is_none()) {
            continue;
        }
        let Some(state) = state(&mut reading, &fields[0], &mut of_state) else {
            continue;
        };
        if let Some(row) = row(&mut reading, state, &fields, &mut state_rate) {
            rows.push(row);
        }
    }
    reading.say_blank();
    if !state_rate {
        reading.notices.push(Notice::of_file(
            "no_state_rate",
            "the file has no row of the state itself (type 45); the published files have one",
        ));
    }
    match of_state {
        Some(state) if reading.faults.is_empty() => Ok(RateFile {
            format: Format::SstRates,
            state,
            rows,
            notices: reading.notices,
            names_every_county: true,
        }),
        _ => Err(reading.faults),
    }
}

/// The state of a row; a file speaks of one.
fn state(
    reading: &mut Reading,
    field: &str,
    of_file: &mut Option<&'static str>,
) -> Option<(u8, &'static str)> {
    let number = field.parse::<u8>().ok();
    let Some((number, letters)) =
        number.and_then(|number| states::letters_of(number).map(|letters| (number, letters)))
    else {
        reading.fault(
            "state",
            "unknown_state",
            format!("\"{field}\" is the federal number of no state"),
        );
        return None;
    };
    let first = *of_file.get_or_insert(letters);
    if first != letters {
        reading.fault(
            "state",
            "another_state",
            format!("speaks of {letters}, the file of {first}"),
        );
        return None;
    }
    Some((number, letters))
}

fn row(
    reading: &mut Reading,
    (state, _): (u8, &'static str),
    fields: &[String],
    state_rate: &mut bool,
) -> Option<FileRow> {
    let Ok(kind) = fields[1].parse::<u8>() else {
        let detail = format!("\"{}\" is no type of jurisdiction", fields[1]);
        reading.fault("jurisdiction type", "unknown_type", detail);
        return None;
    };
    if fields[3].is_empty() {
        reading.blank += 1;
        return None;
    }
    let code = &fields[2];
    let place = match kind {
        STATE => None,
        COUNTY => match code.parse::<u16>() {
            Ok(county) if code.len() <= 3 => {
                Some(Place::CountyCode(u16::from(state) * 1_000 + county))
            }
            _ => {
                let detail = format!("\"{code}\" is no county code of three digits");
                reading.fault("jurisdiction code", "unknown_code", detail);
                return None;
            }
        },
        CITY => match code.parse::<u32>() {
            Ok(city) if code.len() <= 5 => {
                Some(Place::PlaceCode(u32::from(state) * 100_000 + city))
            }
            _ => {
                let detail = format!("\"{code}\" is no place code of five digits");
                reading.fault("jurisdiction code", "unknown_code", detail);
                return None;
            }
        },
        _ => Some(Place::DistrictCode(code.clone())),
    };
    let rate = reading.rate("general rate, intrastate", &fields[3]);
    let from = reading.day("begin date", &fields[7]);
    let to = reading.day("end date", &fields[8]);
    let (rate, from, to) = (rate?, from?.date(), to?.date());
    if !reading.in_order("end date", from, to) {
        return None;
    }
    let Some(place) = place else {
        *state_rate = true;
        return None;
    };
    // A rate that ended long ago serves no sale; the rest of its line was still held to the format.
    if to.is_some_and(|to| to < HORIZON) {
        return None;
    }
    Some(FileRow {
        line: reading.line,
        class: "vehicle".into(),
        on_top_of_county: matches!(place, Place::PlaceCode(_)),
        place,
        rate,
        cap: None,
        from,
        to,
        source: String::new(),
    })
}
