//! A file's rows matched to the places that the engine knows, as dated rows in the engine's own terms.
//!
//! What the file does not speak of stays as it is known of the place: the limit to the first dollars, and what the rate
//! stands on. A place whose known row is the whole local rate is given the sum of its own and its county's; a place
//! whose known row stacks on the county is given its own. Rows that match nothing are listed.

use std::collections::BTreeMap;

use money::{Cents, Rate};
use tax::Date;

use crate::fault::{Fault, Notice};
use crate::format::Format;
use crate::known::Known;
use crate::names::key;
use crate::periods::{OPEN, Span, ordered, sum};
use crate::row::{FileRow, Level, Place, RateFile};
use crate::{HORIZON, cautions, places, states};

/// A row in the engine's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedRow {
    pub line: u32,
    pub class: String,
    pub level: Level,
    pub name: String,
    pub county: String,
    /// Five digits.
    pub county_fips: u16,
    pub rate: Rate,
    pub cap: Option<Cents>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub stacks_on: Option<String>,
    /// The file says that the tax ended: nothing is levied from here on.
    pub ended: bool,
    /// What a person should know of this row.
    pub note: Option<String>,
    pub source: String,
}

/// A row that no place is known for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    pub line: u32,
    pub place: String,
    pub rate: Rate,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub reason: String,
}

/// A file, matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    pub rows: Vec<ResolvedRow>,
    pub unmatched: Vec<Unmatched>,
    pub notices: Vec<Notice>,
}

/// A place in the engine's terms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    class: String,
    level: Level,
    county_fips: u16,
    key: String,
}

/// What the file says of one place.
#[derive(Default)]
struct Said {
    name: String,
    county: String,
    spans: Vec<Span>,
    cap: Option<Cents>,
    on_top_of_county: bool,
    source: String,
}

/// Matches a file to the known places of its state.
///
/// # Errors
/// Periods of one place that overlap, and a file that lacks so many counties that it must have been cut.
pub fn resolve(file: &RateFile, known: &Known) -> Result<Resolved, Vec<Fault>> {
    let mut out = Resolved {
        notices: file.notices.clone(),
        ..Resolved::default()
    };
    if let Some(caution) = cautions::caution(file.state) {
        out.notices
            .push(Notice::of_file("vehicles_differ", caution));
    }
    let taxed = known.has_class("vehicle");
    if !taxed {
        let detail = format!(
            "no local rate on vehicles is known in {}: no tax of a vehicle rests on this file",
            states::name_of(file.state)
        );
        out.notices
            .push(Notice::of_file("no_local_vehicle_tax", detail));
    }
    let mut said: BTreeMap<Target, Said> = BTreeMap::new();
    let mut untaxed = 0u32;
    for row in &file.rows {
        let found = if taxed || row.class != "vehicle" {
            targets(row, known)
        } else {
            Err("vehicles bear no local tax here".into())
        };
        match found {
            Ok(found) => {
                for (target, name, county) in found {
                    let entry = said.entry(target).or_insert_with(|| Said {
                        name,
                        county,
                        on_top_of_county: row.on_top_of_county,
                        source: row.source.clone(),
                        ..Said::default()
                    });
                    entry.cap = row.cap.or(entry.cap);
                    entry
                        .spans
                        .push(Span::of(row.from, row.to, row.rate, row.line));
                }
            }
            Err(_) if row.rate.is_zero() => untaxed += 1,
            Err(reason) => out.unmatched.push(Unmatched {
                line: row.line,
                place: row.place.words(),
                rate: row.rate,
                from: row.from,
                to: row.to,
                reason,
            }),
        }
    }
    if untaxed > 0 {
        out.notices.push(Notice::of_file(
            "nothing_levied",
            format!(
                "{untaxed} rows of places that levy nothing and are not in the table were left out"
            ),
        ));
    }
    let mut faults = Vec::new();
    for (target, entry) in &mut said {
        let place = format!("{} ({})", entry.name, target.level.word());
        let spans = std::mem::take(&mut entry.spans);
        entry.spans = ordered(spans, &place, &mut faults, &mut out.notices);
    }
    if file.names_every_county && taxed {
        missing_counties(known, &said, &mut faults, &mut out.notices);
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.line);
        return Err(faults);
    }
    let ends = matches!(file.format, Format::SstRates | Format::AlRates);
    for (target, entry) in &said {
        place_rows(known, &said, target, entry, ends, &mut out.rows);
    }
    out.rows.sort_by(|one, other| {
        (one.line, &one.county, &one.name, one.from).cmp(&(
            other.line,
            &other.county,
            &other.name,
            other.from,
        ))
    });
    Ok(out)
}

