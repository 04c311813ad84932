//! What black-box tests stand on: a private PostgreSQL, a database of one's own, services on a real port, callers of
//! any dealership with any permissions.
//!
//! One PostgreSQL serves all test processes that run at the same time: the first starts it and the last stops it (see
//! `cluster.rs`). A database is cloned from a migrated template for every [`TestApp`] and dropped with it.

mod app;
mod call;
mod cluster;
mod database;

pub use app::{Builder, TestApp};
pub use call::{Answer, Call, Front, User};
pub use cluster::OwnPostgres;
