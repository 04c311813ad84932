//! A rate sheet: one lender's terms for a time, tier by tier and row by row.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::Date;

use crate::lease_sheet::{FactorRow, LeaseSheet};

/// One edition of a rate sheet. It is never edited: a new sheet of the same lender, name and kind
/// supersedes it from its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Unique among all sheets of a dealership.
    pub id: String,
    /// The lender's id.
    pub lender: String,
    pub name: String,
    pub kind: ProgrammeKind,
    /// The first day it holds.
    pub valid_from: Date,
    /// The last day it holds; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Two-letter codes of the dealer's states; those of the lender where empty.
    #[serde(default)]
    pub states: Vec<String>,
    /// Ids of the rooftops; every one where empty.
    #[serde(default)]
    pub rooftops: Vec<String>,
    /// Every make where empty. Letter case does not count.
    #[serde(default)]
    pub makes: Vec<String>,
    /// Every model where empty.
    #[serde(default)]
    pub models: Vec<String>,
    /// Who gets which rows, by score. No two share a score.
    pub tiers: Vec<Tier>,
    /// Of `retail` and `balloon`.
    #[serde(default)]
    pub rows: Vec<RetailRow>,
    /// Of `lease`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<LeaseSheet>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeKind {
    Retail,
    Lease,
    /// Retail with a last payment of the residual.
    Balloon,
}

/// One row of a sheet of either kind.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SheetRow<'a> {
    Rate(&'a RetailRow),
    Factor(&'a FactorRow),
}

impl<'a> SheetRow<'a> {
    pub fn scope(self) -> &'a RowScope {
        match self {
            Self::Rate(row) => &row.scope,
            Self::Factor(row) => &row.scope,
        }
    }
}

/// A range of scores under the lender's name for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub name: String,
    /// The least score; none is asked for where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_to: Option<u16>,
    /// What the tier does not take.
    #[serde(default)]
    pub excludes: Vec<Exclusion>,
}

/// Facts of a buyer, a vehicle or a deal that a tier may refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    OpenBankruptcy,
    PastRepossession,
    FirstTimeBuyer,
    CommercialUse,
    BrandedTitle,
    /// The trade owes more than it gives.
    NegativeEquity,
}

/// A condition as a rate sheet tells them apart. A certified vehicle is a used one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SheetCondition {
    New,
    Used,
    Certified,
}

/// What an advance is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdvanceBase {
    Invoice,
    Msrp,
    Book,
}

/// The most that is advanced on a vehicle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdvanceLimit {
    /// `"1.2"` is 120 %.
    pub most: Rate,
    pub of: AdvanceBase,
}

/// Which vehicles and terms a row is for. What is absent is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RowScope {
    /// The name of one of the sheet's tiers.
    pub tier: String,
    /// Months, both ends included.
    pub term_from: u32,
    pub term_to: u32,
    /// Every condition where empty.
    #[serde(default)]
    pub conditions: Vec<SheetCondition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_year_from: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_year_to: Option<u16>,
    /// Year of the contract less model year, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_to: Option<u16>,
    /// Miles, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odometer_to: Option<u32>,
    /// Of the amount financed, or of a lease the adjusted capitalized cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_from: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_to: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<AdvanceLimit>,
    /// Payment to monthly income, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pti_to: Option<Rate>,
    /// Payment and monthly debt to monthly income, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dti_to: Option<Rate>,
}

/// One row of a retail sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RetailRow {
    pub scope: RowScope,
    /// A year: `"0.0599"`.
    pub buy_rate: Rate,
    /// The row's own most points; the lender's cap holds beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markup_to: Option<Rate>,
    /// The lender pays at least this for a contract of the row, whatever its plan comes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flat: Option<Cents>,
}

impl Programme {
    /// Whether two sheets are editions of one programme.
    #[must_use]
    pub fn is_edition_of(&self, other: &Self) -> bool {
        self.lender == other.lender && self.kind == other.kind && self.name == other.name
    }

    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The last day of this sheet once `newer` supersedes it: the day before the newer one begins,
    /// or its own last day where that is earlier.
    ///
    /// # Errors
    /// Where `newer` is not a later edition of the same programme.
    pub fn last_day_before(&self, newer: &Self) -> Result<Date, String> {
        if !self.is_edition_of(newer) {
            return Err(format!("{} is not an edition of {}", newer.name, self.name));
        }
        if newer.valid_from <= self.valid_from {
            return Err(format!(
                "the new sheet begins on {}, not after {}",
                newer.valid_from, self.valid_from
            ));
        }
        let before = newer.valid_from.add_days(-1);
        Ok(self.valid_to.map_or(before, |to| to.min(before)))
    }

    /// The rows that a sheet of its kind has.
    pub(crate) fn rows_of_kind(&self) -> Vec<SheetRow<'_>> {
        match (self.kind, &self.lease) {
            (ProgrammeKind::Lease, Some(sheet)) => {
                sheet.factors.iter().map(SheetRow::Factor).collect()
            }
            (ProgrammeKind::Lease, None) => Vec::new(),
            (ProgrammeKind::Retail | ProgrammeKind::Balloon, _) => {
                self.rows.iter().map(SheetRow::Rate).collect()
            }
        }
    }

    pub(crate) fn tier(&self, name: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.name == name)
    }
}
