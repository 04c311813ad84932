//! Sheets: never edited, only ended.

use jiff::civil::Date;
use lending::{Programme, ProgrammeKind};
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use super::{done_by, person};
use crate::lenders::bound::Sheet;
use crate::lenders::{
    Import, LenderId, ProgrammeId, ProgrammeRow, State, kind_from_word, kind_word,
};
use crate::rates::tax_day;
use crate::store::{json, text};

const COLUMNS: &str = "
    p.id, p.version, p.lender_id, l.name as lender_name, p.name, p.kind, p.first_day, p.last_day, p.tiers, p.row_count,
    p.import_id, p.supersedes, p.created_at, p.imported_by, p.imported_by_name, p.ended_at, p.ended_by, p.ended_by_name";

fn kind(row: &Row) -> Result<ProgrammeKind, Problem> {
    let word: &str = row.get("kind");
    kind_from_word(word).ok_or_else(|| Problem::internal("unknown kind of sheet"))
}

fn read(row: &Row) -> Result<ProgrammeRow, Problem> {
    Ok(ProgrammeRow {
        id: row.get("id"),
        version: row.get("version"),
        lender_id: row.get("lender_id"),
        lender_name: row.get("lender_name"),
        name: row.get("name"),
        kind: kind(row)?,
        first_day: row.get("first_day"),
        last_day: row.get("last_day"),
        tiers: row.get("tiers"),
        rows: row.get("row_count"),
        import_id: row.get("import_id"),
        supersedes: row.get("supersedes"),
        imported_at: row.get("created_at"),
        imported_by: person(row, "imported_by", "imported_by_name"),
        ended: done_by(row, "ended_at", "ended_by", "ended_by_name"),
    })
}

/// A document with the last day that the sheet has by now.
fn whole(row: &Row) -> Result<Programme, Problem> {
    let mut sheet: Programme = json(row, "content")?;
    let last: Option<Date> = row.get("last_day");
    sheet.valid_to = last.and_then(tax_day);
    Ok(sheet)
}

/// Which sheets are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub lender: Option<LenderId>,
    pub kind: Option<ProgrammeKind>,
    /// On the day.
    pub state: Option<(State, Date)>,
}

/// Sheets, the last imported first, from before an id on.
///
/// # Errors
/// Where the database fails.
pub async fn programmes(
    db: &Db,
    caller: &Caller,
    filter: Filter,
    before: Option<ProgrammeId>,
    rows: i64,
) -> Result<Vec<ProgrammeRow>, Problem> {
    // Ids are made in the order of time.
    let sql = format!(
        "select {COLUMNS} from programme p join lender l on l.id = p.lender_id
         where ($1::uuid is null or p.lender_id = $1) and ($2::text is null or p.kind = $2)
           and ($3::text is null or $3 = case
                  when p.last_day < $4 or p.last_day < p.first_day then 'ended'
                  when p.first_day > $4 then 'future'
                  else 'in_force' end)
           and ($5::uuid is null or p.id < $5)
         order by p.id desc limit $6"
    );
    let state = filter.state.map(|(state, _)| state.word());
    let day = filter.state.map(|(_, day)| day);
    let found = db
        .tenant_read(
            caller,
            &sql,
            &[
                &filter.lender,
                &filter.kind.map(kind_word),
                &state,
                &day,
                &before,
                &rows,
            ],
        )
        .await?;
    found.iter().map(read).collect()
}

/// Reads a sheet without its rows.
///
/// # Errors
/// 404 where there is none.
pub async fn programme(db: &Db, caller: &Caller, id: ProgrammeId) -> Result<ProgrammeRow, Problem> {
    let sql = format!(
        "select {COLUMNS} from programme p join lender l on l.id = p.lender_id where p.id = $1"
    );
    let row = db.tenant_read_opt(caller, &sql, &[&id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("programme"))?)
}

/// The same in a transaction.
///
/// # Errors
/// 404 where there is none.
pub async fn programme_in(tx: &TenantTx, id: ProgrammeId) -> Result<ProgrammeRow, Problem> {
    let sql = format!(
        "select {COLUMNS} from programme p join lender l on l.id = p.lender_id where p.id = $1"
    );
    let row = tx.query_opt(&sql, &[&id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("programme"))?)
}

const DOCUMENT: &str = "select content::text, last_day from programme where id = $1";

/// A sheet with its rows; none where there is no such sheet.
///
/// # Errors
/// Where the database fails.
pub async fn document(
    db: &Db,
    caller: &Caller,
    id: ProgrammeId,
) -> Result<Option<Programme>, Problem> {
    let row = db.tenant_read_opt(caller, DOCUMENT, &[&id]).await?;
    row.as_ref().map(whole).transpose()
}

/// The editions of one programme that ever held, the first first.
const EDITIONS: &str = "
    select content::text, last_day from programme
    where lender_id = $1 and kind = $2 and name = $3 and (last_day is null or last_day >= first_day)
    order by first_day";

/// Every edition of a programme with its rows.
///
/// # Errors
/// Where the database fails.
pub async fn editions(
    db: &Db,
    caller: &Caller,
    lender: LenderId,
    kind: ProgrammeKind,
    name: &str,
) -> Result<Vec<Programme>, Problem> {
    let found = db
        .tenant_read(caller, EDITIONS, &[&lender, &kind_word(kind), &name])
        .await?;
    found.iter().map(whole).collect()
}

