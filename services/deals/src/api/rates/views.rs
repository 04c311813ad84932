//! What local rates look like on the wire.

use jiff::Timestamp;
use jiff::civil::Date;
use money::{Cents, Rate};
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::deal::Person;
use crate::rates::{
    Counts, FileRow, Import, Notice, Override, RateImportId, RateOverrideId, Status,
};

/// A file of rates and where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateImport {
    pub id: RateImportId,
    /// Also the ETag.
    pub version: i64,
    pub file_name: String,
    /// Of the file as it was sent.
    pub sha256: String,
    #[schema(example = "sst_rates")]
    pub format: String,
    #[schema(example = "Streamlined rate file")]
    pub format_name: String,
    pub state: String,
    pub status: Status,
    pub counts: Counts,
    /// What to know before it is applied.
    pub notices: Vec<Notice>,
    pub uploaded_at: Timestamp,
    pub uploaded_by: Person,
    pub applied_at: Option<Timestamp>,
    pub applied_by: Option<Person>,
    pub undone_at: Option<Timestamp>,
    pub undone_by: Option<Person>,
}

impl From<Import> for RateImport {
    fn from(import: Import) -> Self {
        let (applied_at, applied_by) = import.applied.unzip();
        let (undone_at, undone_by) = import.undone.unzip();
        let format = rate_files::Format::from_word(&import.format);
        Self {
            id: import.id,
            version: import.version,
            file_name: import.file_name,
            sha256: import.sha256,
            format_name: format
                .map_or_else(|| import.format.clone(), |format| format.name().to_owned()),
            format: import.format,
            state: import.state,
            status: import.status,
            counts: import.counts,
            notices: import.notices,
            uploaded_at: import.uploaded_at,
            uploaded_by: import.uploaded_by,
            applied_at,
            applied_by,
            undone_at,
            undone_by,
        }
    }
}

/// What held before.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateBefore {
    pub rate: Rate,
    pub cap: Option<Cents>,
    /// `table`, `import` or `override`.
    pub whose: String,
}

/// What would hold, or holds since.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateAfter {
    pub rate: Rate,
    /// Only the first so many dollars bear it.
    pub cap: Option<Cents>,
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

/// A row of a file and what it does.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateChange {
    /// Of the file.
    pub line: i32,
    /// `added`, `changed`, `ended`, `same` or `unmatched`.
    pub kind: String,
    pub class: String,
    /// `county`, `city` or `district`; empty where the row matched no place.
    pub level: String,
    pub name: String,
    pub county: Option<String>,
    pub county_fips: Option<String>,
    /// On the first day on which the two differ.
    pub before: Option<RateBefore>,
    pub after: RateAfter,
    /// What to know of this row; why it matched nothing.
    pub note: Option<String>,
}

impl From<FileRow> for RateChange {
    fn from(row: FileRow) -> Self {
        Self {
            line: row.line,
            kind: row.kind,
            class: row.class,
            level: row.level,
            name: row.name,
            county: row.county,
            county_fips: row.county_fips.map(|fips| format!("{fips:05}")),
            before: row
                .before
                .map(|(rate, cap, whose)| RateBefore { rate, cap, whose }),
            after: RateAfter {
                rate: row.rate,
                cap: row.cap,
                from: row.from,
                to: row.to,
            },
            note: row.note,
        }
    }
}

/// An import with the first of its rows of each kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportPreview {
    pub import: RateImport,
    pub added: Vec<RateChange>,
    pub changed: Vec<RateChange>,
    pub ended: Vec<RateChange>,
    pub unmatched: Vec<RateChange>,
}

