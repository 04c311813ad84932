//! Rooftops.

use jiff::Timestamp;
use money::Cents;
use platform::Problem;
use platform::db::{DbError, Row, TenantTx};
use uuid::Uuid;

use super::{Read, Stored, contains};
use crate::place::Address;
use crate::rooftop::Rooftop;

const COLUMNS: &str =
    "id, version, created_at, updated_at, name, code, street, city, county, state, zip, phone,
    timezone, default_doc_fee, deal_number_prefix, closed_at";

/// A store and since when it is closed.
#[derive(Clone, Debug)]
pub struct Kept {
    pub rooftop: Rooftop,
    pub closed_at: Option<Timestamp>,
}

fn from_row(row: &Row) -> Stored<Kept> {
    let rooftop = Rooftop {
        name: row.get("name"),
        code: row.get("code"),
        address: Address {
            street: row.get("street"),
            city: row.get("city"),
            county: row.get("county"),
            state: row.get("state"),
            zip: row.get("zip"),
        },
        phone: row.get("phone"),
        timezone: row.get("timezone"),
        default_doc_fee: Cents::new(row.get("default_doc_fee")),
        deal_number_prefix: Some(row.get("deal_number_prefix")),
    };
    Stored::from_row(
        row,
        Kept {
            rooftop,
            closed_at: row.get("closed_at"),
        },
    )
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub state: Option<String>,
    /// Open ones, closed ones, or both.
    pub closed: Option<bool>,
    /// Name and id of the last one seen.
    pub after: Option<(String, Uuid)>,
    pub rows: i64,
}

pub async fn list(read: &impl Read, filter: &Filter) -> Result<Vec<Stored<Kept>>, DbError> {
    let like = filter.q.as_deref().map(contains);
    let (name, id) = filter.after.clone().unzip();
    let rows = read
        .rows(
            &format!(
                "select {COLUMNS} from rooftops
                 where ($1::text is null or name ilike $1 or code ilike $1 or city ilike $1)
                   and ($2::text is null or state = $2)
                   and ($3::boolean is null or (closed_at is not null) = $3)
                   and ($4::text is null or (name, id) > ($4, $5::uuid))
                 order by name, id limit $6"
            ),
            &[
                &like,
                &filter.state,
                &filter.closed,
                &name,
                &id,
                &filter.rows,
            ],
        )
        .await?;
    Ok(rows.iter().map(from_row).collect())
}

pub async fn get(read: &impl Read, id: Uuid) -> Result<Option<Stored<Kept>>, DbError> {
    Ok(read
        .rows(
            &format!("select {COLUMNS} from rooftops where id = $1"),
            &[&id],
        )
        .await?
        .first()
        .map(from_row))
}

pub async fn lock(tx: &TenantTx, id: Uuid) -> Result<Option<Stored<Kept>>, DbError> {
    let sql = format!("select {COLUMNS} from rooftops where id = $1 for update");
    Ok(tx.query_opt(&sql, &[&id]).await?.as_ref().map(from_row))
}

/// How many of these stores exist in the dealership.
pub async fn count_of(tx: &TenantTx, ids: &[Uuid]) -> Result<i64, DbError> {
    Ok(tx
        .query_one("select count(*) from rooftops where id = any($1)", &[&ids])
        .await?
        .get(0))
}

pub async fn count_open(tx: &TenantTx) -> Result<i64, DbError> {
    Ok(tx
        .query_one("select count(*) from rooftops where closed_at is null", &[])
        .await?
        .get(0))
}

pub async fn insert(
    tx: &TenantTx,
    id: Uuid,
    rooftop: &Rooftop,
    now: Timestamp,
) -> Result<Stored<Kept>, DbError> {
    let address = &rooftop.address;
    let row = tx
        .query_one(
            &format!(
                "insert into rooftops (id, dealership_id, created_at, updated_at, name, code, street, city, county,
                   state, zip, phone, timezone, default_doc_fee, deal_number_prefix)
                 values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning {COLUMNS}"
            ),
            &[
                &id,
                &tx.caller().dealership_id(),
                &now,
                &rooftop.name,
                &rooftop.code,
                &address.street,
                &address.city,
                &address.county,
                &address.state,
                &address.zip,
                &rooftop.phone,
                &rooftop.timezone,
                &rooftop.default_doc_fee.get(),
                &rooftop.deal_number_prefix,
            ],
        )
        .await?;
    Ok(from_row(&row))
}

pub async fn update(
    tx: &TenantTx,
    id: Uuid,
    rooftop: &Rooftop,
    now: Timestamp,
) -> Result<Stored<Kept>, DbError> {
    let address = &rooftop.address;
    let row = tx
        .query_one(
            &format!(
                "update rooftops set version = version + 1, updated_at = $2, name = $3, code = $4, street = $5,
                   city = $6, county = $7, state = $8, zip = $9, phone = $10, timezone = $11, default_doc_fee = $12,
                   deal_number_prefix = $13
                 where id = $1 returning {COLUMNS}"
            ),
            &[
                &id,
                &now,
                &rooftop.name,
                &rooftop.code,
                &address.street,
                &address.city,
                &address.county,
                &address.state,
                &address.zip,
                &rooftop.phone,
                &rooftop.timezone,
                &rooftop.default_doc_fee.get(),
                &rooftop.deal_number_prefix,
            ],
        )
        .await?;
    Ok(from_row(&row))
}

pub async fn close(tx: &TenantTx, id: Uuid, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "update rooftops set version = version + 1, updated_at = $2, closed_at = $2 where id = $1",
        &[&id, &now],
    )
    .await?;
    Ok(())
}

/// A code that another store has is a fault of the field.
pub fn taken(error: DbError) -> Problem {
    if error.unique() == Some("rooftops_code") {
        return Problem::fault(
            "/code",
            "taken",
            "is the code of another rooftop, perhaps a closed one",
        );
    }
    error.into()
}
