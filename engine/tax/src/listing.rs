//! The tables of local rates and counties row by row, for those who show them or compare others with them.

use money::{Cents, Rate};

use crate::tables::{self, County, LocalRow};
use crate::{Date, Level, rules};

/// One period of one local rate of the product's own table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateRow {
    /// Which tax reads it: `vehicle` and others that rule files name.
    pub class: &'static str,
    pub level: Level,
    pub name: &'static str,
    pub county: &'static str,
    /// State and county, five digits.
    pub county_fips: u16,
    pub rate: Rate,
    /// Dollars a vehicle, in place of a rate.
    pub flat: Option<Cents>,
    /// Only the first so many dollars bear it.
    pub reaches_first: Option<Cents>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The name, in the same county, of the rate that comes on top of it.
    pub stacks_on: Option<&'static str>,
    pub source: &'static str,
    /// To be confirmed by whoever uses it.
    pub low: bool,
}

/// The product's rates of one state, by class, county, level and name; empty where the table has none.
#[must_use]
pub fn rate_rows(state: &str) -> Vec<RateRow> {
    let Some(table) = tables::rates() else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (number, class) in (0u8..).zip(rules::RATE_CLASSES) {
        let Some(of_class) = table.of(state, number) else {
            continue;
        };
        for row in of_class.all() {
            let here = of_class.county_by_fips(row.county_fips);
            rows.push(listed(class, row, here));
        }
    }
    rows
}

fn listed(class: &'static str, row: &'static LocalRow, here: &'static [LocalRow]) -> RateRow {
    let day = |number: u16| Date::from_day_number(i32::from(number));
    let below = here
        .iter()
        .filter(|other| !std::ptr::eq(*other, row))
        .find(|other| row.stacks_on != 0 && other.name_key == row.stacks_on);
    RateRow {
        class,
        level: match row.level {
            1 => Level::County,
            2 => Level::City,
            _ => Level::District,
        },
        name: &row.name,
        county: &row.county,
        county_fips: row.county_fips,
        rate: row.rate,
        flat: row.flat,
        reaches_first: row.reaches_first,
        from: (row.from > 0).then(|| day(row.from)),
        to: (row.to < u16::MAX).then(|| day(row.to)),
        stacks_on: below.map(|other| other.name.as_ref()),
        source: &row.source,
        low: row.low,
    }
}

/// Every county of a state by the Census Bureau's list; empty where the table of ZIPs is not loaded.
#[must_use]
pub fn counties_of(state: &str) -> Vec<County> {
    tables::zips().map_or_else(Vec::new, |zips| zips.counties_of(state).collect())
}
