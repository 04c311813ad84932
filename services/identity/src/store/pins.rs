//! PINs, and what they lock and unlock of a session.

use jiff::Timestamp;
use platform::db::{DbError, TenantTx};
use uuid::Uuid;

/// The stored hash of a person's PIN.
pub async fn get(tx: &TenantTx, user: Uuid) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt("select hash from pins where user_id = $1", &[&user])
        .await?;
    Ok(row.map(|row| row.get("hash")))
}

pub async fn set(tx: &TenantTx, user: Uuid, hash: &str, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "insert into pins (user_id, dealership_id, hash, set_at) values ($1, $2, $3, $4)
         on conflict (user_id) do update set hash = $3, set_at = $4",
        &[&user, &tx.caller().dealership_id(), &hash, &now],
    )
    .await?;
    Ok(())
}

/// Locks the session that an access token came with; none where it has ended. Locking twice is locking once.
pub async fn lock_session(
    tx: &TenantTx,
    access_token: Uuid,
    now: Timestamp,
) -> Result<Option<Uuid>, DbError> {
    let row = tx
        .query_opt(
            "update sessions set locked_at = coalesce(locked_at, $2)
             where revoked_at is null and expires_at > $2
               and id = (select session_id from refresh_tokens where access_token_id = $1)
             returning id",
            &[&access_token, &now],
        )
        .await?;
    Ok(row.map(|row| row.get("id")))
}

/// Counts a wrong PIN; says how many there were in a row.
pub async fn count_failure(tx: &TenantTx, session: Uuid) -> Result<i32, DbError> {
    let row = tx
        .query_one(
            "update sessions set pin_failures = pin_failures + 1 where id = $1 returning pin_failures",
            &[&session],
        )
        .await?;
    Ok(row.get("pin_failures"))
}

pub async fn unlock_session(tx: &TenantTx, session: Uuid) -> Result<(), DbError> {
    tx.execute(
        "update sessions set locked_at = null, pin_failures = 0 where id = $1",
        &[&session],
    )
    .await?;
    Ok(())
}
