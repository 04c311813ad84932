//! A dealership's own local rates: official files that it took, rates that it set by hand, and the book of both that the
//! engine reads in place of the product's table.
//!
//! A rate set by hand stands before every file, a file that was applied later before an earlier one, all of them before
//! the table. Every change makes the next version of the book, and a structure remembers the version that its figures
//! rest on: figures of any day can be worked out again.

pub mod book;
pub mod in_force;
pub mod preview;
pub mod steps;

use jiff::Timestamp;
use jiff::civil::Date;
use money::{Cents, Rate};
use rate_files::{Known, KnownRow, Level, Whose};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::deal::Person;

platform::id!(RateImportId);
platform::id!(RateOverrideId);

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RateImportStatus)]
pub enum Status {
    Previewed,
    Applied,
    Undone,
}

impl Status {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Previewed => "previewed",
            Self::Applied => "applied",
            Self::Undone => "undone",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Previewed, Self::Applied, Self::Undone]
            .into_iter()
            .find(|status| status.word() == word)
    }
}

/// What to know of a file before it is applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RateNotice)]
pub struct Notice {
    pub code: String,
    pub line: Option<u32>,
    pub detail: String,
}

/// How many rows of a file do what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RateCounts)]
pub struct Counts {
    pub added: i32,
    pub changed: i32,
    pub ended: i32,
    pub same: i32,
    pub unmatched: i32,
    /// ZIP ranges of a boundary file.
    pub zips: i32,
}

impl Counts {
    /// Whether applying the file would do anything.
    #[must_use]
    pub const fn changes_anything(self) -> bool {
        self.added + self.changed + self.ended + self.same + self.zips > 0
    }
}

/// A file that was uploaded.
#[derive(Debug, Clone)]
pub struct Import {
    pub id: RateImportId,
    pub version: i64,
    pub file_name: String,
    pub sha256: String,
    pub format: String,
    pub state: String,
    pub status: Status,
    pub seen_book: i64,
    pub counts: Counts,
    pub notices: Vec<Notice>,
    pub uploaded_at: Timestamp,
    pub uploaded_by: Person,
    pub applied: Option<(Timestamp, Person)>,
    pub undone: Option<(Timestamp, Person)>,
}

/// A row of a file and what it does.
#[derive(Debug, Clone)]
pub struct FileRow {
    pub number: i32,
    pub line: i32,
    pub kind: String,
    pub class: String,
    pub level: String,
    pub name: String,
    pub county: Option<String>,
    pub county_fips: Option<i32>,
    pub rate: Rate,
    pub cap: Option<Cents>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub stacks_on: Option<String>,
    pub before: Option<(Rate, Option<Cents>, String)>,
    pub note: Option<String>,
    pub source: String,
}

/// A rate that somebody set by hand.
#[derive(Debug, Clone)]
pub struct Override {
    pub id: RateOverrideId,
    pub version: i64,
    pub state: String,
    pub class: String,
    pub level: String,
    pub name: String,
    pub county: String,
    pub county_fips: u16,
    pub rate: Rate,
    pub cap: Option<Cents>,
    pub stacks_on: Option<String>,
    pub from: Date,
    pub to: Option<Date>,
    pub reason: String,
    pub made_at: Timestamp,
    pub made_by: Person,
    pub withdrawn: Option<(Timestamp, Person, String)>,
}

/// The word of whose rate it is.
#[must_use]
pub const fn whose_word(whose: Whose) -> &'static str {
    match whose {
        Whose::Table => "table",
        Whose::Import => "import",
        Whose::Override => "override",
    }
}

/// The rates of a state as they are in force: the dealership's own first, then the table's.
#[must_use]
pub fn known(state: &str, own: &[book::BookRow]) -> Known {
    let own = own.iter().filter(|row| row.state == state);
    let mut known = Known::of_table(state);
    let mut rows: Vec<KnownRow> = own
        .filter_map(|row| {
            Some(KnownRow {
                class: row.class.clone(),
                level: Level::from_word(&row.level)?,
                name: row.name.clone(),
                county: row.county.clone(),
                county_fips: row.county_fips,
                rate: row.rate,
                cap: row.cap,
                from: row.from.and_then(tax_day),
                to: row.to.and_then(tax_day),
                stacks_on: row.stacks_on.clone(),
                whose: row.whose,
            })
        })
        .collect();
    rows.append(&mut known.rows);
    known.rows = rows;
    known
}

/// A day as the engine counts it.
#[must_use]
pub fn tax_day(day: Date) -> Option<tax::Date> {
    tax::Date::new(
        u16::try_from(day.year()).ok()?,
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    )
}

/// A day of the engine as the database has it.
#[must_use]
pub fn civil_day(day: tax::Date) -> Option<Date> {
    Date::new(
        i16::try_from(day.year()).ok()?,
        i8::try_from(day.month()).ok()?,
        i8::try_from(day.day()).ok()?,
    )
    .ok()
}
