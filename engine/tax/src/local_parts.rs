//! The local rates that a vehicle bears at a place, a chain from the innermost outward.

use money::{Cents, Rate};

use crate::Level;
use crate::tables::{self, LocalRow};

/// A chain of local rates has at most this many links: city, its upper level, county, districts; the
/// compiler of the tables lets no longer one pass.
const MOST_LINKS: usize = 4;

/// One local rate in force at a place.
#[derive(Debug, Clone, Copy)]
pub struct LocalPart<'a> {
    pub level: Level,
    pub rate: Rate,
    /// Of a vehicle, in place of a rate.
    pub flat: Option<Cents>,
    pub reaches_first: Option<Cents>,
    /// `reaches_first` stands in for the cap of the tax as well.
    replaces_cap: bool,
    /// The row of the rate table; absent where the dealership gave the rate itself.
    pub row: Option<&'a LocalRow>,
}

impl LocalPart<'_> {
    /// How much of the base it reaches, under the cap of its tax.
    pub fn limit(&self, cap: Option<Cents>) -> Option<Cents> {
        match (self.reaches_first, cap) {
            (Some(first), Some(cap)) if !self.replaces_cap => Some(first.min(cap)),
            (first, cap) => first.or(cap),
        }
    }

    /// The same part with another rate, reaching as far as its tax does.
    pub const fn at_rate(self, rate: Rate) -> Self {
        Self {
            rate,
            flat: None,
            reaches_first: None,
            ..self
        }
    }
}

/// A rate that the dealership vouches for.
#[derive(Debug, Clone, Copy)]
pub struct OwnRate {
    pub rate: Rate,
    pub reaches_first: Option<Cents>,
    pub replaces_cap: bool,
}

/// The local rates of a place, from the innermost outward.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalParts<'a> {
    pub links: [Option<&'a LocalRow>; MOST_LINKS],
    pub own: Option<OwnRate>,
}

impl<'a> LocalParts<'a> {
    pub fn iter(&self) -> impl Iterator<Item = LocalPart<'a>> {
        let own = self.own.map(|own| LocalPart {
            level: Level::County,
            rate: own.rate,
            flat: None,
            reaches_first: own.reaches_first,
            replaces_cap: own.replaces_cap,
            row: None,
        });
        let rows = self.links.into_iter().flatten().map(|row| LocalPart {
            level: match row.level {
                1 => Level::County,
                2 => Level::City,
                _ => Level::District,
            },
            rate: row.rate,
            flat: row.flat,
            reaches_first: row.reaches_first,
            // What the dealership says of its own rate goes further than the law's general limit.
            replaces_cap: row.own,
            row: Some(row),
        });
        own.into_iter().chain(rows)
    }

    /// All rates together.
    pub fn rate(&self) -> Rate {
        self.iter().fold(Rate::ZERO, |sum, part| sum + part.rate)
    }

    /// Whether a link belongs to this chain as well; a rate of the dealership's own to every one. A
    /// district is the same under the same name in every county.
    pub fn shares(&self, part: &LocalPart<'_>) -> bool {
        let same = |link: &LocalRow, row: &LocalRow| {
            std::ptr::eq(link, row)
                || (link.level == 3 && row.level == 3 && link.name_key == row.name_key)
        };
        part.row
            .is_none_or(|row| self.links.iter().flatten().any(|link| same(link, row)))
    }

    /// Rates and flat amounts, to compare places by.
    pub fn total(&self) -> (Rate, Cents) {
        self.links
            .iter()
            .flatten()
            .fold((Rate::ZERO, Cents::ZERO), |(rate, flat), row| {
                (rate + row.rate, flat + row.flat.unwrap_or_default())
            })
    }

    /// The first dollars that all of the chain is limited to; nothing where a link reaches further.
    pub fn reaches_first(&self) -> Option<Cents> {
        let links = || self.links.iter().flatten();
        let limited = links().all(|row| row.reaches_first.is_some());
        limited
            .then(|| links().filter_map(|row| row.reaches_first).max())
            .flatten()
    }
}

/// Whether a class of local tax is dollars a vehicle, due whatever the base comes to.
pub fn is_flat(state: &str, class: u8) -> bool {
    let rows = tables::rates().and_then(|table| table.of(state, class));
    rows.is_some_and(|rows| rows.flat)
}
