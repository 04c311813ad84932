//! Imports and their rows.

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use serde_json::json;

use super::{cents, person, rate};
use crate::deal::Person;
use crate::rates::preview::Preview;
use crate::rates::{Counts, FileRow, Import, RateImportId, Status, civil_day};
use crate::store::{json, text};

/// Columns of a row of `rate_import`.
const IMPORT: &str = "
    id, version, file_name, sha256, format, state, status, seen_book, added, changed, ended, same, unmatched, zips,
    notices::text, created_at, uploaded_by, uploaded_by_name, applied_at, applied_by, applied_by_name,
    undone_at, undone_by, undone_by_name";

fn read(row: &Row) -> Result<Import, Problem> {
    let status: &str = row.get("status");
    let by = |at: &str, id: &str, name: &str| {
        Some((row.get::<_, Option<_>>(at)?, person(row, id, name)?))
    };
    Ok(Import {
        id: row.get("id"),
        version: row.get("version"),
        file_name: row.get("file_name"),
        sha256: row.get("sha256"),
        format: row.get("format"),
        state: row.get("state"),
        status: Status::from_word(status).ok_or_else(|| Problem::internal("unknown status"))?,
        seen_book: row.get("seen_book"),
        counts: Counts {
            added: row.get("added"),
            changed: row.get("changed"),
            ended: row.get("ended"),
            same: row.get("same"),
            unmatched: row.get("unmatched"),
            zips: row.get("zips"),
        },
        notices: json(row, "notices")?,
        uploaded_at: row.get("created_at"),
        uploaded_by: Person {
            id: row.get("uploaded_by"),
            name: row.get("uploaded_by_name"),
        },
        applied: by("applied_at", "applied_by", "applied_by_name"),
        undone: by("undone_at", "undone_by", "undone_by_name"),
    })
}

/// An import that is not stored yet.
pub struct NewImport<'a> {
    pub id: RateImportId,
    pub file_name: &'a str,
    pub sha256: &'a str,
    pub seen_book: i64,
    pub preview: &'a Preview,
}

const INSERT: &str = "
    insert into rate_import (id, dealership_id, file_name, sha256, format, state, seen_book,
                             added, changed, ended, same, unmatched, zips, notices, uploaded_by, uploaded_by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::json, $15, $16)";

/// All rows of a file in one statement.
const INSERT_ROWS: &str = "
    insert into rate_import_row (import_id, number, dealership_id, line, kind, class, level, name, county, county_fips,
                                 rate, cap_cents, first_day, last_day, stacks_on,
                                 before_rate, before_cap_cents, before_whose, note, source)
    select $1, r.number, $2, r.line, r.kind, r.class, r.level, r.name, r.county, r.county_fips,
           r.rate, r.cap_cents, r.first_day, r.last_day, r.stacks_on,
           r.before_rate, r.before_cap_cents, r.before_whose, r.note, r.source
    from json_to_recordset($3::text::json) as r (
        number integer, line integer, kind text, class text, level text, name text, county text, county_fips integer,
        rate bigint, cap_cents bigint, first_day date, last_day date, stacks_on text,
        before_rate bigint, before_cap_cents bigint, before_whose text, note text, source text)";

const INSERT_ZIPS: &str = "
    insert into rate_zip (import_id, number, dealership_id, low, high, county_fips, place_code, first_day, last_day)
    select $1, z.number, $2, z.low, z.high, z.county_fips, z.place_code, z.first_day, z.last_day
    from json_to_recordset($3::text::json) as z (
        number integer, low integer, high integer, county_fips integer, place_code integer, first_day date, last_day date)";

/// Stores a preview.
///
/// # Errors
/// Where the database fails.
pub async fn insert_import(tx: &TenantTx, new: &NewImport<'_>) -> Result<(), Problem> {
    let (caller, preview) = (tx.caller(), new.preview);
    let counts = preview.counts;
    tx.execute(
        INSERT,
        &[
            &new.id,
            &caller.dealership_id(),
            &new.file_name,
            &new.sha256,
            &preview.format,
            &preview.state,
            &new.seen_book,
            &counts.added,
            &counts.changed,
            &counts.ended,
            &counts.same,
            &counts.unmatched,
            &counts.zips,
            &text(&preview.notices)?,
            &caller.user_id(),
            &caller.name(),
        ],
    )
    .await?;
    let rows: Vec<_> = preview.rows.iter().map(as_json).collect();
    tx.execute(
        INSERT_ROWS,
        &[&new.id, &caller.dealership_id(), &text(&rows)?],
    )
    .await?;
    if let Some(boundary) = &preview.boundary {
        let day = |day: Option<tax::Date>| day.and_then(civil_day).map(|day| day.to_string());
        let zips: Vec<_> = (1..)
            .zip(&boundary.ranges)
            .map(|(number, range)| {
                json!({"number": number, "low": range.low, "high": range.high, "county_fips": range.county,
                       "place_code": range.place, "first_day": day(range.from), "last_day": day(range.to)})
            })
            .collect();
        tx.execute(
            INSERT_ZIPS,
            &[&new.id, &caller.dealership_id(), &text(&zips)?],
        )
        .await?;
    }
    Ok(())
}

