//! What people prove themselves with: password hash, second factor, recovery codes.

use jiff::Timestamp;
use platform::db::{DbError, Row, TenantTx};
use platform::secrets::{FieldPlace, MasterKey, SealError};
use uuid::Uuid;

/// The credentials of a person.
#[derive(Clone)]
pub struct Credentials {
    pub password_hash: String,
    pub password_stands_alone: bool,
    /// Sealed; there before the second factor is confirmed.
    pub totp_secret: Option<Vec<u8>>,
    pub totp_confirmed: bool,
    pub totp_last_step: Option<i64>,
}

fn from_row(row: &Row) -> Credentials {
    Credentials {
        password_hash: row.get("password_hash"),
        password_stands_alone: row.get("password_stands_alone"),
        totp_secret: row.get("totp_secret"),
        totp_confirmed: row
            .get::<_, Option<Timestamp>>("totp_confirmed_at")
            .is_some(),
        totp_last_step: row.get("totp_last_step"),
    }
}

const SELECT: &str =
    "select password_hash, password_stands_alone, totp_secret, totp_confirmed_at, totp_last_step
    from credentials where user_id = $1";

pub async fn get(tx: &TenantTx, user: Uuid) -> Result<Option<Credentials>, DbError> {
    Ok(tx.query_opt(SELECT, &[&user]).await?.as_ref().map(from_row))
}

/// Held until the transaction ends, so that a code is used once however many come at the same time.
pub async fn lock(tx: &TenantTx, user: Uuid) -> Result<Option<Credentials>, DbError> {
    Ok(tx
        .query_opt(&format!("{SELECT} for update"), &[&user])
        .await?
        .as_ref()
        .map(from_row))
}

/// Sets the password, of a new person too.
pub async fn set_password(
    tx: &TenantTx,
    user: Uuid,
    hash: &str,
    stands_alone: bool,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into credentials (user_id, dealership_id, password_hash, password_stands_alone, password_changed_at)
         values ($1, $2, $3, $4, $5)
         on conflict (user_id) do update set password_hash = $3, password_stands_alone = $4, password_changed_at = $5",
        &[&user, &tx.caller().dealership_id(), &hash, &stands_alone, &now],
    )
    .await?;
    Ok(())
}

/// Keeps a secret that is not yet confirmed.
pub async fn start_totp(tx: &TenantTx, user: Uuid, sealed: &[u8]) -> Result<(), DbError> {
    tx.execute(
        "update credentials set totp_secret = $2, totp_confirmed_at = null, totp_last_step = null where user_id = $1",
        &[&user, &sealed],
    )
    .await?;
    Ok(())
}

pub async fn confirm_totp(
    tx: &TenantTx,
    user: Uuid,
    step: i64,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update credentials set totp_confirmed_at = $2, totp_last_step = $3 where user_id = $1",
        &[&user, &now, &step],
    )
    .await?;
    Ok(())
}

pub async fn used_step(tx: &TenantTx, user: Uuid, step: i64) -> Result<(), DbError> {
    tx.execute(
        "update credentials set totp_last_step = $2 where user_id = $1",
        &[&user, &step],
    )
    .await?;
    Ok(())
}

pub async fn clear_totp(tx: &TenantTx, user: Uuid) -> Result<(), DbError> {
    tx.execute(
        "update credentials set totp_secret = null, totp_confirmed_at = null, totp_last_step = null where user_id = $1",
        &[&user],
    )
    .await?;
    tx.execute("delete from recovery_codes where user_id = $1", &[&user])
        .await?;
    Ok(())
}

/// Replaces the recovery codes.
pub async fn set_recovery_codes(
    tx: &TenantTx,
    user: Uuid,
    digests: &[Vec<u8>],
) -> Result<(), DbError> {
    tx.execute("delete from recovery_codes where user_id = $1", &[&user])
        .await?;
    tx.execute(
        "insert into recovery_codes (user_id, dealership_id, digest) select $1, $2, unnest($3::bytea[])",
        &[&user, &tx.caller().dealership_id(), &digests],
    )
    .await?;
    Ok(())
}

/// Uses a recovery code up; false when there is none such left.
pub async fn use_recovery_code(
    tx: &TenantTx,
    user: Uuid,
    digest: &[u8],
    now: Timestamp,
) -> Result<bool, DbError> {
    let used = tx
        .execute(
            "update recovery_codes set used_at = $3 where user_id = $1 and digest = $2 and used_at is null",
            &[&user, &digest, &now],
        )
        .await?;
    Ok(used == 1)
}

pub fn seal_totp(
    key: &MasterKey,
    dealership: Uuid,
    user: Uuid,
    secret: &[u8],
) -> Result<Vec<u8>, SealError> {
    key.seal(&totp_place(dealership, user), secret)
}

pub fn open_totp(
    key: &MasterKey,
    dealership: Uuid,
    user: Uuid,
    sealed: &[u8],
) -> Result<Vec<u8>, SealError> {
    key.open(&totp_place(dealership, user), sealed)
}

const fn totp_place(dealership: Uuid, user: Uuid) -> FieldPlace<'static> {
    FieldPlace {
        table: "identity.credentials",
        column: "totp_secret",
        row: user,
        tenant: dealership,
    }
}
