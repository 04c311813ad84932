//! What a list of customers can be asked for: filters, order and page.

use platform::cursor::{Cursor, Limit};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CustomerList {
    /// Parts of a name, a telephone number or an e-mail address; all must be there.
    #[param(max_length = 120, example = "ortega 0148")]
    pub q: Option<String>,
    /// The salesperson who looks after the customer.
    pub owner_id: Option<Uuid>,
    pub rooftop_id: Option<Uuid>,
    /// Postal code of a state in which the customer has an address.
    #[param(min_length = 2, max_length = 2, example = "FL")]
    pub state: Option<String>,
    #[param(max_length = 40)]
    pub tag: Option<String>,
    /// The customers that were put away instead of the others.
    #[serde(default)]
    pub archived: bool,
    #[serde(default)]
    #[param(inline)]
    pub sort: Sort,
    #[serde(default)]
    #[param(inline)]
    pub limit: Limit,
    #[param(inline)]
    pub cursor: Option<Cursor>,
}

/// A minus in front turns the order round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum Sort {
    #[default]
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    NameDown,
    #[serde(rename = "created_at")]
    Created,
    #[serde(rename = "-created_at")]
    CreatedDown,
    #[serde(rename = "updated_at")]
    Updated,
    #[serde(rename = "-updated_at")]
    UpdatedDown,
}

/// An order in the words of SQL.
pub(crate) struct Order {
    /// Names the order inside a cursor.
    pub name: &'static str,
    pub column: &'static str,
    pub column_type: &'static str,
    /// What holds between a later row and the last one of a page.
    pub beyond: &'static str,
    pub direction: &'static str,
}

impl Sort {
    pub(crate) fn order(self) -> Order {
        let (name, column, column_type, up) = match self {
            Self::Name => ("name", "filed_as_key", "text", true),
            Self::NameDown => ("-name", "filed_as_key", "text", false),
            Self::Created => ("created_at", "created_at", "timestamptz", true),
            Self::CreatedDown => ("-created_at", "created_at", "timestamptz", false),
            Self::Updated => ("updated_at", "updated_at", "timestamptz", true),
            Self::UpdatedDown => ("-updated_at", "updated_at", "timestamptz", false),
        };
        let (beyond, direction) = if up { (">", "asc") } else { ("<", "desc") };
        Order {
            name,
            column,
            column_type,
            beyond,
            direction,
        }
    }
}
