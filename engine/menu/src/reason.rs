//! Why a plan cannot be sold with a deal: a stable code and figures for programs, a sentence for people.

use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Wording;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProductReason))]
pub struct Reason {
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: Wording,
    /// The figure of the deal: decimal text, a count, or a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What it would have to keep to, the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    pub text: String,
}

/// The price is above a limit.
pub(crate) const OVER_CAP: &str = "over_cap";
/// A fact that decides is not there.
pub(crate) const NOT_KNOWN: &str = "not_known";

impl Reason {
    pub(crate) fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            value: None,
            limit: None,
            text: text.into(),
        }
    }

    pub(crate) fn of(mut self, value: impl ToString, limit: impl ToString) -> Self {
        self.value = Some(value.to_string());
        self.limit = Some(limit.to_string());
        self
    }

    pub(crate) fn not_known(what: &str) -> Self {
        Self::new(NOT_KNOWN, format!("not known: needs {what}"))
    }

    pub(crate) fn over_cap(price: Cents, limit: Cents, whose: &str) -> Self {
        let text = format!("{price} is over {limit}, {whose}");
        Self::new(OVER_CAP, text).of(price, limit)
    }

    /// Whether the price alone is in the way: at a lower one the plan can be sold.
    #[must_use]
    pub fn is_over_cap(&self) -> bool {
        self.code == OVER_CAP
    }
}
