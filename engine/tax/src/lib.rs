#![doc = include_str!("../README.md")]

mod applied_law;
mod assess;
mod assessment;
mod base;
mod conditions;
mod credit;
mod cross_state;
mod date;
mod days;
mod dollars;
mod early;
mod explain;
mod fees;
pub mod json;
mod lease;
mod levy;
mod listing;
mod local_levy;
mod local_parts;
#[cfg(feature = "openapi")]
mod openapi;
mod own_rates;
mod packed;
mod part_amount;
mod parts;
mod passed_on;
mod place_key;
mod places;
mod rate;
#[cfg(all(feature = "embedded-tables", feature = "openapi"))]
pub mod reference;
pub mod rules;
mod sale;
#[cfg(feature = "embedded-tables")]
pub mod sheet;
mod tables;
mod validate;

pub use assess::{assess, assess_figures, rules_version};
pub use assessment::{
    AnswerKind, Answered, Assessment, BasePart, Certificate, Due, Fault, Figures, GovernmentFee,
    Level, PartKind, Question, TaxLine, Totals, Warning, Wording,
};
pub use date::{Date, NotADate, days_in_month};
pub use early::{EarlyPayments, Step};
pub use listing::{RateRow, counties_of, rate_rows};
pub use own_rates::{NotABook, OwnRates, load_own_rates};
pub use places::zip_candidates;
pub use sale::{
    AcquisitionFee, Answer, CapReduction, Condition, Dates, Exemption, Fuel, Lease, LeaseMethod,
    LocalRate, Place, Product, ProductKind, Provider, Rebate, RebateFrom, Sale, SaleKind, TaxPaid,
    Trade, Vehicle, VehicleClass,
};
#[cfg(feature = "embedded-tables")]
pub use tables::embedded;
pub use tables::{County, NotATable, TableKind, Text, load_tables};
pub use validate::is_state;

/// The two-letter codes whose rules are in this edition, in alphabetical order.
pub fn jurisdictions() -> impl Iterator<Item = &'static str> {
    rules::all().iter().map(|one| one.state)
}
