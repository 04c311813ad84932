//! The editions of the desks' settings, one run per rooftop.

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use super::text;
use crate::deal::{DealId, Person};
use crate::settings::{Edition, Settings};

const EDITION: &str = "
    select version, at, actor_id, actor_name, content::text
    from desk_settings
    where rooftop_id = $1 and ($2::bigint is null or version = $2)
    order by version desc limit 1";

fn edition(row: &Row) -> Result<Edition, Problem> {
    Ok(Edition {
        version: row.get("version"),
        at: row.get("at"),
        by: Some(Person {
            id: row.get("actor_id"),
            name: row.get("actor_name"),
        }),
        settings: Settings::stored(row.get("content")).map_err(Problem::internal)?,
    })
}

fn or_none(row: Option<Row>) -> Result<Edition, Problem> {
    row.as_ref().map_or_else(|| Ok(Edition::none()), edition)
}

/// The present settings of a rooftop's desk.
///
/// # Errors
/// Where the database fails.
pub async fn settings(db: &Db, caller: &Caller, rooftop: Uuid) -> Result<Edition, Problem> {
    let now: Option<i64> = None;
    or_none(
        db.tenant_read_opt(caller, EDITION, &[&rooftop, &now])
            .await?,
    )
}

/// The same in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn settings_in(tx: &TenantTx, rooftop: Uuid) -> Result<Edition, Problem> {
    let now: Option<i64> = None;
    or_none(tx.query_opt(EDITION, &[&rooftop, &now]).await?)
}

/// An edition that was, in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn edition_in(
    tx: &TenantTx,
    rooftop: Uuid,
    version: Option<i64>,
) -> Result<Edition, Problem> {
    match version {
        Some(version) => or_none(tx.query_opt(EDITION, &[&rooftop, &Some(version)]).await?),
        None => Ok(Edition::none()),
    }
}

const EDITIONS: &str = "
    select version, at, actor_id, actor_name, content::text
    from desk_settings
    where rooftop_id = $1 and version < coalesce($2, 9223372036854775807)
    order by version desc limit $3";

/// The editions of a rooftop's settings, the last first.
///
/// # Errors
/// Where the database fails.
pub async fn editions(
    db: &Db,
    caller: &Caller,
    rooftop: Uuid,
    before: Option<i64>,
    rows: i64,
) -> Result<Vec<Edition>, Problem> {
    let found = db
        .tenant_read(caller, EDITIONS, &[&rooftop, &before, &rows])
        .await?;
    found.iter().map(edition).collect()
}

const WRITE: &str = "
    insert into desk_settings (dealership_id, rooftop_id, version, actor_id, actor_name, content)
    values ($1, $2, $3, $4, $5, $6::text::json)
    returning version, at, actor_id, actor_name, content::text";

/// Writes the edition after `seen`.
///
/// # Errors
/// 412 where somebody else wrote it first.
pub async fn write_settings(
    tx: &TenantTx,
    rooftop: Uuid,
    seen: i64,
    settings: &Settings,
) -> Result<Edition, Problem> {
    let caller = tx.caller();
    let written = tx
        .query_one(
            WRITE,
            &[
                &caller.dealership_id(),
                &rooftop,
                &(seen + 1),
                &caller.user_id(),
                &caller.name(),
                &text(settings)?,
            ],
        )
        .await;
    match written {
        Ok(row) => edition(&row),
        Err(error) if error.unique() == Some("desk_settings_pkey") => {
            Err(Problem::precondition_failed())
        }
        Err(error) => Err(error.into()),
    }
}

/// The edition that a deal, which was loaded in this transaction, was filled from.
///
/// # Errors
/// Where the database fails.
pub async fn edition_of(tx: &TenantTx, deal: DealId) -> Result<Option<i64>, Problem> {
    let sql = "select desk_edition from deal where id = $1";
    Ok(tx.query_one(sql, &[&deal]).await?.get("desk_edition"))
}

/// Writes down the edition that a deal was filled from.
///
/// # Errors
/// Where the database fails.
pub async fn filled_from(tx: &TenantTx, deal: DealId, edition: i64) -> Result<(), Problem> {
    let sql = "update deal set desk_edition = $2 where id = $1";
    tx.execute(sql, &[&deal, &edition]).await?;
    Ok(())
}
