//! Alabama's list of city and county rates: every tax type and rate class, of which vehicles bear the automotive ones.
//!
//! Sales are `ST`/`AUTO`. Leases (`RT`/`AUTO`) are a tax of their own and rest on the lessor; they are counted and not
//! taken. A city's rate comes on top of its county's. Where the list gives a police jurisdiction a rate of its own, that
//! becomes a part of the county beside the city.

use crate::fault::{Fault, Notice};
use crate::format::Format;
use crate::reading::{Day, Reading, american, compact};
use crate::row::{FileRow, Place, RateFile};
use crate::{HORIZON, names, text};

/// The columns by the names that the list gives them, without blanks.
const NAMES: [&str; 9] = [
    "localitycode",
    "name",
    "taxtype",
    "ratetype",
    "activedate",
    "inactivedate",
    "rate",
    "pj",
    "pjrate",
];

pub fn read(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut columns: Option<[Option<usize>; NAMES.len()]> = None;
    let (mut width, mut leases) = (0, 0u32);
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        let Some(at) = &columns else {
            let plain: Vec<String> = fields
                .iter()
                .map(|field| field.to_lowercase().replace([' ', '_'], ""))
                .collect();
            if plain.iter().any(|name| name == "localitycode") {
                columns = Some(NAMES.map(|name| plain.iter().position(|found| found == name)));
                width = fields.len();
            }
            continue;
        };
        if !reading.complete(fields.len(), width, lines.peek().is_none()) {
            continue;
        }
        let field = |index: usize| at[index].map_or("", |column| fields[column].as_str());
        let (tax, class) = (field(2).to_uppercase(), field(3).to_uppercase());
        if !class.starts_with("AUTO") {
            continue;
        }
        match tax.as_str() {
            "ST" => row(&mut reading, &mut rows, field),
            "RT" => leases += 1,
            _ => {}
        }
    }
    if leases > 0 {
        reading.notices.push(Notice::of_file(
            "lease_rates",
            format!("{leases} automotive rental rates (RT) are in the file; leases are quoted by the table, so they were not taken"),
        ));
    }
    reading.say_blank();
    if rows.is_empty() && reading.faults.is_empty() {
        reading.faults.push(Fault::of_file(
            "no_vehicle_rates",
            "the file has no automotive sales rate (tax type ST, rate type AUTO)",
        ));
    }
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Ok(RateFile {
        format: Format::AlRates,
        state: "AL",
        rows,
        notices: reading.notices,
        names_every_county: false,
    })
}

fn row<'a>(reading: &mut Reading, rows: &mut Vec<FileRow>, field: impl Fn(usize) -> &'a str) {
    if field(6).is_empty() {
        reading.blank += 1;
        return;
    }
    let rate = reading.rate("Rate", field(6));
    let from = day(reading, "Active Date", field(4));
    let to = day(reading, "Inactive Date", field(5));
    let (Some(rate), Some(from), Some(to)) = (rate, from, to) else {
        return;
    };
    let (from, to) = (from.date(), to.date());
    if !reading.in_order("Inactive Date", from, to) || to.is_some_and(|to| to < HORIZON) {
        return;
    }
    let name = field(1);
    if name.is_empty() {
        reading.fault("Name", "required", "is empty");
        return;
    }
    let small = name.to_lowercase();
    let is_county = small.ends_with(" county") || small.ends_with(" co");
    let shown = names::titled(name);
    let outside = field(7).eq_ignore_ascii_case("y") || field(7).eq_ignore_ascii_case("pj");
    let place = if is_county {
        Place::County(shown.trim_end_matches(" Co").to_owned())
    } else if outside {
        Place::CityAlone(format!("{shown} (police jurisdiction)"))
    } else {
        Place::CityAlone(shown.clone())
    };
    let line = reading.line;
    let row = |place, rate| FileRow {
        line,
        class: "vehicle".into(),
        place,
        rate,
        cap: None,
        from,
        to,
        on_top_of_county: !is_county,
        source: String::new(),
    };
    rows.push(row(place, rate));
    if !is_county
        && !outside
        && !field(8).is_empty()
        && let Some(rate) = reading.rate("PJ_Rate", field(8))
    {
        let place = Place::CityAlone(format!("{shown} (police jurisdiction)"));
        rows.push(row(place, rate));
    }
}

fn day(reading: &mut Reading, column: &'static str, text: &str) -> Option<Day> {
    if text.is_empty() || text.starts_with("12/31/9999") {
        return Some(Day::Open);
    }
    let date = american(text)
        .filter(|_| text.contains('/'))
        .or_else(|| text.get(..10).and_then(|day| day.parse().ok()))
        .or_else(|| compact(text).filter(|date| date.year() < 2900));
    match date {
        Some(date) => Some(Day::On(date)),
        None => reading.day(column, text),
    }
}
