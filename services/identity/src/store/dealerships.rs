//! Dealerships.

use jiff::Timestamp;
use platform::Problem;
use platform::db::{Db, DbError, Row, TenantTx};
use uuid::Uuid;

use super::{Read, Stored};
use crate::dealership::Dealership;

const COLUMNS: &str = "id, version, created_at, updated_at, name, legal_name, phone, website";

fn from_row(row: &Row) -> Stored<Dealership> {
    Stored::from_row(
        row,
        Dealership {
            name: row.get("name"),
            legal_name: row.get("legal_name"),
            phone: row.get("phone"),
            website: row.get("website"),
        },
    )
}

pub async fn insert(
    tx: &TenantTx,
    id: Uuid,
    dealership: &Dealership,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into dealerships (id, created_at, updated_at, name, legal_name, phone, website)
         values ($1, $2, $2, $3, $4, $5, $6)",
        &[
            &id,
            &now,
            &dealership.name,
            &dealership.legal_name,
            &dealership.phone,
            &dealership.website,
        ],
    )
    .await?;
    Ok(())
}

/// The caller's own: there is only one that it can see.
pub async fn get(read: &impl Read) -> Result<Option<Stored<Dealership>>, DbError> {
    Ok(read
        .rows(&format!("select {COLUMNS} from dealerships"), &[])
        .await?
        .first()
        .map(from_row))
}

/// The same, held until the transaction ends: changes of who may do what happen one after the other.
pub async fn lock(tx: &TenantTx) -> Result<Option<Stored<Dealership>>, DbError> {
    Ok(tx
        .query_opt(
            &format!("select {COLUMNS} from dealerships for update"),
            &[],
        )
        .await?
        .as_ref()
        .map(from_row))
}

pub async fn update(
    tx: &TenantTx,
    dealership: &Dealership,
    now: Timestamp,
) -> Result<Stored<Dealership>, DbError> {
    let row = tx
        .query_one(
            &format!(
                "update dealerships set version = version + 1, updated_at = $1, name = $2, legal_name = $3, phone = $4,
                 website = $5 returning {COLUMNS}"
            ),
            &[&now, &dealership.name, &dealership.legal_name, &dealership.phone, &dealership.website],
        )
        .await?;
    Ok(from_row(&row))
}

/// Names of all dealerships, for the command line on the machine itself.
pub async fn directory(db: &Db) -> Result<Vec<(Uuid, String)>, Problem> {
    let tx = db.system_tx().await?;
    let rows = tx
        .query("select id, name from dealerships order by name, id", &[])
        .await?;
    tx.commit().await?;
    Ok(rows
        .iter()
        .map(|row| (row.get("id"), row.get("name")))
        .collect())
}
