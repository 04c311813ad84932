//! California's rates, as the workbook of cities and counties and as the data behind the department's map.
//!
//! Both state the whole rate; the statewide 7.25 % (Rev. & Tax. Code §§ 6051, 6201, 7202, 7203.1) is in it and is
//! taken off, so that the district part remains.

use money::Rate;
use tax::Date;

use crate::fault::{Fault, Notice};
use crate::format::Format;
use crate::reading::{Reading, american, decimal};
use crate::row::{FileRow, Place, RateFile};
use crate::{HORIZON, names, text};

const STATEWIDE: Rate = Rate::basis_points(725);
const UNINCORPORATED: &str = "unincorporated area";

/// The district part of a whole rate.
fn district_part(reading: &mut Reading, column: &'static str, text: &str) -> Option<Rate> {
    let Some(whole) = decimal(text) else {
        reading.fault(column, "not_a_rate", format!("\"{text}\" is no rate"));
        return None;
    };
    if whole < STATEWIDE {
        let detail = format!(
            "{} % is below the statewide 7.25 %",
            whole.to_percent_text()
        );
        reading.fault(column, "below_statewide", detail);
        return None;
    }
    // Spreadsheets leave 0.02499999; the rates are multiples of 0.025 %.
    let step = 25_000;
    let parts = (whole - STATEWIDE).get();
    reading.within(column, Rate::new((parts + step / 2) / step * step))
}

fn row(reading: &Reading, place: Place, rate: Rate, from: Option<Date>) -> FileRow {
    FileRow {
        line: reading.line,
        class: "vehicle".into(),
        place,
        rate,
        cap: None,
        from,
        to: None,
        on_top_of_county: false,
        source: String::new(),
    }
}

fn file(format: Format, rows: Vec<FileRow>, reading: Reading) -> Result<RateFile, Vec<Fault>> {
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Ok(RateFile {
        format,
        state: "CA",
        rows,
        notices: reading.notices,
        names_every_county: true,
    })
}

/// The workbook as CSV: headings, then Location, Rate, …, County, Type, Notes.
pub fn workbook(content: &str, effective: Option<Date>) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut columns: Option<Columns> = None;
    let mut from = effective;
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        let Some(at) = &columns else {
            from = from.or_else(|| date_in_heading(line));
            columns = Columns::named(&fields);
            continue;
        };
        if !reading.complete(fields.len(), at.least, lines.peek().is_none()) {
            continue;
        }
        let location = fields[at.location].trim_end_matches('*').trim();
        let county = fields[at.county].as_str();
        let rate_text = fields[at.rate].trim_end_matches('%');
        // A county that only refers to its parts has nothing, or nothing but a zero, for a rate.
        if location.is_empty() || rate_text.is_empty() || decimal(rate_text) == Some(Rate::ZERO) {
            reading.blank += 1;
            continue;
        }
        let kind = fields[at.kind].to_lowercase();
        let place = match kind.as_str() {
            "county" | "unincorporated area" | "unincorporated" => Place::County(county.to_owned()),
            "city" | "town" => Place::City {
                name: location.to_owned(),
                county: county.to_owned(),
            },
            _ if location.to_lowercase().ends_with(" county") => Place::County(county.to_owned()),
            _ => {
                let detail = format!("\"{}\" is neither City nor County", fields[at.kind]);
                reading.fault("Type", "unknown_type", detail);
                continue;
            }
        };
        if let Some(rate) = district_part(&mut reading, "Rate", rate_text) {
            rows.push(row(&reading, place, rate, from));
        }
    }
    if from.is_none() && reading.faults.is_empty() {
        reading.faults.push(Fault::of_file(
            "effective_needed",
            "the file does not say from which day its rates hold; give the date (effective)",
        ));
    }
    reading.say_blank();
    file(Format::CaWorkbook, rows, reading)
}

struct Columns {
    location: usize,
    rate: usize,
    county: usize,
    kind: usize,
    least: usize,
}

impl Columns {
    fn named(fields: &[String]) -> Option<Self> {
        let at = |name: &str| {
            fields
                .iter()
                .position(|field| field.eq_ignore_ascii_case(name))
        };
        let (location, rate, county, kind) =
            (at("location")?, at("rate")?, at("county")?, at("type")?);
        Some(Self {
            location,
            rate,
            county,
            kind,
            least: location.max(rate).max(county).max(kind) + 1,
        })
    }
}

/// "… (effective October 1, 2026)" in a heading.
fn date_in_heading(line: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let words: Vec<String> = line
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(3).find_map(|three| {
        let month = MONTHS.iter().position(|month| *month == three[0])?;
        Date::new(
            three[2].parse().ok()?,
            u8::try_from(month + 1).ok()?,
            three[1].parse().ok()?,
        )
    })
}

/// The map's data: JURIS_NAME, COUNTY_NAME, CITY_NAME, RATE, START_DATE …
pub fn map_data(content: &str) -> Result<RateFile, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    let mut columns: Option<[usize; 4]> = None;
    let mut lines = text::lines(content).peekable();
    while let Some((number, line)) = lines.next() {
        reading.line = number;
        let fields = text::fields(line);
        let Some([name, county, rate, start]) = columns else {
            let at = |wanted: &str| {
                fields
                    .iter()
                    .position(|field| field.eq_ignore_ascii_case(wanted))
            };
            columns = (|| {
                Some([
                    at("JURIS_NAME")?,
                    at("COUNTY_NAME")?,
                    at("RATE")?,
                    at("START_DATE")?,
                ])
            })();
            if columns.is_none() {
                reading.fault(
                    "",
                    "columns",
                    "the header lacks one of JURIS_NAME, COUNTY_NAME, RATE, START_DATE",
                );
                break;
            }
            continue;
        };
        let least = [name, county, rate, start].into_iter().max().unwrap_or(0) + 1;
        if !reading.complete(fields.len(), least, lines.peek().is_none()) {
            continue;
        }
        let day = american(&fields[start]);
        if day.is_none() {
            let detail = format!("\"{}\" is no day such as 4/1/2026", fields[start]);
            reading.fault("START_DATE", "not_a_date", detail);
        }
        let part = district_part(&mut reading, "RATE", &fields[rate]);
        let (Some(day), Some(part)) = (day, part) else {
            continue;
        };
        let county = names::titled(&fields[county]);
        let place = if fields[name].to_lowercase().starts_with(UNINCORPORATED) {
            Place::County(county)
        } else {
            Place::City {
                name: names::titled(&fields[name]),
                county,
            }
        };
        rows.push(row(&reading, place, part, Some(day)));
    }
    if rows
        .iter()
        .any(|row| row.from.is_some_and(|from| from < HORIZON))
    {
        reading.notices.push(Notice::of_file(
            "start_of_place",
            "START_DATE is the day since which the rate holds; rates before it are not in the file and stay as they are",
        ));
    }
    file(Format::CaGis, rows, reading)
}
