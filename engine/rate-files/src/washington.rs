//! Washington's quarterly rates: Name, Code, State, Local, RTA, Rate, Effective Date, Expiration Date.
//!
//! The local part is Local and RTA together. A location code's first two digits number the county in the order of the
//! alphabet; names tell the parts of a county apart (`KING COUNTY NON-RTA`, `AUBURN/PIERCE RTA`).

use money::Rate;
use tax::Date;

use crate::fault::Fault;
use crate::format::Format;
use crate::reading::{Day, Reading, american, decimal};
use crate::row::{FileRow, Place, RateFile};
use crate::{names, text};

const COLUMNS: usize = 8;

const COUNTIES: [&str; 39] = [
    "Adams",
    "Asotin",
    "Benton",
    "Chelan",
    "Clallam",
    "Clark",
    "Columbia",
    "Cowlitz",
    "Douglas",
    "Ferry",
    "Franklin",
    "Garfield",
    "Grant",
    "Grays Harbor",
    "Island",
    "Jefferson",
    "King",
    "Kitsap",
    "Kittitas",
    "Klickitat",
    "Lewis",
    "Lincoln",
    "Mason",
    "Okanogan",
    "Pacific",
    "Pend Oreille",
    "Pierce",
    "San Juan",
    "Skagit",
    "Skamania",
    "Snohomish",
    "Spokane",
    "Stevens",
    "Thurston",
    "Wahkiakum",
    "Walla Walla",
    "Whatcom",
    "Whitman",
    "Yakima",
];

pub fn read(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut header = true;
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        if header {
            header = !fields[0].eq_ignore_ascii_case("name");
            continue;
        }
        if !reading.complete(fields.len(), COLUMNS, lines.peek().is_none()) {
            continue;
        }
        if let Some(row) = row(&mut reading, &fields) {
            rows.push(row);
        }
    }
    reading.say_blank();
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Ok(RateFile {
        format: Format::WaQuarterly,
        state: "WA",
        rows,
        notices: reading.notices,
        names_every_county: false,
    })
}

fn row(reading: &mut Reading, fields: &[String]) -> Option<FileRow> {
    if fields[3].is_empty() || fields[5].is_empty() {
        reading.blank += 1;
        return None;
    }
    let mut rate = |column, text: &str| {
        let found = decimal(if text.is_empty() { "0" } else { text });
        if found.is_none() {
            reading.fault(column, "not_a_rate", format!("\"{text}\" is no rate"));
        }
        found
    };
    let (state, local, transit, whole) = (
        rate("State", &fields[2]),
        rate("Local", &fields[3]),
        rate("RTA", &fields[4]),
        rate("Rate", &fields[5]),
    );
    let from = day(reading, "Effective Date", &fields[6]);
    let to = day(reading, "Expiration Date", &fields[7]);
    let place = place(reading, &fields[0], &fields[1]);
    let (state, local, transit, whole) = (state?, local?, transit?, whole?);
    let part: Rate = local + transit;
    if state + part != whole {
        let detail = format!(
            "{} % is not the sum of State, Local and RTA ({} %)",
            whole.to_percent_text(),
            (state + part).to_percent_text()
        );
        reading.fault("Rate", "sum_differs", detail);
        return None;
    }
    let rate = reading.within("Local", part)?;
    let (from, to) = (from?.date(), to?.date());
    if !reading.in_order("Expiration Date", from, to) {
        return None;
    }
    Some(FileRow {
        line: reading.line,
        class: "vehicle".into(),
        place: place?,
        rate,
        cap: None,
        from,
        to: to_open(to),
        on_top_of_county: false,
        source: String::new(),
    })
}

/// The file of a quarter gives its own last day as the end of every rate. The rate goes on until the next file says
/// otherwise, so an end on the last day of a quarter is no end.
fn to_open(to: Option<Date>) -> Option<Date> {
    to.filter(|to| {
        !matches!(
            (to.month(), to.day()),
            (3, 31) | (6, 30) | (9, 30) | (12, 31)
        )
    })
}

fn day(reading: &mut Reading, column: &'static str, text: &str) -> Option<Day> {
    if text.is_empty() {
        return Some(Day::Open);
    }
    match american(text).filter(|_| text.contains('/')) {
        Some(date) => Some(Day::On(date)),
        None => reading.day(column, text),
    }
}

fn place(reading: &mut Reading, name: &str, code: &str) -> Option<Place> {
    let number = code.parse::<usize>().ok().filter(|_| code.len() <= 4);
    let Some(number) = number else {
        let detail = format!("\"{code}\" is no location code of four digits");
        reading.fault("Code", "unknown_code", detail);
        return None;
    };
    let (outside, words) = stripped(name);
    let (city, named_county) = match words.split_once('/') {
        Some((city, county)) => (city.trim().to_owned(), Some(names::titled(county.trim()))),
        None => (words.clone(), None),
    };
    let by_code = (number / 100)
        .checked_sub(1)
        .and_then(|index| COUNTIES.get(index))
        .map(|county| (*county).to_owned());
    let small = city.to_lowercase();
    if let Some(county) = small
        .strip_suffix(" county")
        .or_else(|| small.strip_suffix(" county unincorp. areas"))
    {
        let county = names::titled(&county.to_uppercase());
        return Some(if outside {
            Place::Part {
                name: format!("{county} County outside the transit area"),
                county,
            }
        } else {
            Place::County(county)
        });
    }
    let Some(county) = named_county.or(by_code) else {
        let detail = format!("code {code} is of no county");
        reading.fault("Code", "unknown_code", detail);
        return None;
    };
    if small.starts_with("unincorp") {
        return Some(if outside {
            Place::Part {
                name: format!("{county} County outside the transit area"),
                county,
            }
        } else {
            Place::County(county)
        });
    }
    let name = names::titled(&city);
    Some(if outside {
        Place::Part {
            name: format!("{name} outside the transit area"),
            county,
        }
    } else {
        Place::City { name, county }
    })
}

/// A name without the words that say on which side of a transit area it lies; true where outside.
fn stripped(name: &str) -> (bool, String) {
    const OUTSIDE: [&str; 3] = ["NON-RTA", "NON-PTBA", "NON-HBZ"];
    const INSIDE: [&str; 3] = ["RTA", "PTBA", "HBZ"];
    let words = name.trim().trim_end_matches('*');
    let outside = words.split_whitespace().any(|word| OUTSIDE.contains(&word));
    let kept: Vec<&str> = words
        .split_whitespace()
        .filter(|word| !OUTSIDE.contains(word) && !INSIDE.contains(word))
        .collect();
    (outside, kept.join(" "))
}