/// The same in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn editions_in(
    tx: &TenantTx,
    lender: LenderId,
    kind: ProgrammeKind,
    name: &str,
) -> Result<Vec<Programme>, Problem> {
    let found = tx
        .query(EDITIONS, &[&lender, &kind_word(kind), &name])
        .await?;
    found.iter().map(whole).collect()
}

/// Every sheet of an active lender that holds on a day.
///
/// # Errors
/// Where the database fails.
pub async fn in_force(db: &Db, caller: &Caller, day: Date) -> Result<Vec<Programme>, Problem> {
    let sql = "
        select p.content::text, p.last_day from programme p join lender l on l.id = p.lender_id and l.active
        where p.first_day <= $1 and (p.last_day is null or p.last_day >= $1)
        order by lower(l.name), p.name, p.kind, p.id";
    let found = db.tenant_read(caller, sql, &[&day]).await?;
    found.iter().map(whole).collect()
}

/// Stores a sheet that an import gave.
///
/// # Errors
/// 409 where another sheet of the programme begins on the same day.
pub async fn insert_programme(
    tx: &TenantTx,
    import: &Import,
    sheet: &Programme,
) -> Result<(), Problem> {
    let id: ProgrammeId = sheet.id.parse().map_err(Problem::internal)?;
    let count = |many: usize| i32::try_from(many).unwrap_or(i32::MAX);
    let rows = match &sheet.lease {
        Some(lease) => lease.factors.len() + lease.residuals.len(),
        None => sheet.rows.len(),
    };
    let sql = "
        insert into programme (id, dealership_id, lender_id, name, kind, first_day, last_day, tiers, row_count, content,
                               import_id, supersedes, imported_by, imported_by_name)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::json, $11, $12, $13, $14)";
    let caller = tx.caller();
    let dealership: Uuid = caller.dealership_id();
    tx.execute(
        sql,
        &[
            &id,
            &dealership,
            &import.lender_id,
            &sheet.name,
            &kind_word(sheet.kind),
            &import.first_day,
            &import.last_day,
            &count(sheet.tiers.len()),
            &count(rows),
            &text(sheet)?,
            &import.id,
            &import.supersedes,
            &caller.user_id(),
            &caller.name(),
        ],
    )
    .await
    .map_err(|error| match error.unique() {
        Some("programme_begins") => Problem::conflict(
            "Another sheet of this programme begins on the same day. Nothing was changed: import the file again.",
        ),
        _ => error.into(),
    })?;
    Ok(())
}

/// Sets the last day of a sheet where it ends later or not at all.
///
/// # Errors
/// Where the database fails.
pub async fn end_by(tx: &TenantTx, id: ProgrammeId, last: Date) -> Result<(), Problem> {
    let sql = "
        update programme set last_day = $2, version = version + 1, updated_at = now(), ended_at = now(),
               ended_by = $3, ended_by_name = $4
        where id = $1 and (last_day is null or last_day > $2)";
    let caller = tx.caller();
    tx.execute(sql, &[&id, &last, &caller.user_id(), &caller.name()])
        .await?;
    Ok(())
}

const VERSIONS: &str = "
    select p.version, l.version as lender_version
    from programme p join lender l on l.id = p.lender_id where p.id = $1";

fn both(row: Option<Row>) -> Option<(i64, i64)> {
    let row = row?;
    Some((row.get("version"), row.get("lender_version")))
}

/// The versions of a sheet and of its lender; none where there is no such sheet.
///
/// # Errors
/// Where the database fails.
pub async fn versions(
    db: &Db,
    caller: &Caller,
    id: ProgrammeId,
) -> Result<Option<(i64, i64)>, Problem> {
    Ok(both(db.tenant_read_opt(caller, VERSIONS, &[&id]).await?))
}

/// The same in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn versions_in(tx: &TenantTx, id: ProgrammeId) -> Result<Option<(i64, i64)>, Problem> {
    Ok(both(tx.query_opt(VERSIONS, &[&id]).await?))
}

const SHEET: &str = "
    select p.content::text, p.last_day, l.content::text as lender, l.active
    from programme p join lender l on l.id = p.lender_id where p.id = $1";

fn with_lender(row: Option<Row>) -> Result<Option<Sheet>, Problem> {
    row.map(|row| {
        Ok(Sheet {
            programme: whole(&row)?,
            lender: json(&row, "lender")?,
            active: row.get("active"),
        })
    })
    .transpose()
}

/// A sheet and its lender as they are now; none where there is no such sheet.
///
/// # Errors
/// Where the database fails.
pub async fn sheet(db: &Db, caller: &Caller, id: ProgrammeId) -> Result<Option<Sheet>, Problem> {
    with_lender(db.tenant_read_opt(caller, SHEET, &[&id]).await?)
}

/// The same in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn sheet_in(tx: &TenantTx, id: ProgrammeId) -> Result<Option<Sheet>, Problem> {
    with_lender(tx.query_opt(SHEET, &[&id]).await?)
}
