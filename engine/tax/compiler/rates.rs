//! Local rate tables: `rates/us-xx.csv` in, one binary side table out.
//!
//! A file begins with `#source key = who publishes the rate`, then a header, then a row a rate and period.
//! A row that names another in `stacks_on` bears that one's rate as well (a city in its county). A column
//! `flat` after `rate` may hold dollars a vehicle in place of a rate.

use std::collections::{BTreeMap, BTreeSet};

use money::{Cents, Rate};

use super::Problem;
use super::days::{OPEN, iso};
use crate::date::Date;

pub const HEADER: &str =
    "class,level,name,county,county_fips,rate,reaches_first,from,to,stacks_on,source,confidence";
/// The same with the column of flat amounts.
pub const HEADER_WITH_FLAT: &str = "class,level,name,county,county_fips,rate,flat,reaches_first,from,to,stacks_on,source,confidence";
/// Where the flat amount stands.
const FLAT: usize = 6;
/// A row may lead to this many others at most; the interpreter follows no longer chain.
const MOST_LINKS: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub state: String,
    pub class: String,
    pub level: u8,
    pub name: String,
    pub county: String,
    pub county_fips: u16,
    pub rate: u32,
    /// Cents a vehicle in place of a rate; 0 where the row has a rate.
    pub flat: u32,
    /// Cents of the base that the rate reaches; 0 where it reaches all.
    pub reaches_first: u32,
    pub from: u16,
    pub to: u16,
    pub stacks_on: String,
    pub source: String,
    pub low: bool,
    line: usize,
}

/// Reads one state's file.
///
/// # Errors
/// Every row that is wrong, and periods of one place that overlap.
pub fn read(file: &str, state: &str, text: &str) -> Result<Vec<Row>, Vec<Problem>> {
    let mut sources: BTreeMap<&str, &str> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    let mut header_seen = false;
    let mut with_flat = false;
    for (index, line) in text.lines().enumerate() {
        let mut wrong = |reason: String| {
            problems.push(Problem {
                file: file.into(),
                line: index + 1,
                reason,
            });
        };
        if let Some(comment) = line.strip_prefix('#') {
            if let Some((key, who)) = comment
                .strip_prefix("source ")
                .and_then(|rest| rest.split_once('='))
            {
                sources.insert(key.trim(), who.trim());
            }
        } else if !header_seen {
            header_seen = true;
            with_flat = line == HEADER_WITH_FLAT;
            if line != HEADER && !with_flat {
                wrong(format!(
                    "the header is neither \"{HEADER}\" nor that with flat after rate"
                ));
                break;
            }
        } else {
            match row(state, line, index + 1, with_flat, &sources) {
                Ok(row) => rows.push(row),
                Err(reason) => wrong(reason),
            }
        }
    }
    if problems.is_empty() {
        problems = consistency(file, &rows);
    }
    if problems.is_empty() {
        Ok(rows)
    } else {
        Err(problems)
    }
}

fn row(
    state: &str,
    line: &str,
    number: usize,
    with_flat: bool,
    sources: &BTreeMap<&str, &str>,
) -> Result<Row, String> {
    let mut fields = split(line);
    if !with_flat {
        fields.insert(FLAT.min(fields.len()), String::new());
    }
    let [
        class,
        level,
        name,
        county,
        fips,
        rate,
        flat,
        reaches,
        from,
        to,
        stacks_on,
        source,
        confidence,
    ] = <[String; 13]>::try_from(fields).map_err(|fields| {
        let beside = usize::from(!with_flat);
        format!(
            "{} fields instead of {}",
            fields.len() - beside,
            13 - beside
        )
    })?;
    let rate: Rate = match (rate.as_str(), flat.as_str()) {
        ("", flat) if !flat.is_empty() => Rate::ZERO,
        (text, _) => text
            .parse()
            .map_err(|error| format!("rate \"{text}\" {error}"))?,
    };
    if rate.is_negative() || rate > Rate::ONE {
        return Err(format!("rate {rate} is not between 0 and 1"));
    }
    let amount = |text: &str| match text {
        "" => Ok(Cents::ZERO),
        text => text
            .parse()
            .map_err(|error| format!("amount \"{text}\" {error}")),
    };
    let (flat, reaches) = (amount(&flat)?, amount(&reaches)?);
    let rated = !rate.is_zero() || !reaches.is_zero();
    if rated && !flat.is_zero() {
        return Err("has a flat amount and a rate: they are two rows of two classes".into());
    }
    let date = |text: &str, open: u16| match text {
        "" => Ok(open),
        text => text
            .parse::<Date>()
            .ok()
            .and_then(|date| u16::try_from(date.day_number()).ok())
            .ok_or_else(|| format!("\"{text}\" is not a date")),
    };
    let (from, to) = (date(&from, 0)?, date(&to, OPEN)?);
    if from > to {
        return Err("ends before it begins".into());
    }
    let source = sources
        .get(source.as_str())
        .ok_or_else(|| format!("source \"{source}\" is not named above"))?;
    Ok(Row {
        state: state.into(),
        class,
        level: match level.as_str() {
            "county" => 1,
            "city" => 2,
            "district" => 3,
            other => return Err(format!("level \"{other}\"")),
        },
        name,
        county,
        county_fips: fips
            .parse()
            .map_err(|_| format!("county code \"{fips}\""))?,
        rate: u32::try_from(rate.get()).map_err(|_| "rate too large".to_owned())?,
        flat: u32::try_from(flat.get()).map_err(|_| "amount too large".to_owned())?,
        reaches_first: u32::try_from(reaches.get()).map_err(|_| "amount too large".to_owned())?,
        from,
        to,
        stacks_on,
        source: (*source).into(),
        low: match confidence.as_str() {
            "low" => true,
            "medium" | "high" => false,
            other => return Err(format!("confidence \"{other}\"")),
        },
        line: number,
    })
}

