//! A lender: where it buys contracts, what it pays for them, and how far they may be marked up.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};

use crate::reserve::{Chargeback, ReservePlan};

/// Who buys the dealer's contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Lender {
    /// Unique among the lenders of a dealership.
    pub id: String,
    /// As it stands in every sentence: `"Northbank"`.
    pub name: String,
    pub kind: LenderKind,
    /// Two-letter codes of the dealer's states that it buys in; every state where empty.
    #[serde(default)]
    pub states: Vec<String>,
    /// What it pays for a retail contract.
    pub reserve: ReservePlan,
    /// What it takes back when a contract is paid off early; nothing where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chargeback: Option<Chargeback>,
    /// Days in a year for its daily interest.
    #[serde(default)]
    pub day_base: DayBase,
    /// The most points over the buy rate, by term: rising, the last open.
    #[serde(default)]
    pub markup_caps: Vec<MarkupCap>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LenderKind {
    /// The finance arm of a manufacturer.
    Captive,
    Bank,
    CreditUnion,
    FinanceCompany,
}

/// Days in a year for daily interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DayBase {
    #[serde(rename = "360")]
    Days360,
    #[default]
    #[serde(rename = "365")]
    Days365,
}

impl DayBase {
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Days360 => 360,
            Self::Days365 => 365,
        }
    }

    /// One day's interest on a balance.
    #[must_use]
    pub fn per_diem(self, balance: Cents, rate: Rate) -> Cents {
        balance.ratio(
            rate.get(),
            self.days() * Rate::SCALE,
            money::Rounding::HalfUp,
        )
    }
}

/// The most points up to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkupCap {
    /// The longest term it holds for; every longer one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_to: Option<u32>,
    /// `"0.02"` is two points.
    pub points: Rate,
}

impl Lender {
    /// Its own most points at a term.
    #[must_use]
    pub fn markup_cap(&self, term_months: u32) -> Option<Rate> {
        let mut caps = self.markup_caps.iter();
        caps.find(|cap| cap.term_to.is_none_or(|to| term_months <= to))
            .map(|cap| cap.points)
    }
}
