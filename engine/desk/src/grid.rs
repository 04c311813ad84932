//! The same deal at other terms and down payments.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};

use crate::Deal;

/// A deal and the terms and down payments to try on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GridAsk {
    pub deal: Deal,
    /// Columns, 1 to 24.
    pub terms: Vec<TermOffer>,
    /// Rows, 1 to 24.
    pub downs: Vec<Cents>,
    /// Cells at or under this payment are marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Cents>,
}

/// A term that is on offer, with what comes with it. What is absent stays as the deal has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TermOffer {
    pub term_months: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sell_rate: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_rate: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money_factor: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual_percent: Option<Rate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grid {
    pub terms: Vec<TermOffer>,
    pub rows: Vec<GridRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GridRow {
    pub down: Cents,
    /// One a term, in the order of the terms.
    pub cells: Vec<GridCell>,
}

/// A payment, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum GridCell {
    Payment {
        payment: Cents,
        at_or_under_target: bool,
    },
    Problem {
        problem: String,
    },
}
