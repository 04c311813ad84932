//! What is done to a dealership's own rates, each step one transaction: the change, the next version of the book, the fact.

use bytes::Bytes;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, TenantTx};
use platform::etag::IfMatch;
use platform::ids::Uuid;
use rate_files::{Hints, Read};
use serde_json::json;

use super::preview::{self, Preview};
use super::{Import, Override, RateImportId, RateOverrideId, Status, known};
use crate::store::rates as store;

/// Reads a file, holds it against the rates in force and keeps the preview.
///
/// # Errors
/// 422 with every fault of the file; then nothing is kept.
pub async fn upload(
    db: &Db,
    caller: &Caller,
    file_name: &str,
    bytes: Bytes,
    hints: Hints,
) -> Result<RateImportId, Problem> {
    let (sha256, read): (String, Read) = apart(move || {
        let read = preview::read(&bytes, &hints)?;
        Ok((preview::fingerprint(&bytes), read))
    })
    .await?;
    let state = read.state();
    // The version is read before the rows: a change in between makes the preview too old, never too new.
    let seen_book = store::book_version(db, caller).await?.unwrap_or(0);
    let own = store::own_rows(db, caller, Some(state)).await?;
    let made: Preview = apart(move || preview::of(read, &known(state, &own))).await?;
    let id = RateImportId::new();
    let tx = db.tenant_tx(caller).await?;
    let new = store::NewImport {
        id,
        file_name,
        sha256: &sha256,
        seen_book,
        preview: &made,
    };
    store::insert_import(&tx, &new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Runs what may take a while beside the requests rather than among them.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Problem::internal)?
}

/// Applies a previewed file.
///
/// # Errors
/// 409 where it is not previewed any more, would change nothing, or the rates changed since its preview.
pub async fn apply(
    db: &Db,
    caller: &Caller,
    id: RateImportId,
    seen: Option<&IfMatch>,
) -> Result<Import, Problem> {
    let (tx, import) = opened(db, caller, id, seen).await?;
    if import.status != Status::Previewed {
        let detail = format!(
            "This file is {}. Import it again to apply it again.",
            import.status.word()
        );
        return Err(Problem::conflict(detail));
    }
    if !import.counts.changes_anything() {
        let detail = "No row of this file matches a place that levies a local tax on vehicles: there is nothing to apply.";
        return Err(Problem::conflict(detail));
    }
    store::mark_applied(&tx, &import).await?;
    done(db, caller, tx, &import, "applied").await
}

/// Takes an applied file back.
///
/// # Errors
/// 409 where it is not applied.
pub async fn undo(
    db: &Db,
    caller: &Caller,
    id: RateImportId,
    seen: Option<&IfMatch>,
) -> Result<Import, Problem> {
    let (tx, import) = opened(db, caller, id, seen).await?;
    if import.status != Status::Applied {
        let detail = format!(
            "This file is {}; only an applied one is undone.",
            import.status.word()
        );
        return Err(Problem::conflict(detail));
    }
    store::mark_undone(&tx, id).await?;
    done(db, caller, tx, &import, "undone").await
}

/// The file and nobody else's hand on the rates until the transaction ends.
async fn opened(
    db: &Db,
    caller: &Caller,
    id: RateImportId,
    seen: Option<&IfMatch>,
) -> Result<(TenantTx, Import), Problem> {
    let tx = db.tenant_tx(caller).await?;
    store::lock_rates(&tx).await?;
    let import = store::lock_import(&tx, id).await?;
    if let Some(seen) = seen {
        seen.check(import.version)?;
    }
    Ok((tx, import))
}

/// The next version of the book with what was done to the file, and the file as it is then.
async fn done(
    db: &Db,
    caller: &Caller,
    tx: TenantTx,
    import: &Import,
    action: &'static str,
) -> Result<Import, Problem> {
    turn(&tx, import.id.0, &import.state, action).await?;
    tx.commit().await?;
    store::import(db, caller, import.id).await
}

/// Writes the next version of the book and publishes that the rates changed.
async fn turn(
    tx: &TenantTx,
    subject: Uuid,
    state: &str,
    action: &'static str,
) -> Result<i64, Problem> {
    let changed = store::Changed {
        subject,
        state,
        action,
    };
    let version = store::write_book(tx, changed).await?;
    let caller = tx.caller();
    let fact = json!({
        "book": version, "state": state, "action": action, "subject": subject,
        "actor": {"id": caller.user_id(), "name": caller.name()},
    });
    tx.publish("rates.changed", subject, &fact).await?;
    Ok(version)
}

/// Sets a rate by hand, in a transaction that locked the rates.
///
/// # Errors
/// Where the database fails.
pub async fn set(tx: &TenantTx, new: &store::NewOverride) -> Result<Override, Problem> {
    let made = store::insert_override(tx, new).await?;
    turn(tx, made.id.0, &made.state, "set").await?;
    Ok(made)
}

/// Withdraws a rate that was set by hand.
///
/// # Errors
/// 409 where it is withdrawn already.
pub async fn withdraw(
    db: &Db,
    caller: &Caller,
    id: RateOverrideId,
    seen: &IfMatch,
    reason: &str,
) -> Result<Override, Problem> {
    let tx = db.tenant_tx(caller).await?;
    store::lock_rates(&tx).await?;
    let before = store::lock_override(&tx, id).await?;
    seen.check(before.version)?;
    if before.withdrawn.is_some() {
        return Err(Problem::conflict("This rate is withdrawn already."));
    }
    let after = store::withdraw(&tx, id, reason).await?;
    turn(&tx, id.0, &after.state, "withdrawn").await?;
    tx.commit().await?;
    Ok(after)
}
