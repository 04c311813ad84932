//! Rates that somebody set by hand.

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};

use super::{cents, person, rate};
use crate::deal::Person;
use crate::rates::{Override, RateOverrideId};

const COLUMNS: &str = "
    id, version, state, class, level, name, county, county_fips, rate, cap_cents, stacks_on, first_day, last_day, reason,
    created_at, made_by, made_by_name, withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason";

fn read(row: &Row) -> Override {
    let withdrawn = || {
        Some((
            row.get::<_, Option<_>>("withdrawn_at")?,
            person(row, "withdrawn_by", "withdrawn_by_name")?,
            row.get::<_, Option<String>>("withdrawn_reason")?,
        ))
    };
    Override {
        id: row.get("id"),
        version: row.get("version"),
        state: row.get("state"),
        class: row.get("class"),
        level: row.get("level"),
        name: row.get("name"),
        county: row.get("county"),
        county_fips: u16::try_from(row.get::<_, i32>("county_fips")).unwrap_or_default(),
        rate: rate(row, "rate"),
        cap: cents(row, "cap_cents"),
        stacks_on: row.get("stacks_on"),
        from: row.get("first_day"),
        to: row.get("last_day"),
        reason: row.get("reason"),
        made_at: row.get("created_at"),
        made_by: Person {
            id: row.get("made_by"),
            name: row.get("made_by_name"),
        },
        withdrawn: withdrawn(),
    }
}

/// A rate that is not stored yet.
#[derive(Debug, Clone)]
pub struct NewOverride {
    pub state: String,
    pub class: String,
    pub level: &'static str,
    pub name: String,
    pub county: String,
    pub county_fips: u16,
    pub rate: money::Rate,
    pub cap: Option<money::Cents>,
    pub stacks_on: Option<String>,
    pub from: jiff::civil::Date,
    pub to: Option<jiff::civil::Date>,
    pub reason: String,
}

/// Stores a rate that was set by hand.
///
/// # Errors
/// Where the database fails.
pub async fn insert_override(tx: &TenantTx, new: &NewOverride) -> Result<Override, Problem> {
    let sql = format!(
        "insert into rate_override (id, dealership_id, state, class, level, name, county, county_fips, rate, cap_cents,
                                    stacks_on, first_day, last_day, reason, made_by, made_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         returning {COLUMNS}"
    );
    let caller = tx.caller();
    let row = tx
        .query_one(
            &sql,
            &[
                &RateOverrideId::new(),
                &caller.dealership_id(),
                &new.state,
                &new.class,
                &new.level,
                &new.name,
                &new.county,
                &i32::from(new.county_fips),
                &new.rate.get(),
                &new.cap.map(money::Cents::get),
                &new.stacks_on,
                &new.from,
                &new.to,
                &new.reason,
                &caller.user_id(),
                &caller.name(),
            ],
        )
        .await?;
    Ok(read(&row))
}

/// Reads one.
///
/// # Errors
/// 404 where there is none.
pub async fn read_override(
    db: &Db,
    caller: &Caller,
    id: RateOverrideId,
) -> Result<Override, Problem> {
    let sql = format!("select {COLUMNS} from rate_override where id = $1");
    let row = db.tenant_read_opt(caller, &sql, &[&id]).await?;
    row.as_ref()
        .map(read)
        .ok_or_else(|| Problem::not_found("rate"))
}

/// Reads one that is about to change.
///
/// # Errors
/// 404 where there is none.
pub async fn lock_override(tx: &TenantTx, id: RateOverrideId) -> Result<Override, Problem> {
    let sql = format!("select {COLUMNS} from rate_override where id = $1 for update");
    let row = tx.query_opt(&sql, &[&id]).await?;
    row.as_ref()
        .map(read)
        .ok_or_else(|| Problem::not_found("rate"))
}

/// Rates set by hand, the newest first, those withdrawn among them.
///
/// # Errors
/// Where the database fails.
pub async fn overrides(
    db: &Db,
    caller: &Caller,
    state: Option<&str>,
    before: Option<RateOverrideId>,
    rows: i64,
) -> Result<Vec<Override>, Problem> {
    let sql = format!(
        "select {COLUMNS} from rate_override
         where ($1::text is null or state = $1) and ($2::uuid is null or id < $2) order by id desc limit $3"
    );
    let found = db
        .tenant_read(caller, &sql, &[&state, &before, &rows])
        .await?;
    Ok(found.iter().map(read).collect())
}

/// Withdraws one.
///
/// # Errors
/// Where the database fails.
pub async fn withdraw(
    tx: &TenantTx,
    id: RateOverrideId,
    reason: &str,
) -> Result<Override, Problem> {
    let sql = format!(
        "update rate_override set version = version + 1, updated_at = now(), withdrawn_at = now(), withdrawn_by = $2,
                withdrawn_by_name = $3, withdrawn_reason = $4
         where id = $1
         returning {COLUMNS}"
    );
    let caller = tx.caller();
    let row = tx
        .query_one(&sql, &[&id, &caller.user_id(), &caller.name(), &reason])
        .await?;
    Ok(read(&row))
}