type Found = (Target, String, String);

/// The places that a row speaks of, or why there is none.
fn targets(row: &FileRow, known: &Known) -> Result<Vec<Found>, String> {
    if !known.has_class(&row.class) {
        return Err(format!(
            "the state has no class of rate called \"{}\"",
            row.class
        ));
    }
    let target = |level, county_fips, name: &str, county: &str| {
        let target = Target {
            class: row.class.clone(),
            level,
            county_fips,
            key: key(name),
        };
        (target, name.to_owned(), county.to_owned())
    };
    let county_target = |code: u16, county: &str| {
        let name = known
            .county_row(&row.class, code)
            .map_or(county, |row| row.name.as_str());
        target(Level::County, code, name, county)
    };
    match &row.place {
        Place::CountyCode(code) => match known.county(&format!("{code:05}")) {
            Some((code, county)) => Ok(vec![county_target(code, county)]),
            None => Err("no county of the state has this code".into()),
        },
        Place::County(name) => match known.county(name) {
            Some((code, county)) => Ok(vec![county_target(code, county)]),
            None => Err("no county of the state has this name".into()),
        },
        Place::PlaceCode(code) => {
            let found: Vec<Found> = places::of(*code)
                .iter()
                .filter_map(|(county, name)| {
                    let row = known.place(&row.class, Level::City, *county, name)?;
                    Some(target(Level::City, *county, &row.name, &row.county))
                })
                .collect();
            if found.is_empty() {
                Err("the file gives only the code of the place, and no place of the table has it".into())
            } else {
                Ok(found)
            }
        }
        Place::City { name, county } => {
            let Some((code, county)) = known.county(county) else {
                return Err(format!("{county} is no county of the state"));
            };
            if let Some(row) = known.place(&row.class, Level::City, code, name) {
                return Ok(vec![target(Level::City, code, &row.name, county)]);
            }
            // A city that is its county.
            if key(county) == key(name) && known.county_row(&row.class, code).is_some() {
                return Ok(vec![county_target(code, county)]);
            }
            Ok(vec![target(Level::City, code, name, county)])
        }
        Place::Part { name, county } => match known.county(county) {
            Some((code, county)) => Ok(vec![target(Level::District, code, name, county)]),
            None => Err(format!("{county} is no county of the state")),
        },
        Place::CityAlone(name) => {
            let wanted = key(name.trim_end_matches(" (police jurisdiction)"));
            let mut found: Vec<Found> = Vec::new();
            for row in known.rows.iter().filter(|known| {
                known.class == row.class && known.level == Level::City && key(&known.name) == wanted
            }) {
                let found_here = if key(name) == wanted {
                    target(Level::City, row.county_fips, &row.name, &row.county)
                } else {
                    target(Level::District, row.county_fips, name, &row.county)
                };
                if !found.contains(&found_here) {
                    found.push(found_here);
                }
            }
            match found.len() {
                0 => Err("the file does not say the county, and no city of the table has this name; set its rate by hand".into()),
                1 => Ok(found),
                _ => Err("several cities of the table have this name and the file does not say the county".into()),
            }
        }
        Place::DistrictCode(_) => Err(
            "a special district: the file does not say where it lies; set the rate of a place inside it by hand".into(),
        ),
    }
}

