//! The versions of the book, and the rows that the next one is made of.

use jiff::civil::Date;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;
use rate_files::Whose;

use super::{cents, rate};
use crate::rates::book::{self, BookRow};

const VERSION: &str = "select version from rate_book order by version desc limit 1";

/// The version of the present book; none before there was one.
///
/// # Errors
/// Where the database fails.
pub async fn book_version(db: &Db, caller: &Caller) -> Result<Option<i64>, Problem> {
    let row = db.tenant_read_opt(caller, VERSION, &[]).await?;
    Ok(row.map(|row| row.get("version")))
}

/// The same in a transaction.
///
/// # Errors
/// Where the database fails.
pub async fn book_version_in(tx: &TenantTx) -> Result<Option<i64>, Problem> {
    let row = tx.query_opt(VERSION, &[]).await?;
    Ok(row.map(|row| row.get("version")))
}

const CONTENT: &str = "select content from rate_book where version = $1";

/// The text of a version.
///
/// # Errors
/// Where there is no such version, which no structure names.
pub async fn book_text(db: &Db, caller: &Caller, version: i64) -> Result<String, Problem> {
    content(
        db.tenant_read_opt(caller, CONTENT, &[&version]).await?,
        version,
    )
}

/// The same in a transaction.
///
/// # Errors
/// Where there is no such version.
pub async fn book_text_in(tx: &TenantTx, version: i64) -> Result<String, Problem> {
    content(tx.query_opt(CONTENT, &[&version]).await?, version)
}

fn content(row: Option<Row>, version: i64) -> Result<String, Problem> {
    row.map(|row| row.get("content"))
        .ok_or_else(|| Problem::internal(format!("there is no book of rates {version}")))
}

/// The own rates in force, those that stand before others first. Rows of a file that say what the table says anyway
/// are left to the table.
const OWN: &str = "
    select state, class, level, name, county, county_fips, rate, cap_cents, first_day, last_day, stacks_on,
           id, whose, said, file_name, applied_on, number, stands
    from (
        select o.state, o.class, o.level, o.name, o.county, o.county_fips, o.rate, o.cap_cents, o.first_day, o.last_day,
               o.stacks_on, o.id, 'override' as whose, o.reason as said, null::text as file_name, null::date as applied_on,
               0 as number, extract(epoch from o.created_at)::float8 as stands
        from rate_override o where o.withdrawn_at is null
        union all
        select i.state, r.class, r.level, r.name, r.county, r.county_fips, r.rate, r.cap_cents, r.first_day, r.last_day,
               r.stacks_on, i.id, 'import', r.source, i.file_name, i.applied_at::date,
               r.number, i.applied_as::float8
        from rate_import i join rate_import_row r on r.import_id = i.id
        where i.status = 'applied'
          and (r.kind in ('added', 'changed', 'ended') or (r.kind = 'same' and r.before_whose <> 'table'))
    ) own
    where $1::text is null or state = $1
    order by whose desc, stands desc, id desc, number";

/// The own rates in force, of one state or all.
///
/// # Errors
/// Where the database fails.
pub async fn own_rows(
    db: &Db,
    caller: &Caller,
    state: Option<&str>,
) -> Result<Vec<BookRow>, Problem> {
    let rows = db.tenant_read(caller, OWN, &[&state]).await?;
    Ok(rows.iter().map(own_row).collect())
}

/// The same as this transaction sees them.
///
/// # Errors
/// Where the database fails.
pub async fn own_rows_in(tx: &TenantTx, state: Option<&str>) -> Result<Vec<BookRow>, Problem> {
    let rows = tx.query(OWN, &[&state]).await?;
    Ok(rows.iter().map(own_row).collect())
}

fn own_row(row: &Row) -> BookRow {
    let by_hand = row.get::<_, &str>("whose") == "override";
    let said: String = row.get("said");
    let source = if by_hand {
        format!("Dealership's own rate: {said}")
    } else {
        let file: Option<&str> = row.get("file_name");
        let on: Option<Date> = row.get("applied_on");
        let on = on.map(|day| day.to_string()).unwrap_or_default();
        let behind = if said.is_empty() {
            String::new()
        } else {
            format!("; {said}")
        };
        format!(
            "Imported: {}, applied {on}{behind}",
            file.unwrap_or_default()
        )
    };
    BookRow {
        state: row.get("state"),
        class: row.get("class"),
        level: row.get("level"),
        name: row.get("name"),
        county: row.get::<_, Option<String>>("county").unwrap_or_default(),
        county_fips: row
            .get::<_, Option<i32>>("county_fips")
            .and_then(|fips| u16::try_from(fips).ok())
            .unwrap_or_default(),
        rate: rate(row, "rate"),
        cap: cents(row, "cap_cents"),
        from: row.get("first_day"),
        to: row.get("last_day"),
        stacks_on: row.get("stacks_on"),
        whose: if by_hand {
            Whose::Override
        } else {
            Whose::Import
        },
        id: row.get("id"),
        source,
    }
}

/// What makes the next version.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'a> {
    /// The import or the rate set by hand.
    pub subject: Uuid,
    pub state: &'a str,
    pub action: &'static str,
}

const WRITE: &str = "
    insert into rate_book (dealership_id, version, actor_id, actor_name, action, subject, state, content)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Writes the next version of the book from the rows as they are now. The rates were locked by this transaction.
///
/// # Errors
/// Where the database fails.
pub async fn write_book(tx: &TenantTx, changed: Changed<'_>) -> Result<i64, Problem> {
    let version = book_version_in(tx).await?.unwrap_or(0) + 1;
    let rows = own_rows_in(tx, None).await?;
    let caller = tx.caller();
    tx.execute(
        WRITE,
        &[
            &caller.dealership_id(),
            &version,
            &caller.user_id(),
            &caller.name(),
            &changed.action,
            &changed.subject,
            &changed.state,
            &book::text(version, &rows),
        ],
    )
    .await?;
    Ok(version)
}

/// Counties and places that a ZIP touches by the boundary files in force, on a day.
///
/// # Errors
/// Where the database fails.
pub async fn zip_places(
    db: &Db,
    caller: &Caller,
    zip: i32,
    day: Date,
) -> Result<Vec<(Option<i32>, Option<i32>)>, Problem> {
    let sql = "
        select distinct z.county_fips, z.place_code
        from rate_zip z join rate_import i on i.id = z.import_id
        where i.status = 'applied' and z.low <= $1 and z.high >= $1
          and (z.first_day is null or z.first_day <= $2) and (z.last_day is null or z.last_day >= $2)
        order by 1, 2";
    let rows = db.tenant_read(caller, sql, &[&zip, &day]).await?;
    Ok(rows
        .iter()
        .map(|row| (row.get("county_fips"), row.get("place_code")))
        .collect())
}
