//! The domain to rows and back. Every function takes the transaction that its caller opened, or reads in one round trip.

pub mod audit;
pub mod credentials;
pub mod dealerships;
pub mod failures;
pub mod me;
pub mod pins;
pub mod rooftops;
pub mod sessions;
pub mod signing_keys;
pub mod tickets;
pub mod users;

use std::future::Future;

use jiff::Timestamp;
use platform::auth::Caller;
use platform::db::{Db, DbError, Row, TenantTx, ToSql};
use uuid::Uuid;

/// What every row of a tenant carries.
#[derive(Clone, Debug)]
pub struct Stored<T> {
    pub id: Uuid,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub what: T,
}

impl<T> Stored<T> {
    fn from_row(row: &Row, what: T) -> Self {
        Self {
            id: row.get("id"),
            version: row.get("version"),
            created_at: row.get("created_at"),
            updated_at: row.get("updated_at"),
            what,
        }
    }
}

/// Where a read may happen: in a transaction that is open, or by itself in one round trip.
pub trait Read {
    fn rows(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> impl Future<Output = Result<Vec<Row>, DbError>> + Send;
}

impl Read for TenantTx {
    fn rows(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> impl Future<Output = Result<Vec<Row>, DbError>> + Send {
        self.query(sql, params)
    }
}

/// A read of its own for a caller.
pub struct Alone<'a>(pub &'a Db, pub &'a Caller);

impl Read for Alone<'_> {
    fn rows(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> impl Future<Output = Result<Vec<Row>, DbError>> + Send {
        self.0.tenant_read(self.1, sql, params)
    }
}

/// A text to be found anywhere in a column, with the pattern's own signs taken literally.
fn contains(text: &str) -> String {
    let literal = text
        .trim()
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    format!("%{literal}%")
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_of_patterns_are_taken_literally() {
        assert_eq!(super::contains(r" 50%_\ "), r"%50\%\_\\%");
    }
}
