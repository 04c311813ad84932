//! Exact money: integer cents, exact rates, one rounding policy.
//!
//! Everything that anyone is charged is a [`Cents`]; everything it is multiplied by is a [`Rate`];
//! every place that drops a fraction of a cent names its [`Rounding`]. No float is ever involved:
//! decimal text is parsed to integers and integers are printed as decimal text.

mod cents;
mod decimal;
mod rate;
mod rounding;

pub use cents::Cents;
pub use decimal::DecimalError;
pub use rate::Rate;
pub use rounding::{Rounding, divide};
