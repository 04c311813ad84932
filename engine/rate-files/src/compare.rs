//! What taking a file would change.

use money::{Cents, Rate};

use crate::HORIZON;
use crate::known::{Known, KnownRow, Whose};
use crate::periods::OPEN;
use crate::resolve::ResolvedRow;

/// What a row does to the rates in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A place or period that had no rate.
    Added,
    Changed,
    /// The tax is levied no more.
    Ended,
    Same,
}

impl Change {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Ended => "ended",
            Self::Same => "same",
        }
    }
}

/// A row beside what holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub row: ResolvedRow,
    pub change: Change,
    /// On the first day on which the two differ.
    pub before: Option<(Rate, Option<Cents>, Whose)>,
}

/// Holds every row against the rates in force. Days before the rules' own first are not looked at.
#[must_use]
pub fn compare(rows: Vec<ResolvedRow>, known: &Known) -> Vec<Compared> {
    rows.into_iter()
        .map(|row| {
            let (change, before) = change_of(&row, known);
            Compared {
                before: before.map(|known| (known.rate, known.cap, known.whose)),
                change,
                row,
            }
        })
        .collect()
}

fn change_of<'a>(row: &ResolvedRow, known: &'a Known) -> (Change, Option<&'a KnownRow>) {
    let first = row.from.unwrap_or(HORIZON).max(HORIZON).day_number();
    let last = row.to.map_or(OPEN, |to| to.day_number());
    let place = (
        row.class.as_str(),
        row.level,
        row.county_fips,
        row.name.as_str(),
    );
    let mut days = vec![first];
    for known in known
        .rows
        .iter()
        .filter(|it| it.county_fips == row.county_fips)
    {
        let edges = [
            known.from.map(|from| from.day_number()),
            known.to.map(|to| to.day_number() + 1),
        ];
        days.extend(
            edges
                .into_iter()
                .flatten()
                .filter(|day| first < *day && *day <= last),
        );
    }
    days.sort_unstable();
    days.dedup();
    let mut seen = None;
    let mut gap = false;
    for day in days {
        match known.in_force(place, day) {
            Some(now) if now.rate != row.rate || now.cap != row.cap => {
                let change = if row.ended {
                    Change::Ended
                } else {
                    Change::Changed
                };
                return (change, Some(now));
            }
            Some(now) => seen = Some(now),
            None => gap = true,
        }
    }
    match seen {
        Some(now) if !gap => (Change::Same, Some(now)),
        _ if row.ended => (Change::Same, None),
        _ => (Change::Added, seen),
    }
}
