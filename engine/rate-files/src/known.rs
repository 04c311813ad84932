//! The rates that are in force before a file is taken: what it is matched to and compared with.

use std::collections::BTreeSet;

use money::{Cents, Rate};
use tax::Date;

use crate::names::key;
use crate::row::Level;

/// Whose rate it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The product's own table.
    Table,
    /// A file that the dealership took.
    Import,
    /// A rate that somebody at the dealership set by hand.
    Override,
}

/// One period of one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRow {
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
    pub whose: Whose,
}

impl KnownRow {
    pub(crate) fn holds(&self, day: i32) -> bool {
        self.from.is_none_or(|from| from.day_number() <= day)
            && self.to.is_none_or(|to| day <= to.day_number())
    }
}

/// All rates of one state, those that stand before others first, and its counties.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub rows: Vec<KnownRow>,
    /// Federal code and name of every county, also of those without a rate of their own.
    pub counties: Vec<(u16, String)>,
}

impl Known {
    /// The product's own table of a state. Classes of dollars a vehicle are no rates and are left out.
    #[must_use]
    pub fn of_table(state: &str) -> Self {
        let row = |row: tax::RateRow| KnownRow {
            class: row.class.to_owned(),
            level: match row.level {
                tax::Level::County => Level::County,
                tax::Level::City => Level::City,
                _ => Level::District,
            },
            name: row.name.to_owned(),
            county: row.county.to_owned(),
            county_fips: row.county_fips,
            rate: row.rate,
            cap: row.reaches_first,
            from: row.from,
            to: row.to,
            stacks_on: row.stacks_on.map(str::to_owned),
            whose: Whose::Table,
        };
        let table = tax::rate_rows(state);
        let flat: BTreeSet<&str> = table
            .iter()
            .filter(|row| row.flat.is_some())
            .map(|row| row.class)
            .collect();
        let rates = table.iter().filter(|row| !flat.contains(row.class));
        Self {
            rows: rates.copied().map(row).collect(),
            counties: tax::counties_of(state)
                .into_iter()
                .map(|county| (county.fips, county.name.to_owned()))
                .collect(),
        }
    }

    /// A county by its name, or by five digits.
    pub fn county(&self, name: &str) -> Option<(u16, &str)> {
        let wanted = key(name);
        let by_code = wanted.parse::<u16>().ok();
        // "Baltimore" is the county before the independent city.
        let mut found = self
            .counties
            .iter()
            .filter(|(code, county)| by_code == Some(*code) || key(county) == wanted);
        found
            .next()
            .map(|(code, county)| (*code, county.as_str()))
            .or_else(|| {
                let row = self
                    .rows
                    .iter()
                    .find(|row| by_code == Some(row.county_fips) || key(&row.county) == wanted)?;
                Some((row.county_fips, row.county.as_str()))
            })
    }

    /// The first row of a place, whatever its period.
    pub fn place(&self, class: &str, level: Level, county: u16, name: &str) -> Option<&KnownRow> {
        let wanted = key(name);
        self.rows.iter().find(|row| {
            row.class == class
                && row.level == level
                && row.county_fips == county
                && key(&row.name) == wanted
        })
    }

    /// A county's row of a class: the county itself, not its parts.
    pub fn county_row(&self, class: &str, county: u16) -> Option<&KnownRow> {
        self.rows.iter().find(|row| {
            row.class == class && row.level == Level::County && row.county_fips == county
        })
    }

    /// The row of a place that holds on a day, as the one that stands first.
    pub fn in_force(
        &self,
        (class, level, county, name): (&str, Level, u16, &str),
        day: i32,
    ) -> Option<&KnownRow> {
        let wanted = key(name);
        self.rows.iter().find(|row| {
            row.class == class
                && row.level == level
                && row.county_fips == county
                && row.holds(day)
                && key(&row.name) == wanted
        })
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.rows.iter().any(|row| row.class == class)
    }
}
