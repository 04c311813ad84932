//! The book that a calculation rests on: the dealership's present one, or that of a version that is written down.

use std::sync::LazyLock;

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, TenantTx};
use platform::ids::Uuid;
use tax::OwnRates;

use crate::store;

/// Read books by dealership and version; a version never changes.
static BOOKS: LazyLock<moka::sync::Cache<(Uuid, i64), OwnRates>> =
    LazyLock::new(|| moka::sync::Cache::new(1_000));

/// A dealership's own rates with the version of their book.
#[derive(Debug, Clone, Default)]
pub struct Rates {
    /// None before the dealership had rates of its own.
    pub version: Option<i64>,
    pub own: OwnRates,
}

impl Rates {
    /// The inputs with these rates to be worked out by.
    #[must_use]
    pub fn on(&self, inputs: &desk::Deal) -> desk::Deal {
        let mut inputs = inputs.clone();
        inputs.rates = self.own.clone();
        inputs
    }
}

/// The present book of the dealership whose transaction this is.
///
/// # Errors
/// Where the database fails.
pub async fn current_in(tx: &TenantTx) -> Result<Rates, Problem> {
    at_in(tx, store::rates::book_version_in(tx).await?).await
}

/// The book of a version, in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn at_in(tx: &TenantTx, version: Option<i64>) -> Result<Rates, Problem> {
    let Some(number) = version else {
        return Ok(Rates::default());
    };
    let key = (tx.caller().dealership_id(), number);
    match BOOKS.get(&key) {
        Some(own) => Ok(Rates { version, own }),
        None => {
            let text = store::rates::book_text_in(tx, number).await?;
            read(key, text).await
        }
    }
}

/// The present book of the caller's dealership.
///
/// # Errors
/// Where the database fails.
pub async fn current(db: &Db, caller: &Caller) -> Result<Rates, Problem> {
    at(db, caller, store::rates::book_version(db, caller).await?).await
}

/// The book of a version.
///
/// # Errors
/// Where the database fails.
pub async fn at(db: &Db, caller: &Caller, version: Option<i64>) -> Result<Rates, Problem> {
    let Some(number) = version else {
        return Ok(Rates::default());
    };
    let key = (caller.dealership_id(), number);
    if let Some(own) = BOOKS.get(&key) {
        return Ok(Rates { version, own });
    }
    let text = store::rates::book_text(db, caller, number).await?;
    read(key, text).await
}

async fn read(key: (Uuid, i64), text: String) -> Result<Rates, Problem> {
    let own = tokio::task::spawn_blocking(move || OwnRates::read(&text))
        .await
        .map_err(Problem::internal)?
        .map_err(Problem::internal)?;
    BOOKS.insert(key, own.clone());
    Ok(Rates {
        version: Some(key.1),
        own,
    })
}