/// A local rate in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct EffectiveRate {
    pub state: String,
    /// Which tax reads it.
    #[schema(example = "vehicle")]
    pub class: String,
    pub level: String,
    pub name: String,
    pub county: String,
    /// State and county, five digits.
    #[schema(example = "12103")]
    pub county_fips: String,
    pub rate: Rate,
    /// Dollars a vehicle, in place of a rate.
    pub flat: Option<Cents>,
    /// Only the first so many dollars bear it.
    pub cap: Option<Cents>,
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// The rate of the same county that comes on top of it.
    pub stacks_on: Option<String>,
    pub source: String,
    /// `high`, or `to_confirm`.
    pub confidence: String,
    /// `table`, `import` or `override`.
    pub whose: String,
    pub import_id: Option<Uuid>,
    pub override_id: Option<Uuid>,
}

/// A rate that is set by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRateOverride {
    #[schema(min_length = 2, max_length = 2, example = "FL")]
    pub state: String,
    pub level: RateLevel,
    /// Of the county, city or district. Absent for a county's own rate.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 120)]
    pub name: Option<String>,
    /// The county that it is or lies in, by name or by its five digits.
    #[schema(min_length = 1, max_length = 120)]
    pub county: String,
    /// `vehicle` unless told.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 60)]
    pub class: Option<String>,
    pub rate: Rate,
    /// Only the first so many dollars bear it; that of the present rate where absent.
    #[serde(default)]
    pub cap: Option<Cents>,
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Where it is written, for whoever asks later.
    #[schema(min_length = 3, max_length = 500)]
    pub reason: String,
}

/// Who levies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RateLevel {
    County,
    City,
    District,
}

/// Why a rate is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RateWithdrawal {
    #[schema(min_length = 3, max_length = 500)]
    pub reason: String,
}

/// A rate that somebody set by hand.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateOverride {
    pub id: RateOverrideId,
    /// Also the ETag.
    pub version: i64,
    pub state: String,
    pub class: String,
    pub level: String,
    pub name: String,
    pub county: String,
    pub county_fips: String,
    pub rate: Rate,
    pub cap: Option<Cents>,
    pub stacks_on: Option<String>,
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    pub reason: String,
    pub made_at: Timestamp,
    pub made_by: Person,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_by: Option<Person>,
    pub withdrawn_reason: Option<String>,
}

impl From<Override> for RateOverride {
    fn from(it: Override) -> Self {
        let (withdrawn_at, withdrawn_by, withdrawn_reason) = match it.withdrawn {
            Some((at, by, reason)) => (Some(at), Some(by), Some(reason)),
            None => (None, None, None),
        };
        Self {
            id: it.id,
            version: it.version,
            state: it.state,
            class: it.class,
            level: it.level,
            name: it.name,
            county: it.county,
            county_fips: format!("{:05}", it.county_fips),
            rate: it.rate,
            cap: it.cap,
            stacks_on: it.stacks_on,
            from: it.from,
            to: it.to,
            reason: it.reason,
            made_at: it.made_at,
            made_by: it.made_by,
            withdrawn_at,
            withdrawn_by,
            withdrawn_reason,
        }
    }
}

/// One rate of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceRate {
    pub name: String,
    pub level: String,
    pub rate: Rate,
    pub cap: Option<Cents>,
    /// `table`, `import` or `override`.
    pub whose: String,
}

/// A place that an address may mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceCandidate {
    pub state: String,
    pub county: String,
    pub county_fips: String,
    /// Of a place that is no county as a whole.
    pub city: Option<String>,
    /// `county`, `city` or `district`.
    pub level: String,
    /// What a vehicle bears there beside the state's tax; absent where the place levies nothing.
    pub rate: Rate,
    /// The rates that it is the sum of.
    pub parts: Vec<PlaceRate>,
    /// `high`, or `to_confirm`.
    pub confidence: String,
}

/// What a ZIP or a name may mean.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TaxPlaces)]
pub struct Places {
    pub zip: Option<String>,
    /// Whether the ZIP is one of the Census Bureau's or of a boundary file; null where none was asked for.
    pub zip_known: Option<bool>,
    /// The ZIP or name lies in several counties: somebody must say in which.
    pub needs_choice: bool,
    pub candidates: Vec<PlaceCandidate>,
    /// There are more than are listed.
    pub more: bool,
}