/// Splits a line at its commas; a field in double quotes may hold commas.
fn split(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("one field at least").push(other),
        }
    }
    fields
}

fn consistency(file: &str, rows: &[Row]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<(&str, u8, &str, u16), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let periods = seen
            .entry((&row.class, row.level, &row.name, row.county_fips))
            .or_default();
        if let Some(other) = periods
            .iter()
            .find(|other| other.from <= row.to && row.from <= other.to)
        {
            problems.push(Problem {
                file: file.into(),
                line: row.line,
                reason: format!("{} overlaps its period of line {}", row.name, other.line),
            });
        }
        periods.push(row);
        if !row.stacks_on.is_empty()
            && let Some(reason) = no_chain(row, rows)
        {
            problems.push(Problem {
                file: file.into(),
                line: row.line,
                reason,
            });
        }
        let rated = |other: &&Row| other.class == row.class && other.rate > 0;
        if row.flat > 0
            && let Some(other) = rows.iter().find(rated)
        {
            problems.push(Problem {
                file: file.into(),
                line: row.line,
                reason: format!(
                    "a flat amount stands in a class of its own; line {} of this one has a rate",
                    other.line
                ),
            });
        }
    }
    problems
}

/// Why what a row stacks on cannot be followed to its end on every day of the row.
fn no_chain(row: &Row, rows: &[Row]) -> Option<String> {
    let below = |row: &Row| {
        let (class, name, fips) = (row.class.clone(), row.stacks_on.clone(), row.county_fips);
        let (from, to, line) = (row.from, row.to, row.line);
        let mut links: Vec<&Row> = rows
            .iter()
            .filter(|other| {
                other.class == class
                    && other.name == name
                    && other.county_fips == fips
                    && other.from <= to
                    && from <= other.to
                    && other.line != line
            })
            .collect();
        links.sort_by_key(|link| link.from);
        links
    };
    let mut at = row;
    for _ in 0..MOST_LINKS {
        if at.stacks_on.is_empty() {
            return None;
        }
        let links = below(at);
        let Some(next) = links.first() else {
            return Some(format!(
                "stacks on \"{}\", which has no row in the county at that time",
                at.stacks_on
            ));
        };
        let mut open = at.from;
        for link in &links {
            if link.from > open {
                break;
            }
            open = open.max(link.to.saturating_add(1));
        }
        let last = at.to;
        if open <= last && !(last == OPEN && open == OPEN) {
            return Some(format!(
                "stacks on \"{}\", which has no rate on {}",
                at.stacks_on,
                iso(open)
            ));
        }
        at = next;
    }
    Some(format!(
        "stacks on more than {} others, or on itself",
        MOST_LINKS - 1
    ))
}

/// The classes of all rows, sorted.
pub fn classes(rows: &[Row]) -> Vec<String> {
    let set: BTreeSet<&String> = rows.iter().map(|row| &row.class).collect();
    set.into_iter().cloned().collect()
}

/// The side table: texts once each, then fixed records sorted by state, class, county and name.
///
/// # Panics
/// Beyond 65,535 texts or rows, which the format cannot number.
pub fn to_bytes(rows: &[Row], classes: &[String]) -> Vec<u8> {
    let number = |class: &String| classes.iter().position(|one| one == class).unwrap_or(0);
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|row| {
        (
            &row.state,
            number(&row.class),
            row.county_fips,
            row.level,
            &row.name,
            row.from,
        )
    });
    let mut texts = super::texts::Texts::default();
    let mut records = Vec::new();
    for row in &rows {
        let class = number(&row.class);
        let below = if row.stacks_on.is_empty() {
            0
        } else {
            texts.number(&row.stacks_on)
        };
        records.extend(row.state.as_bytes());
        records.push(u8::try_from(class).expect("at most 256 classes"));
        let low = if row.low { 0x80 } else { 0 };
        let flat = if row.flat > 0 { 0x40 } else { 0 };
        records.push(row.level | low | flat);
        records.extend(row.county_fips.to_le_bytes());
        for text in [&row.name, &row.county, &row.source] {
            records.extend(texts.number(text).to_le_bytes());
        }
        records.extend(below.to_le_bytes());
        // One number holds the rate or the flat amount; the level says which.
        let taken = if row.flat > 0 { row.flat } else { row.rate };
        records.extend(taken.to_le_bytes());
        records.extend(row.reaches_first.to_le_bytes());
        records.extend(row.from.to_le_bytes());
        records.extend(row.to.to_le_bytes());
    }
    let texts = texts.to_bytes();
    let mut bytes = b"ARAT".to_vec();
    bytes.extend(
        u32::try_from(rows.len())
            .expect("a count of rows")
            .to_le_bytes(),
    );
    bytes.extend(records);
    bytes.extend(texts);
    bytes
}
