//! Lenders and their editions.

use jiff::civil::Date;
use lending::Lender;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, DbError, Row, TenantTx};

use super::person;
use crate::lenders::{LenderEdition, LenderId, LenderRow};
use crate::store::{json, text};

/// Columns of a lender, with its sheets that hold on the day `$1`.
const LENDER: &str = "
    l.id, l.version, l.active, l.content::text, l.updated_at, l.changed_by, l.changed_by_name,
    (select count(*) from programme p
     where p.lender_id = l.id and p.first_day <= $1 and (p.last_day is null or p.last_day >= $1)) as in_force";

fn read(row: &Row) -> Result<LenderRow, Problem> {
    Ok(LenderRow {
        id: row.get("id"),
        version: row.get("version"),
        active: row.get("active"),
        lender: json(row, "content")?,
        updated_at: row.get("updated_at"),
        updated_by: person(row, "changed_by", "changed_by_name"),
        programmes_in_force: row.get("in_force"),
    })
}

/// Reads a lender.
///
/// # Errors
/// 404 where there is none.
pub async fn lender(
    db: &Db,
    caller: &Caller,
    id: LenderId,
    day: Date,
) -> Result<LenderRow, Problem> {
    let sql = format!("select {LENDER} from lender l where l.id = $2");
    let row = db.tenant_read_opt(caller, &sql, &[&day, &id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("lender"))?)
}

/// Reads a lender in a transaction; where it is about to change, the market is locked.
///
/// # Errors
/// 404 where there is none.
pub async fn lender_in(tx: &TenantTx, id: LenderId, day: Date) -> Result<LenderRow, Problem> {
    let sql = format!("select {LENDER} from lender l where l.id = $2");
    let row = tx.query_opt(&sql, &[&day, &id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("lender"))?)
}

/// Whether the dealership has this lender.
///
/// # Errors
/// Where the database fails.
pub async fn lender_exists(db: &Db, caller: &Caller, id: LenderId) -> Result<bool, Problem> {
    let row = db
        .tenant_read_opt(caller, "select id from lender where id = $1", &[&id])
        .await?;
    Ok(row.is_some())
}

/// Lenders by name, from after a name on.
///
/// # Errors
/// Where the database fails.
pub async fn lenders(
    db: &Db,
    caller: &Caller,
    day: Date,
    after: Option<&str>,
    rows: i64,
) -> Result<Vec<LenderRow>, Problem> {
    let sql = format!(
        "select {LENDER} from lender l
         where $2::text is null or lower(l.name) > $2 order by lower(l.name) limit $3"
    );
    let found = db.tenant_read(caller, &sql, &[&day, &after, &rows]).await?;
    found.iter().map(read).collect()
}

/// Every lender that buys contracts now.
///
/// # Errors
/// Where the database fails.
pub async fn all_lenders(db: &Db, caller: &Caller) -> Result<Vec<Lender>, Problem> {
    let sql = "select content::text from lender where active order by lower(name)";
    let found = db.tenant_read(caller, sql, &[]).await?;
    found.iter().map(|row| json(row, "content")).collect()
}

fn taken(error: DbError) -> Problem {
    match error.unique() {
        Some("lender_name") => Problem::fault(
            "/name",
            "taken",
            "is the name of another lender of this dealership",
        ),
        _ => error.into(),
    }
}

/// Stores a new lender, whose document has its id.
///
/// # Errors
/// 422 where another lender has the name.
pub async fn insert_lender(
    tx: &TenantTx,
    lender: &Lender,
    active: bool,
) -> Result<LenderRow, Problem> {
    let id: LenderId = lender.id.parse().map_err(Problem::internal)?;
    let sql = "
        insert into lender (id, dealership_id, name, active, content, changed_by, changed_by_name)
        values ($1, $2, $3, $4, $5::text::json, $6, $7)
        returning id, version, active, content::text, updated_at, changed_by, changed_by_name, 0::bigint as in_force";
    let caller = tx.caller();
    let row = tx
        .query_one(
            sql,
            &[
                &id,
                &caller.dealership_id(),
                &lender.name,
                &active,
                &text(lender)?,
                &caller.user_id(),
                &caller.name(),
            ],
        )
        .await
        .map_err(taken)?;
    let row = read(&row)?;
    keep_edition(tx, &row).await?;
    Ok(row)
}

/// Writes the next edition of a lender.
///
/// # Errors
/// 422 where another lender has the name.
pub async fn replace_lender(
    tx: &TenantTx,
    id: LenderId,
    lender: &Lender,
    active: bool,
) -> Result<LenderRow, Problem> {
    let sql = "
        update lender set version = version + 1, updated_at = now(), name = $2, active = $3,
               content = $4::text::json, changed_by = $5, changed_by_name = $6
        where id = $1
        returning id, version, active, content::text, updated_at, changed_by, changed_by_name, 0::bigint as in_force";
    let caller = tx.caller();
    let row = tx
        .query_one(
            sql,
            &[
                &id,
                &lender.name,
                &active,
                &text(lender)?,
                &caller.user_id(),
                &caller.name(),
            ],
        )
        .await
        .map_err(taken)?;
    let row = read(&row)?;
    keep_edition(tx, &row).await?;
    Ok(row)
}

async fn keep_edition(tx: &TenantTx, row: &LenderRow) -> Result<(), Problem> {
    let sql = "
        insert into lender_edition (lender_id, version, dealership_id, active, content, actor_id, actor_name)
        values ($1, $2, $3, $4, $5::text::json, $6, $7)";
    let caller = tx.caller();
    tx.execute(
        sql,
        &[
            &row.id,
            &row.version,
            &caller.dealership_id(),
            &row.active,
            &text(&row.lender)?,
            &caller.user_id(),
            &caller.name(),
        ],
    )
    .await?;
    Ok(())
}

/// What a lender was and is, the last edition first, from before a version on.
///
/// # Errors
/// Where the database fails.
pub async fn lender_editions(
    db: &Db,
    caller: &Caller,
    id: LenderId,
    before: Option<i64>,
    rows: i64,
) -> Result<Vec<LenderEdition>, Problem> {
    let sql = "
        select version, active, content::text, at, actor_id, actor_name
        from lender_edition where lender_id = $1 and ($2::bigint is null or version < $2)
        order by version desc limit $3";
    let found = db.tenant_read(caller, sql, &[&id, &before, &rows]).await?;
    found
        .iter()
        .map(|row| {
            Ok(LenderEdition {
                version: row.get("version"),
                active: row.get("active"),
                lender: json(row, "content")?,
                at: row.get("at"),
                by: person(row, "actor_id", "actor_name"),
            })
        })
        .collect()
}
