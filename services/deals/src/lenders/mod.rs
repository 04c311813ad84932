//! Who buys the dealership's contracts, and by which sheets: lenders with each of their editions, sheets that are imported
//! and end but are never edited, and the market that the engine scans.
//!
//! Lenders and sheets are kept as the documents that the engine reads. Their ids in them are those of their rows.

pub mod bound;
mod lease_terms;
pub mod market;
pub mod preview;
pub mod steps;

use jiff::Timestamp;
use jiff::civil::Date;
use lending::{FileFault, Lender, Programme, ProgrammeKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::deal::Person;

pub use lease_terms::LeaseSheetTerms;

platform::id!(LenderId);
platform::id!(ProgrammeId);
platform::id!(ProgrammeImportId);

/// A lender as it is now.
#[derive(Debug, Clone)]
pub struct LenderRow {
    pub id: LenderId,
    pub version: i64,
    pub active: bool,
    pub lender: Lender,
    pub updated_at: Timestamp,
    pub updated_by: Person,
    /// How many of its sheets hold on the day that was asked for.
    pub programmes_in_force: i64,
}

/// What a lender was.
#[derive(Debug, Clone)]
pub struct LenderEdition {
    pub version: i64,
    pub active: bool,
    pub lender: Lender,
    pub at: Timestamp,
    pub by: Person,
}

/// A sheet without its rows.
#[derive(Debug, Clone)]
pub struct ProgrammeRow {
    pub id: ProgrammeId,
    pub version: i64,
    pub lender_id: LenderId,
    pub lender_name: String,
    pub name: String,
    pub kind: ProgrammeKind,
    pub first_day: Date,
    pub last_day: Option<Date>,
    pub tiers: i32,
    pub rows: i32,
    pub import_id: ProgrammeImportId,
    pub supersedes: Option<ProgrammeId>,
    pub imported_at: Timestamp,
    pub imported_by: Person,
    /// Since when and by whom it ends earlier than its own last day.
    pub ended: Option<(Timestamp, Person)>,
}

/// Where a sheet stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProgrammeState)]
pub enum State {
    InForce,
    Future,
    Ended,
}

impl State {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Future => "future",
            Self::Ended => "ended",
        }
    }

    /// Of a sheet of these days.
    #[must_use]
    pub fn on(day: Date, first: Date, last: Option<Date>) -> Self {
        match last {
            Some(last) if last < day || last < first => Self::Ended,
            _ if first > day => Self::Future,
            _ => Self::InForce,
        }
    }
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProgrammeImportStatus)]
pub enum Status {
    /// It can be applied.
    Previewed,
    Applied,
    /// It has faults; it is kept to be looked at.
    Refused,
}

impl Status {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Previewed => "previewed",
            Self::Applied => "applied",
            Self::Refused => "refused",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Previewed, Self::Applied, Self::Refused]
            .into_iter()
            .find(|status| status.word() == word)
    }
}

/// The word of a kind in the table and on the wire.
#[must_use]
pub const fn kind_word(kind: ProgrammeKind) -> &'static str {
    match kind {
        ProgrammeKind::Retail => "retail",
        ProgrammeKind::Lease => "lease",
        ProgrammeKind::Balloon => "balloon",
    }
}

#[must_use]
pub fn kind_from_word(word: &str) -> Option<ProgrammeKind> {
    [
        ProgrammeKind::Retail,
        ProgrammeKind::Lease,
        ProgrammeKind::Balloon,
    ]
    .into_iter()
    .find(|kind| kind_word(*kind) == word)
}

/// The files of a sheet, as CSV text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgrammeFiles)]
pub struct Files {
    /// Of a retail or balloon sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retail: Option<String>,
    /// Money factors of a lease sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factors: Option<String>,
    /// Residuals of a lease sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residuals: Option<String>,
}

/// What is wrong with a sheet that was sent: in a file at its line and column, or beside the files at its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ProgrammeFault)]
pub struct SheetFault {
    /// `retail`, `factors` or `residuals`; absent where it is none of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// From 1, the header being the first; 0 where the file as a whole is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// From 1; absent where the whole line is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The column's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The field of the request.
    pub pointer: String,
    pub code: String,
    pub detail: String,
}

impl From<FileFault> for SheetFault {
    fn from(fault: FileFault) -> Self {
        let file = match fault.file {
            lending::SheetFile::Retail => "retail",
            lending::SheetFile::Factors => "factors",
            lending::SheetFile::Residuals => "residuals",
        };
        Self {
            file: Some(file.into()),
            line: Some(fault.line),
            column: fault.column,
            name: (!fault.name.is_empty()).then_some(fault.name),
            pointer: format!("/files/{file}"),
            code: fault.code.into_owned(),
            detail: fault.detail,
        }
    }
}

impl From<tax::Fault> for SheetFault {
    fn from(fault: tax::Fault) -> Self {
        Self {
            file: None,
            line: None,
            column: None,
            name: None,
            pointer: fault.pointer,
            code: fault.code.into_owned(),
            detail: fault.detail,
        }
    }
}

/// A sheet that was sent.
#[derive(Debug, Clone)]
pub struct Import {
    pub id: ProgrammeImportId,
    pub version: i64,
    pub lender_id: LenderId,
    pub lender_name: String,
    pub name: String,
    pub kind: ProgrammeKind,
    pub first_day: Date,
    pub last_day: Option<Date>,
    pub status: Status,
    pub rows: i32,
    pub faults: Vec<SheetFault>,
    /// Against the sheet that it supersedes, as the engine writes them.
    pub changes: Option<Value>,
    pub supersedes: Option<ProgrammeId>,
    pub supersedes_until: Option<Date>,
    pub uploaded_at: Timestamp,
    pub uploaded_by: Person,
    pub applied: Option<(Timestamp, Person)>,
}

/// A sheet that was sent, with all that was sent.
#[derive(Debug, Clone)]
pub struct ImportWhole {
    pub import: Import,
    /// The sheet without its rows.
    pub head: Programme,
    pub files: Files,
    /// The sheet, where nothing is wrong with it.
    pub programme: Option<Programme>,
}
