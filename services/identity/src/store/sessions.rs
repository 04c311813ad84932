//! Sessions and the refresh tokens that carry them on.

use jiff::Timestamp;
use platform::db::{DbError, TenantTx};
use uuid::Uuid;

/// A refresh token as it was found, with its session, both held until the transaction ends.
pub struct Found {
    pub session: Uuid,
    pub user: Uuid,
    pub used: bool,
    pub revoked: bool,
    /// Waiting for its PIN.
    pub locked: bool,
    pub token_expires_at: Timestamp,
    pub session_expires_at: Timestamp,
}

pub async fn start(
    tx: &TenantTx,
    session: Uuid,
    user: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into sessions (id, dealership_id, user_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        &[&session, &tx.caller().dealership_id(), &user, &now, &expires_at],
    )
    .await?;
    Ok(())
}

pub async fn add_token(
    tx: &TenantTx,
    digest: &[u8],
    session: Uuid,
    access_token: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into refresh_tokens (digest, dealership_id, session_id, access_token_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        &[&digest, &tx.caller().dealership_id(), &session, &access_token, &now, &expires_at],
    )
    .await?;
    Ok(())
}

pub async fn lock_token(tx: &TenantTx, digest: &[u8]) -> Result<Option<Found>, DbError> {
    let row = tx
        .query_opt(
            "select t.session_id, s.user_id, t.used_at is not null as used, s.revoked_at is not null as revoked,
                    s.locked_at is not null as locked,
                    t.expires_at as token_expires_at, s.expires_at as session_expires_at
             from refresh_tokens t join sessions s on s.id = t.session_id
             where t.digest = $1 for update",
            &[&digest],
        )
        .await?;
    Ok(row.map(|row| Found {
        session: row.get("session_id"),
        user: row.get("user_id"),
        used: row.get("used"),
        revoked: row.get("revoked"),
        locked: row.get("locked"),
        token_expires_at: row.get("token_expires_at"),
        session_expires_at: row.get("session_expires_at"),
    }))
}

pub async fn use_token(tx: &TenantTx, digest: &[u8], now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "update refresh_tokens set used_at = $2 where digest = $1",
        &[&digest, &now],
    )
    .await?;
    Ok(())
}

pub async fn revoke(
    tx: &TenantTx,
    session: Uuid,
    because: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let revoked = tx
        .execute(
            "update sessions set revoked_at = $2, revoked_because = $3 where id = $1 and revoked_at is null",
            &[&session, &now, &because],
        )
        .await?;
    Ok(revoked == 1)
}

/// Ends all sessions of a person, except the one that the given access token came with; says how many ended.
pub async fn revoke_all(
    tx: &TenantTx,
    user: Uuid,
    keep: Option<Uuid>,
    because: &str,
    now: Timestamp,
) -> Result<u64, DbError> {
    tx.execute(
        "update sessions set revoked_at = $2, revoked_because = $3
         where user_id = $1 and revoked_at is null and expires_at > $2
           and not exists (select from refresh_tokens t where t.session_id = sessions.id and t.access_token_id = $4)",
        &[&user, &now, &because, &keep],
    )
    .await
}
