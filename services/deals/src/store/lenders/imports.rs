//! Sheets that were sent, with all that was sent.

use lending::ProgrammeKind;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};

use super::{done_by, person};
use crate::lenders::steps::Read;
use crate::lenders::{
    Import, ImportWhole, LenderId, ProgrammeImportId, Status, kind_from_word, kind_word,
};
use crate::rates::civil_day;
use crate::store::{json, json_opt, text, text_opt};

const COLUMNS: &str = "
    i.id, i.version, i.lender_id, l.name as lender_name, i.name, i.kind, i.first_day, i.last_day, i.status, i.rows_read,
    i.faults::text, i.changes::text, i.supersedes, i.supersedes_until, i.created_at, i.uploaded_by, i.uploaded_by_name,
    i.applied_at, i.applied_by, i.applied_by_name";
const WHOLE: &str = "i.head::text, i.files::text, i.programme::text";
const FROM: &str = "from programme_import i join lender l on l.id = i.lender_id";

fn read(row: &Row) -> Result<Import, Problem> {
    let (status, kind): (&str, &str) = (row.get("status"), row.get("kind"));
    Ok(Import {
        id: row.get("id"),
        version: row.get("version"),
        lender_id: row.get("lender_id"),
        lender_name: row.get("lender_name"),
        name: row.get("name"),
        kind: kind_from_word(kind).ok_or_else(|| Problem::internal("unknown kind of sheet"))?,
        first_day: row.get("first_day"),
        last_day: row.get("last_day"),
        status: Status::from_word(status).ok_or_else(|| Problem::internal("unknown status"))?,
        rows: row.get("rows_read"),
        faults: json(row, "faults")?,
        changes: json_opt(row, "changes")?,
        supersedes: row.get("supersedes"),
        supersedes_until: row.get("supersedes_until"),
        uploaded_at: row.get("created_at"),
        uploaded_by: person(row, "uploaded_by", "uploaded_by_name"),
        applied: done_by(row, "applied_at", "applied_by", "applied_by_name"),
    })
}

fn whole(row: &Row) -> Result<ImportWhole, Problem> {
    Ok(ImportWhole {
        import: read(row)?,
        head: json(row, "head")?,
        files: json(row, "files")?,
        programme: json_opt(row, "programme")?,
    })
}

/// Keeps a sheet that was read, with its faults if it has any.
///
/// # Errors
/// Where the database fails.
pub async fn insert_import(tx: &TenantTx, read: &Read) -> Result<(), Problem> {
    let (head, preview, caller) = (&read.head, &read.preview, tx.caller());
    let status = if preview.programme.is_some() {
        Status::Previewed
    } else {
        Status::Refused
    };
    let supersedes = preview
        .supersedes
        .as_deref()
        .map(str::parse::<crate::lenders::ProgrammeId>);
    let supersedes = supersedes.transpose().map_err(Problem::internal)?;
    let sql = "
        insert into programme_import (id, dealership_id, lender_id, name, kind, first_day, last_day, status, head, files,
                                      rows_read, faults, changes, supersedes, supersedes_until, programme,
                                      uploaded_by, uploaded_by_name)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10::text::json,
                $11, $12::text::json, $13::text::json, $14, $15, $16::text::json, $17, $18)";
    tx.execute(
        sql,
        &[
            &read.id,
            &caller.dealership_id(),
            &read.lender_id,
            &head.name,
            &kind_word(head.kind),
            &civil_day(head.valid_from),
            &head.valid_to.and_then(civil_day),
            &status.word(),
            &text(head)?,
            &text(&read.files)?,
            &i32::try_from(preview.rows_read).unwrap_or(i32::MAX),
            &text(&preview.faults)?,
            &preview.changes,
            &supersedes,
            &preview.supersedes_until.and_then(civil_day),
            &text_opt(preview.programme.as_ref())?,
            &caller.user_id(),
            &caller.name(),
        ],
    )
    .await?;
    Ok(())
}

/// Reads an import with all that was sent.
///
/// # Errors
/// 404 where there is none.
pub async fn import(
    db: &Db,
    caller: &Caller,
    id: ProgrammeImportId,
) -> Result<ImportWhole, Problem> {
    let sql = format!("select {COLUMNS}, {WHOLE} {FROM} where i.id = $1");
    let row = db.tenant_read_opt(caller, &sql, &[&id]).await?;
    whole(&row.ok_or_else(|| Problem::not_found("import"))?)
}

/// The same in a transaction.
///
/// # Errors
/// 404 where there is none.
pub async fn import_in(tx: &TenantTx, id: ProgrammeImportId) -> Result<ImportWhole, Problem> {
    let sql = format!("select {COLUMNS}, {WHOLE} {FROM} where i.id = $1");
    let row = tx.query_opt(&sql, &[&id]).await?;
    whole(&row.ok_or_else(|| Problem::not_found("import"))?)
}

/// Which imports are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportFilter {
    pub lender: Option<LenderId>,
    pub kind: Option<ProgrammeKind>,
    pub status: Option<Status>,
}

/// Imports, the newest first, from before an id on.
///
/// # Errors
/// Where the database fails.
pub async fn imports(
    db: &Db,
    caller: &Caller,
    filter: ImportFilter,
    before: Option<ProgrammeImportId>,
    rows: i64,
) -> Result<Vec<Import>, Problem> {
    // Ids are made in the order of time.
    let sql = format!(
        "select {COLUMNS} {FROM}
         where ($1::uuid is null or i.lender_id = $1) and ($2::text is null or i.kind = $2)
           and ($3::text is null or i.status = $3) and ($4::uuid is null or i.id < $4)
         order by i.id desc limit $5"
    );
    let (kind, status) = (filter.kind.map(kind_word), filter.status.map(Status::word));
    let found = db
        .tenant_read(
            caller,
            &sql,
            &[&filter.lender, &kind, &status, &before, &rows],
        )
        .await?;
    found.iter().map(read).collect()
}

/// Marks an import applied.
///
/// # Errors
/// Where the database fails.
pub async fn mark_applied(tx: &TenantTx, id: ProgrammeImportId) -> Result<(), Problem> {
    let sql = "
        update programme_import set status = 'applied', version = version + 1, updated_at = now(), applied_at = now(),
               applied_by = $2, applied_by_name = $3
        where id = $1";
    let caller = tx.caller();
    tx.execute(sql, &[&id, &caller.user_id(), &caller.name()])
        .await?;
    Ok(())
}
