//! The rows of a dealership's own rates: imports with their rows, rates set by hand, the versions of the book.

mod book;
mod imports;
mod overrides;

use money::{Cents, Rate};
use platform::Problem;
use platform::db::{Row, TenantTx};
use platform::ids::Uuid;

use crate::deal::Person;

pub use book::{
    Changed, book_text, book_text_in, book_version, book_version_in, own_rows, own_rows_in,
    write_book, zip_places,
};
pub use imports::{
    NewImport, import, import_rows, imports, insert_import, lock_import, mark_applied, mark_undone,
};
pub use overrides::{
    NewOverride, insert_override, lock_override, overrides, read_override, withdraw,
};

/// Waits until nobody else changes this dealership's rates; until the transaction ends nobody does.
///
/// # Errors
/// 503 where another change takes too long.
pub async fn lock_rates(tx: &TenantTx) -> Result<(), Problem> {
    let lock = format!("rates of {}", tx.caller().dealership_id());
    tx.query_one(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))::text",
        &[&lock],
    )
    .await?;
    Ok(())
}

fn rate(row: &Row, column: &str) -> Rate {
    Rate::new(row.get(column))
}

fn cents(row: &Row, column: &str) -> Option<Cents> {
    row.get::<_, Option<i64>>(column).map(Cents::new)
}

/// A person whose id and name stand in two columns; none where the id is null.
fn person(row: &Row, id: &str, name: &str) -> Option<Person> {
    let id: Option<Uuid> = row.get(id);
    Some(Person {
        id: id?,
        name: row.get::<_, Option<String>>(name).unwrap_or_default(),
    })
}