/// A file that lists every county and lacks some was cut, or the county levies nothing any more.
fn missing_counties(
    known: &Known,
    said: &BTreeMap<Target, Said>,
    faults: &mut Vec<Fault>,
    notices: &mut Vec<Notice>,
) {
    let mut all = 0;
    let mut missing: Vec<&str> = Vec::new();
    for (code, county) in &known.counties {
        if known.county_row("vehicle", *code).is_none() {
            continue;
        }
        all += 1;
        if !said.keys().any(|target| target.county_fips == *code) {
            missing.push(county);
        }
    }
    if missing.is_empty() {
        return;
    }
    let shown = missing
        .iter()
        .take(8)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let more = if missing.len() > 8 { " …" } else { "" };
    if missing.len() * 4 > all {
        faults.push(Fault::of_file(
            "incomplete",
            format!(
                "{} of {all} counties are not in the file ({shown}{more}): it was cut, or holds only changes",
                missing.len()
            ),
        ));
    } else {
        notices.push(Notice::of_file(
            "counties_missing",
            format!("not in the file, and left as they are: {shown}{more}"),
        ));
    }
}

/// The dated rows of one place.
fn place_rows(
    known: &Known,
    said: &BTreeMap<Target, Said>,
    target: &Target,
    entry: &Said,
    ends: bool,
    out: &mut Vec<ResolvedRow>,
) {
    let of_place = known.place(&target.class, target.level, target.county_fips, &entry.name);
    let county = Target {
        level: Level::County,
        key: known
            .county_row(&target.class, target.county_fips)
            .map_or_else(|| key(&entry.county), |row| key(&row.name)),
        ..target.clone()
    };
    let stacks_on = of_place.and_then(|row| row.stacks_on.clone());
    let mut notes = Vec::new();
    let (mut spans, stacks_on) = match (entry.on_top_of_county, of_place) {
        (true, Some(row)) if row.stacks_on.is_none() => {
            let below = said.get(&county).map_or(&[][..], |below| &below.spans);
            (sum(&entry.spans, below), None)
        }
        (true, None) => {
            let below = known
                .county_row(&target.class, target.county_fips)
                .map(|row| row.name.clone());
            (entry.spans.clone(), below)
        }
        _ => (entry.spans.clone(), stacks_on),
    };
    let last = spans.last().copied();
    if let Some(last) = last.filter(|last| ends && last.to != OPEN && of_place.is_some()) {
        spans.push(Span {
            from: last.to + 1,
            to: OPEN,
            rate: Rate::ZERO,
            line: last.line,
        });
    }
    let known_cap = of_place.and_then(|row| row.cap);
    let cap = entry.cap.or(known_cap);
    match (entry.cap, known_cap) {
        (Some(now), Some(before)) if now != before => notes.push(format!(
            "the limit changes from the first {} to the first {} dollars",
            before.to_text(),
            now.to_text()
        )),
        (Some(now), None) => {
            notes.push(format!("reaches only the first {} dollars", now.to_text()))
        }
        (None, Some(kept)) => notes.push(format!(
            "keeps the table's limit: only the first {} dollars bear it",
            kept.to_text()
        )),
        _ => {}
    }
    if of_place.is_none() {
        notes.push("a place that the table does not have".into());
    } else if entry.on_top_of_county && stacks_on.is_none() {
        notes.push(
            "the county's rate is added, as the table gives the whole local rate here".into(),
        );
    }
    let horizon = HORIZON.day_number();
    for span in spans.iter().filter(|span| span.to >= horizon) {
        out.push(ResolvedRow {
            line: span.line,
            class: target.class.clone(),
            level: target.level,
            name: of_place.map_or_else(|| entry.name.clone(), |row| row.name.clone()),
            county: of_place.map_or_else(|| entry.county.clone(), |row| row.county.clone()),
            county_fips: target.county_fips,
            rate: span.rate,
            cap,
            from: span.first(),
            to: span.last(),
            stacks_on: stacks_on.clone(),
            ended: span.rate.is_zero() && last.is_some_and(|last| span.from > last.to),
            note: (!notes.is_empty()).then(|| notes.join("; ")),
            source: entry.source.clone(),
        });
    }
}
