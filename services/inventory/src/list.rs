//! What a list of vehicles can be asked for: filters, order and page.

use money::Cents;
use platform::cursor::{Cursor, Limit};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::status::Status;
use crate::vehicle::Condition;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct VehicleList {
    /// Parts of a stock number, VIN, year, make, model or trim; all must be there.
    #[param(max_length = 120, example = "pilot 2022")]
    pub q: Option<String>,
    /// One status or several: `status=available&status=hold`.
    #[serde(default)]
    #[param(inline)]
    pub status: Vec<Status>,
    #[param(inline)]
    pub condition: Option<Condition>,
    /// Only certified vehicles, or only others.
    pub certified: Option<bool>,
    #[param(max_length = 60)]
    pub make: Option<String>,
    #[param(max_length = 60)]
    pub model: Option<String>,
    #[param(minimum = 1886, maximum = 9999)]
    pub year_from: Option<u16>,
    #[param(minimum = 1886, maximum = 9999)]
    pub year_to: Option<u16>,
    /// The asking price at least.
    #[param(inline)]
    pub price_from: Option<Cents>,
    /// The asking price at most.
    #[param(inline)]
    pub price_to: Option<Cents>,
    pub rooftop_id: Option<Uuid>,
    /// The vehicles that were put away instead of the others.
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

/// A minus in front turns the order round. What has no value comes as if it were the least.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum Sort {
    #[default]
    #[serde(rename = "stock_number")]
    Stock,
    #[serde(rename = "-stock_number")]
    StockDown,
    #[serde(rename = "in_stock_since")]
    Age,
    #[serde(rename = "-in_stock_since")]
    AgeDown,
    #[serde(rename = "list_price")]
    Price,
    #[serde(rename = "-list_price")]
    PriceDown,
    #[serde(rename = "year")]
    Year,
    #[serde(rename = "-year")]
    YearDown,
    #[serde(rename = "make")]
    Make,
    #[serde(rename = "-make")]
    MakeDown,
    #[serde(rename = "odometer")]
    Odometer,
    #[serde(rename = "-odometer")]
    OdometerDown,
    #[serde(rename = "updated_at")]
    Updated,
    #[serde(rename = "-updated_at")]
    UpdatedDown,
}

/// An order in the words of SQL.
pub(crate) struct Order {
    /// Names the order inside a cursor.
    pub name: &'static str,
    /// What is sorted by; never null.
    pub key: &'static str,
    pub key_type: &'static str,
    /// What holds between a later row and the last one of a page.
    pub beyond: &'static str,
    pub direction: &'static str,
}

impl Sort {
    pub(crate) fn order(self) -> Order {
        const STOCK: (&str, &str) = ("lower(v.stock_number) collate \"C\"", "text");
        const AGE: (&str, &str) = ("coalesce(v.in_stock_since, '-infinity')", "date");
        const PRICE: (&str, &str) = ("coalesce(v.list_price, -1)", "numeric");
        const YEAR: (&str, &str) = ("v.year", "int");
        const MAKE: (&str, &str) = ("lower(v.make || ' ' || v.model) collate \"C\"", "text");
        const ODOMETER: (&str, &str) = ("coalesce(v.odometer, -1)", "int");
        const UPDATED: (&str, &str) = ("v.updated_at", "timestamptz");
        let (name, (key, key_type), up) = match self {
            Self::Stock => ("stock_number", STOCK, true),
            Self::StockDown => ("-stock_number", STOCK, false),
            Self::Age => ("in_stock_since", AGE, true),
            Self::AgeDown => ("-in_stock_since", AGE, false),
            Self::Price => ("list_price", PRICE, true),
            Self::PriceDown => ("-list_price", PRICE, false),
            Self::Year => ("year", YEAR, true),
            Self::YearDown => ("-year", YEAR, false),
            Self::Make => ("make", MAKE, true),
            Self::MakeDown => ("-make", MAKE, false),
            Self::Odometer => ("odometer", ODOMETER, true),
            Self::OdometerDown => ("-odometer", ODOMETER, false),
            Self::Updated => ("updated_at", UPDATED, true),
            Self::UpdatedDown => ("-updated_at", UPDATED, false),
        };
        let (beyond, direction) = if up { (">", "asc") } else { ("<", "desc") };
        Order {
            name,
            key,
            key_type,
            beyond,
            direction,
        }
    }
}