fn as_json(row: &FileRow) -> serde_json::Value {
    let before = row.before.as_ref();
    json!({
        "number": row.number, "line": row.line, "kind": row.kind, "class": row.class, "level": row.level,
        "name": row.name, "county": row.county, "county_fips": row.county_fips, "rate": row.rate.get(),
        "cap_cents": row.cap.map(money::Cents::get),
        "first_day": row.from.map(|day| day.to_string()), "last_day": row.to.map(|day| day.to_string()),
        "stacks_on": row.stacks_on,
        "before_rate": before.map(|before| before.0.get()),
        "before_cap_cents": before.and_then(|before| before.1).map(money::Cents::get),
        "before_whose": before.map(|before| &before.2),
        "note": row.note, "source": row.source,
    })
}

/// Reads an import.
///
/// # Errors
/// 404 where there is none.
pub async fn import(db: &Db, caller: &Caller, id: RateImportId) -> Result<Import, Problem> {
    let sql = format!("select {IMPORT} from rate_import where id = $1");
    let row = db.tenant_read_opt(caller, &sql, &[&id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("import"))?)
}

/// Imports, the newest first, from before `before`.
///
/// # Errors
/// Where the database fails.
pub async fn imports(
    db: &Db,
    caller: &Caller,
    before: Option<RateImportId>,
    rows: i64,
) -> Result<Vec<Import>, Problem> {
    // Ids are made in the order of time.
    let sql = format!(
        "select {IMPORT} from rate_import where $1::uuid is null or id < $1 order by id desc limit $2"
    );
    let found = db.tenant_read(caller, &sql, &[&before, &rows]).await?;
    found.iter().map(read).collect()
}

/// Reads an import that is about to change; nobody else changes it until the transaction ends.
///
/// # Errors
/// 404 where there is none.
pub async fn lock_import(tx: &TenantTx, id: RateImportId) -> Result<Import, Problem> {
    let sql = format!("select {IMPORT} from rate_import where id = $1 for update");
    let row = tx.query_opt(&sql, &[&id]).await?;
    read(&row.ok_or_else(|| Problem::not_found("import"))?)
}

/// Whether the rates of a state changed after a version of the book.
async fn changed_since(tx: &TenantTx, state: &str, version: i64) -> Result<bool, Problem> {
    let sql = "select exists (select from rate_book where version > $1 and state = $2) as changed";
    Ok(tx.query_one(sql, &[&version, &state]).await?.get("changed"))
}

/// Marks an import applied, as the version of the book that comes next. The rates and the import are locked.
///
/// # Errors
/// 409 where the rates of its state changed since its preview was made.
pub async fn mark_applied(tx: &TenantTx, import: &Import) -> Result<(), Problem> {
    if changed_since(tx, &import.state, import.seen_book).await? {
        return Err(Problem::conflict(
            "The rates of this state changed since the preview was made. Import the file again to see what it would do now.",
        ));
    }
    let sql = "
        update rate_import set status = 'applied', version = version + 1, updated_at = now(), applied_at = now(),
               applied_by = $2, applied_by_name = $3,
               applied_as = (select coalesce(max(version), 0) + 1 from rate_book)
        where id = $1";
    let caller = tx.caller();
    tx.execute(sql, &[&import.id, &caller.user_id(), &caller.name()])
        .await?;
    Ok(())
}

/// Marks an applied import undone.
///
/// # Errors
/// Where the database fails.
pub async fn mark_undone(tx: &TenantTx, id: RateImportId) -> Result<(), Problem> {
    let sql = "
        update rate_import set status = 'undone', version = version + 1, updated_at = now(), undone_at = now(),
               undone_by = $2, undone_by_name = $3
        where id = $1";
    let caller = tx.caller();
    tx.execute(sql, &[&id, &caller.user_id(), &caller.name()])
        .await?;
    Ok(())
}

/// Rows of an import, of one kind or all, after a number.
///
/// # Errors
/// Where the database fails.
pub async fn import_rows(
    db: &Db,
    caller: &Caller,
    id: RateImportId,
    kind: Option<&str>,
    after: i32,
    rows: i64,
) -> Result<Vec<FileRow>, Problem> {
    let sql = "
        select number, line, kind, class, level, name, county, county_fips, rate, cap_cents, first_day, last_day,
               stacks_on, before_rate, before_cap_cents, before_whose, note, source
        from rate_import_row
        where import_id = $1 and ($2::text is null or kind = $2) and number > $3
        order by number limit $4";
    let found = db
        .tenant_read(caller, sql, &[&id, &kind, &after, &rows])
        .await?;
    Ok(found.iter().map(file_row).collect())
}

fn file_row(row: &Row) -> FileRow {
    let whose: Option<String> = row.get("before_whose");
    FileRow {
        number: row.get("number"),
        line: row.get("line"),
        kind: row.get("kind"),
        class: row.get("class"),
        level: row.get("level"),
        name: row.get("name"),
        county: row.get("county"),
        county_fips: row.get("county_fips"),
        rate: rate(row, "rate"),
        cap: cents(row, "cap_cents"),
        from: row.get("first_day"),
        to: row.get("last_day"),
        stacks_on: row.get("stacks_on"),
        before: whose.map(|whose| {
            (
                rate(row, "before_rate"),
                cents(row, "before_cap_cents"),
                whose,
            )
        }),
        note: row.get("note"),
        source: row.get("source"),
    }
}
