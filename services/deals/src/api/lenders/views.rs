//! What lenders and their sheets look like on the wire.

use jiff::Timestamp;
use jiff::civil::Date;
use lending::{
    Changes, Chargeback, DayBase, LeaseSheet, Lender, LenderKind, MarkupCap, Programme,
    ProgrammeKind, ReservePlan,
};
use platform::Problem;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::deal::Person;
use crate::lenders::steps::sheet_day;
use crate::lenders::{
    Files, Import, ImportWhole, LeaseSheetTerms, LenderEdition, LenderId, LenderRow, ProgrammeId,
    ProgrammeImportId, ProgrammeRow, SheetFault, State, Status,
};

const fn yes() -> bool {
    true
}

/// A lender as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLender {
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    pub kind: LenderKind,
    /// Two-letter codes of the dealer's states that it buys in; every state where empty.
    #[serde(default)]
    #[schema(max_items = 60)]
    pub states: Vec<String>,
    pub reserve: ReservePlan,
    #[serde(default)]
    pub chargeback: Option<Chargeback>,
    #[serde(default)]
    pub day_base: DayBase,
    /// The most points over the buy rate, by term: rising, the last open.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub markup_caps: Vec<MarkupCap>,
    /// Whether the dealership sells to it now; an inactive lender is in no market.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub active: bool,
}

impl NewLender {
    /// As the engine reads it.
    #[must_use]
    pub fn lender(&self, id: LenderId) -> Lender {
        Lender {
            id: id.to_string(),
            name: self.name.trim().to_owned(),
            kind: self.kind,
            states: self.states.clone(),
            reserve: self.reserve.clone(),
            chargeback: self.chargeback,
            day_base: self.day_base,
            markup_caps: self.markup_caps.clone(),
        }
    }
}

/// A lender.
#[derive(Debug, Serialize, ToSchema)]
pub struct LenderView {
    pub id: LenderId,
    /// Counts its editions; also the ETag.
    pub version: i64,
    pub name: String,
    pub active: bool,
    /// How many of its sheets hold today.
    pub programmes_in_force: i64,
    pub lender: Lender,
    pub updated_at: Timestamp,
    pub updated_by: Person,
}

impl From<LenderRow> for LenderView {
    fn from(row: LenderRow) -> Self {
        Self {
            id: row.id,
            version: row.version,
            name: row.lender.name.clone(),
            active: row.active,
            programmes_in_force: row.programmes_in_force,
            lender: row.lender,
            updated_at: row.updated_at,
            updated_by: row.updated_by,
        }
    }
}

/// What a lender was or is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LenderEdition)]
pub struct EditionView {
    pub version: i64,
    pub active: bool,
    pub lender: Lender,
    pub at: Timestamp,
    pub by: Person,
}

impl From<LenderEdition> for EditionView {
    fn from(it: LenderEdition) -> Self {
        Self {
            version: it.version,
            active: it.active,
            lender: it.lender,
            at: it.at,
            by: it.by,
        }
    }
}

/// A sheet without its rows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProgrammeItem)]
pub struct ProgrammeView {
    pub id: ProgrammeId,
    pub version: i64,
    pub lender_id: LenderId,
    pub lender_name: String,
    pub name: String,
    pub kind: ProgrammeKind,
    pub state: State,
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    /// The last day; open where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    pub tiers: i32,
    /// Of a lease sheet its factors and residuals.
    pub rows: i32,
    pub import_id: ProgrammeImportId,
    pub imported_at: Timestamp,
    pub imported_by: Person,
    /// The edition before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<ProgrammeId>,
    /// Since when and by whom it ends earlier than the sheet said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Person>,
}

impl ProgrammeView {
    /// As it stands on a day.
    #[must_use]
    pub fn on(day: Date, row: ProgrammeRow) -> Self {
        let (ended_at, ended_by) = row.ended.unzip();
        Self {
            id: row.id,
            version: row.version,
            lender_id: row.lender_id,
            lender_name: row.lender_name,
            name: row.name,
            kind: row.kind,
            state: State::on(day, row.first_day, row.last_day),
            valid_from: row.first_day,
            valid_to: row.last_day,
            tiers: row.tiers,
            rows: row.rows,
            import_id: row.import_id,
            imported_at: row.imported_at,
            imported_by: row.imported_by,
            supersedes: row.supersedes,
            ended_at,
            ended_by,
        }
    }
}

