//! Lenders, sheets and scans held against the standard's figures and against the law.

mod bound;
mod desks;
mod doors;
mod lease;
mod markup;
mod properties;
mod reserve;
mod retail;
mod sheets;
