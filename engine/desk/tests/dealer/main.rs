//! What only the dealer sees: the books, commission, limits.

#[path = "../common/mod.rs"]
mod common;

mod books;
mod commissions;
mod limits;