/// A sheet with its rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeWhole {
    #[serde(flatten)]
    pub item: ProgrammeView,
    pub programme: Programme,
}

/// When a sheet ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeEnd {
    /// Its last day, not before today; the day before its first takes back a sheet that begins today or later.
    #[schema(value_type = String, format = Date)]
    pub valid_to: Date,
}

/// A sheet as a lender sent it: what it is for, and its rows as CSV text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProgrammeImport {
    pub lender_id: LenderId,
    /// The lender's name for it; a later sheet of the same name supersedes it.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    pub kind: ProgrammeKind,
    /// The first day it holds.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    /// The last day it holds; open where absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// Two-letter codes of the dealer's states; those of the lender where empty.
    #[serde(default)]
    #[schema(max_items = 60)]
    pub states: Vec<String>,
    /// Every rooftop where empty.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub rooftops: Vec<Uuid>,
    /// Every make where empty.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub makes: Vec<String>,
    /// Every model where empty.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub models: Vec<String>,
    pub files: Files,
    /// Of a lease sheet.
    #[serde(default)]
    pub lease: Option<LeaseSheetTerms>,
}

impl NewProgrammeImport {
    /// The sheet without its rows, under an id of its own, and the files.
    ///
    /// # Errors
    /// 422 where a day is beyond the calendar of the engine.
    pub fn head(&self) -> Result<(Programme, Files), Problem> {
        let last = self.valid_to.map(|day| sheet_day(day, "/valid_to"));
        let head = Programme {
            id: ProgrammeId::new().to_string(),
            lender: self.lender_id.to_string(),
            name: self.name.trim().to_owned(),
            kind: self.kind,
            valid_from: sheet_day(self.valid_from, "/valid_from")?,
            valid_to: last.transpose()?,
            states: self.states.clone(),
            rooftops: self.rooftops.iter().map(Uuid::to_string).collect(),
            makes: self.makes.clone(),
            models: self.models.clone(),
            tiers: Vec::new(),
            rows: Vec::new(),
            lease: self.lease.clone().map(LeaseSheet::from),
        };
        Ok((head, self.files.clone()))
    }
}

/// A sheet that was sent, and what applying it would do or did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProgrammeImport)]
pub struct ImportView {
    pub id: ProgrammeImportId,
    /// Also the ETag.
    pub version: i64,
    pub lender_id: LenderId,
    pub lender_name: String,
    pub name: String,
    pub kind: ProgrammeKind,
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    pub status: Status,
    /// Every fault; a sheet with faults is refused.
    pub faults: Vec<SheetFault>,
    /// Rows that were read from the files.
    pub rows: i32,
    /// Against the edition that it supersedes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Changes>)]
    pub changes: Option<serde_json::Value>,
    /// The edition before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<ProgrammeId>,
    /// The last day of that edition once this one is applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub supersedes_until: Option<Date>,
    pub uploaded_at: Timestamp,
    pub uploaded_by: Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_by: Option<Person>,
    /// The sheet, where nothing is wrong with it. Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<Programme>,
    /// As they were sent, so that a fault can be looked at in its line. Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Files>,
}

impl From<Import> for ImportView {
    fn from(import: Import) -> Self {
        let (applied_at, applied_by) = import.applied.unzip();
        Self {
            id: import.id,
            version: import.version,
            lender_id: import.lender_id,
            lender_name: import.lender_name,
            name: import.name,
            kind: import.kind,
            valid_from: import.first_day,
            valid_to: import.last_day,
            status: import.status,
            faults: import.faults,
            rows: import.rows,
            changes: import.changes,
            supersedes: import.supersedes,
            supersedes_until: import.supersedes_until,
            uploaded_at: import.uploaded_at,
            uploaded_by: import.uploaded_by,
            applied_at,
            applied_by,
            programme: None,
            files: None,
        }
    }
}

impl From<ImportWhole> for ImportView {
    fn from(whole: ImportWhole) -> Self {
        Self {
            programme: whole.programme,
            files: Some(whole.files),
            ..whole.import.into()
        }
    }
}
