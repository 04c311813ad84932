//! What is done to lenders and sheets, each step one transaction: the change, the next version of the market, the fact.

use jiff::civil::Date;
use lending::{Lender, Programme};
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, TenantTx};
use platform::ids::Uuid;
use serde_json::json;

use super::preview::{self, Preview};
use super::{
    Files, Import, LenderId, LenderRow, ProgrammeId, ProgrammeImportId, ProgrammeRow, Status,
};
use crate::rates::{civil_day, tax_day};
use crate::store::lenders as store;

/// Makes a lender or writes its next edition. The market is locked by this transaction.
///
/// # Errors
/// 422 where another lender has the name.
pub async fn keep_lender(
    tx: &TenantTx,
    lender: &Lender,
    active: bool,
    before: Option<&LenderRow>,
) -> Result<LenderRow, Problem> {
    let row = match before {
        None => store::insert_lender(tx, lender, active).await?,
        Some(before) => store::replace_lender(tx, before.id, lender, active).await?,
    };
    let action = if before.is_none() {
        "lender_made"
    } else {
        "lender_changed"
    };
    turn(tx, row.id, None, action).await?;
    Ok(row)
}

/// A sheet that was read, and is not kept yet.
pub struct Read {
    pub id: ProgrammeImportId,
    pub lender_id: LenderId,
    pub head: Programme,
    pub files: Files,
    pub preview: Preview,
}

/// Reads a sheet and holds it beside the editions that are kept. `head` names its lender and its own id.
///
/// # Errors
/// 422 where the dealership has no such lender.
pub async fn read(
    db: &Db,
    caller: &Caller,
    lender_id: LenderId,
    head: Programme,
    files: Files,
) -> Result<Read, Problem> {
    if !store::lender_exists(db, caller, lender_id).await? {
        let detail = "is no lender of this dealership";
        return Err(Problem::fault("/lender_id", "unknown", detail));
    }
    let kept = store::editions(db, caller, lender_id, head.kind, &head.name).await?;
    let (head, files, preview) = apart(move || {
        let preview = preview::of(head.clone(), &files, &kept)?;
        Ok((head, files, preview))
    })
    .await?;
    Ok(Read {
        id: ProgrammeImportId::new(),
        lender_id,
        head,
        files,
        preview,
    })
}

/// Runs what may take a while beside the requests rather than among them.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Problem::internal)?
}

/// Applies a previewed sheet: from its first day on it holds, and the edition before it ends.
///
/// # Errors
/// 409 where it has faults, was applied already, or another sheet came since its preview.
pub async fn apply(db: &Db, caller: &Caller, id: ProgrammeImportId) -> Result<Import, Problem> {
    let tx = db.tenant_tx(caller).await?;
    store::lock_market(&tx).await?;
    let whole = store::import_in(&tx, id).await?;
    match whole.import.status {
        Status::Previewed => {}
        Status::Applied => {
            let detail = "This sheet is applied already. Nothing was done twice; import a later sheet to change it.";
            return Err(Problem::conflict(detail));
        }
        Status::Refused => {
            let detail = format!(
                "This sheet has {} faults and was not taken. Mend the file and import it again.",
                whole.import.faults.len()
            );
            return Err(Problem::conflict(detail));
        }
    }
    let (head, files) = (whole.head, whole.files);
    let lender = whole.import.lender_id;
    let kept = store::editions_in(&tx, lender, head.kind, &head.name).await?;
    let now: Preview = apart(move || preview::of(head, &files, &kept)).await?;
    let shown = whole.import.supersedes.map(|id| id.to_string());
    let until = now.supersedes_until.and_then(civil_day);
    let same = now.supersedes == shown && until == whole.import.supersedes_until;
    let (Some(sheet), true) = (now.programme, same) else {
        let detail = format!(
            "Another sheet of {} was applied or ended since this preview was made. Nothing was changed: import the file \
             again to see what it would do now.",
            whole.import.name
        );
        return Err(Problem::conflict(detail));
    };
    if let (Some(old), Some(until)) = (whole.import.supersedes, until) {
        store::end_by(&tx, old, until).await?;
    }
    store::insert_programme(&tx, &whole.import, &sheet).await?;
    store::mark_applied(&tx, id).await?;
    let made: ProgrammeId = sheet_id(&sheet)?;
    turn(&tx, lender, Some(made), "sheet_applied").await?;
    tx.commit().await?;
    Ok(store::import(db, caller, id).await?.import)
}

fn sheet_id(sheet: &Programme) -> Result<ProgrammeId, Problem> {
    sheet.id.parse().map_err(Problem::internal)
}

/// Ends a sheet early, on a last day that is not past. One that begins today or later is taken back by the day before its
/// first.
///
/// # Errors
/// 409 where it has ended by then; 422 where the day is past.
pub async fn end(
    db: &Db,
    caller: &Caller,
    id: ProgrammeId,
    last: Date,
    today: Date,
) -> Result<ProgrammeRow, Problem> {
    let tx = db.tenant_tx(caller).await?;
    store::lock_market(&tx).await?;
    let sheet = store::programme_in(&tx, id).await?;
    let least =
        sheet
            .first_day
            .yesterday()
            .map_err(Problem::internal)?
            .max(if sheet.first_day >= today {
                Date::MIN
            } else {
                today
            });
    if last < least {
        let detail = format!(
            "{last} is past: {} can end on {least} at the earliest. Nothing was changed.",
            sheet.name
        );
        return Err(Problem::fault("/valid_to", "past", detail));
    }
    if let Some(ended) = sheet.last_day
        && ended <= last
    {
        let detail = format!(
            "{} ends on {ended} already. A sheet is never made longer: import a new one for the days after.",
            sheet.name
        );
        return Err(Problem::conflict(detail));
    }
    store::end_by(&tx, id, last).await?;
    turn(&tx, sheet.lender_id, Some(id), "sheet_ended").await?;
    tx.commit().await?;
    store::programme(db, caller, id).await
}

/// Counts the market on and publishes that it changed.
async fn turn(
    tx: &TenantTx,
    lender: LenderId,
    programme: Option<ProgrammeId>,
    action: &'static str,
) -> Result<(), Problem> {
    let version = store::count_market(tx).await?;
    let caller = tx.caller();
    let fact = json!({
        "market": version, "lender_id": lender, "programme_id": programme, "action": action,
        "actor": {"id": caller.user_id(), "name": caller.name()},
    });
    let subject: Uuid = programme.map_or(lender.0, |id| id.0);
    tx.publish("lenders.changed", subject, &fact).await?;
    Ok(())
}

/// A day of the calendar as a sheet has it.
///
/// # Errors
/// 422 at `pointer` where the calendar of the engine does not reach it.
pub fn sheet_day(day: Date, pointer: &str) -> Result<tax::Date, Problem> {
    tax_day(day).ok_or_else(|| {
        Problem::fault(
            pointer,
            "out_of_range",
            "is no day that a sheet can begin or end on",
        )
    })
}
