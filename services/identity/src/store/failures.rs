//! Failed attempts in a row by address, whether or not an account stands behind it.

use jiff::Timestamp;
use platform::Problem;
use platform::db::Db;

use crate::lockout;

/// Until when the address is locked, if it is.
pub async fn locked_until(
    db: &Db,
    address: &[u8],
    now: Timestamp,
) -> Result<Option<Timestamp>, Problem> {
    let tx = db.system_tx().await?;
    let row = tx
        .query_opt(
            "select locked_until from sign_in_failures where address_digest = $1 and locked_until > $2",
            &[&address, &now],
        )
        .await?;
    tx.commit().await?;
    Ok(row.and_then(|row| row.get("locked_until")))
}

/// Counts a failure; says until when the address is locked because of it, if it is.
pub async fn count(db: &Db, address: &[u8], now: Timestamp) -> Result<Option<Timestamp>, Problem> {
    let forgotten = now.saturating_sub(lockout::FORGOTTEN_AFTER).unwrap_or(now);
    let tx = db.system_tx().await?;
    let row = tx
        .query_one(
            "insert into sign_in_failures as f (address_digest, failures, last_at) values ($1, 1, $2)
             on conflict (address_digest) do update
             set failures = case when f.last_at < $3 then 1 else f.failures + 1 end, last_at = $2
             returning failures",
            &[&address, &now, &forgotten],
        )
        .await?;
    let failures: i32 = row.get("failures");
    let wait = lockout::wait_after(u32::try_from(failures).unwrap_or(u32::MAX));
    let until = if wait.is_zero() {
        None
    } else {
        now.saturating_add(wait).ok()
    };
    tx.execute(
        "update sign_in_failures set locked_until = $2 where address_digest = $1",
        &[&address, &until],
    )
    .await?;
    tx.commit().await?;
    Ok(until)
}

/// Forgets them: somebody proved to be the person, or another set a new password.
pub async fn forget(db: &Db, address: &[u8]) -> Result<(), Problem> {
    let tx = db.system_tx().await?;
    tx.execute(
        "delete from sign_in_failures where address_digest = $1",
        &[&address],
    )
    .await?;
    tx.commit().await
}
