//! Signing keys: public half in the clear, private half sealed.

use jiff::Timestamp;
use platform::auth::issue::Signer;
use platform::db::{DbError, Row, SystemTx};
use platform::secrets::{FieldPlace, MasterKey, SealError};
use uuid::Uuid;

use crate::keys::Term;

/// A key as it is stored.
pub struct Sealed {
    pub id: Uuid,
    pub term: Term,
    pub private_key: Vec<u8>,
}

fn from_row(row: &Row) -> Sealed {
    Sealed {
        id: row.get("id"),
        term: Term {
            kid: row.get("kid"),
            signs_from: row.get("signs_from"),
        },
        private_key: row.get("sealed_private_key"),
    }
}

/// Makes changes of the keys happen one after the other, over all processes.
pub async fn lock(tx: &SystemTx) -> Result<(), DbError> {
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended('identity signing keys', 0))",
        &[],
    )
    .await?;
    Ok(())
}

pub async fn all(tx: &SystemTx) -> Result<Vec<Sealed>, DbError> {
    let rows = tx
        .query(
            "select id, kid, sealed_private_key, signs_from from signing_keys order by signs_from",
            &[],
        )
        .await?;
    Ok(rows.iter().map(from_row).collect())
}

pub async fn insert(
    tx: &SystemTx,
    id: Uuid,
    signer: &Signer,
    sealed: &[u8],
    now: Timestamp,
    signs_from: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into signing_keys (id, kid, public_key, sealed_private_key, created_at, signs_from)
         values ($1, $2, $3, $4, $5, $6)",
        &[
            &id,
            &signer.kid(),
            &signer.jwk().x,
            &sealed,
            &now,
            &signs_from,
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &SystemTx, kid: &str) -> Result<(), DbError> {
    tx.execute("delete from signing_keys where kid = $1", &[&kid])
        .await?;
    Ok(())
}

pub fn seal(key: &MasterKey, id: Uuid, pkcs8: &[u8]) -> Result<Vec<u8>, SealError> {
    key.seal(&place(id), pkcs8)
}

pub fn open(key: &MasterKey, sealed: &Sealed) -> Result<Vec<u8>, SealError> {
    key.open(&place(sealed.id), &sealed.private_key)
}

/// Keys belong to the house: no tenant.
const fn place(id: Uuid) -> FieldPlace<'static> {
    FieldPlace {
        table: "identity.signing_keys",
        column: "sealed_private_key",
        row: id,
        tenant: Uuid::nil(),
    }
}
