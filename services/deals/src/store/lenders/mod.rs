//! The rows of lenders, their sheets, and the sheets that were sent.

mod imports;
mod programmes;
mod rows;

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use crate::deal::Person;

pub use imports::{ImportFilter, import, import_in, imports, insert_import, mark_applied};
pub use programmes::{
    Filter, document, editions, editions_in, end_by, in_force, insert_programme, programme,
    programme_in, programmes, sheet, sheet_in, versions, versions_in,
};
pub use rows::{
    all_lenders, insert_lender, lender, lender_editions, lender_exists, lender_in, lenders,
    replace_lender,
};

/// Waits until nobody else changes this dealership's lenders and sheets; until the transaction ends nobody does.
///
/// # Errors
/// 503 where another change takes too long.
pub async fn lock_market(tx: &TenantTx) -> Result<(), Problem> {
    let lock = format!("lenders of {}", tx.caller().dealership_id());
    tx.query_one(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))::text",
        &[&lock],
    )
    .await?;
    Ok(())
}

/// Counts the market on; the version that it has now.
///
/// # Errors
/// Where the database fails.
pub async fn count_market(tx: &TenantTx) -> Result<i64, Problem> {
    let sql = "
        insert into lender_market as market (dealership_id, version) values ($1, 1)
        on conflict (dealership_id) do update set version = market.version + 1
        returning version";
    let row = tx.query_one(sql, &[&tx.caller().dealership_id()]).await?;
    Ok(row.get("version"))
}

/// How often lenders and sheets changed.
///
/// # Errors
/// Where the database fails.
pub async fn market_version(db: &Db, caller: &Caller) -> Result<i64, Problem> {
    let row = db
        .tenant_read_opt(caller, "select version from lender_market", &[])
        .await?;
    Ok(row.map_or(0, |row| row.get("version")))
}

/// A person whose id and name stand in two columns.
fn person(row: &Row, id: &str, name: &str) -> Person {
    Person {
        id: row.get(id),
        name: row.get(name),
    }
}

/// A person and a time in three columns; none where the time is null.
fn done_by(row: &Row, at: &str, id: &str, name: &str) -> Option<(jiff::Timestamp, Person)> {
    let at: Option<jiff::Timestamp> = row.get(at);
    let id: Option<Uuid> = row.get(id);
    let name: Option<String> = row.get(name);
    Some((
        at?,
        Person {
            id: id?,
            name: name.unwrap_or_default(),
        },
    ))
}
