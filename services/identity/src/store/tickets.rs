//! Tickets between the password and the second factor.

use jiff::Timestamp;
use platform::db::{DbError, TenantTx};
use uuid::Uuid;

/// A ticket as it was found, held until the transaction ends.
pub struct Found {
    pub user: Uuid,
    pub expires_at: Timestamp,
    pub attempts: i32,
    pub used: bool,
}

pub async fn insert(
    tx: &TenantTx,
    digest: &[u8],
    user: Uuid,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into second_factor_tickets (digest, dealership_id, user_id, expires_at) values ($1, $2, $3, $4)",
        &[&digest, &tx.caller().dealership_id(), &user, &expires_at],
    )
    .await?;
    Ok(())
}

pub async fn lock(tx: &TenantTx, digest: &[u8]) -> Result<Option<Found>, DbError> {
    let row = tx
        .query_opt(
            "select user_id, expires_at, attempts, used_at is not null as used
             from second_factor_tickets where digest = $1 for update",
            &[&digest],
        )
        .await?;
    Ok(row.map(|row| Found {
        user: row.get("user_id"),
        expires_at: row.get("expires_at"),
        attempts: row.get("attempts"),
        used: row.get("used"),
    }))
}

pub async fn failed(tx: &TenantTx, digest: &[u8]) -> Result<(), DbError> {
    tx.execute(
        "update second_factor_tickets set attempts = attempts + 1 where digest = $1",
        &[&digest],
    )
    .await?;
    Ok(())
}

pub async fn used(tx: &TenantTx, digest: &[u8], now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "update second_factor_tickets set used_at = $2 where digest = $1",
        &[&digest, &now],
    )
    .await?;
    Ok(())
}
