//! The rows of presentations: made once, read by the store and through their link, marked when picked, signed or withdrawn.

use jiff::Timestamp;
use jiff::civil::Date;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;
use serde_json::value::RawValue;

use super::{Reach, json, text};
use crate::deal::{DealId, Person};
use crate::presentation::withdrawing::Withdrawn;
use crate::presentation::{Presentation, PresentationId, Shown, Signed};
use crate::signatures::{Mark, SignatureId};

/// The rooftop of a deal.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn rooftop_of(db: &Db, caller: &Caller, deal: DealId) -> Result<Uuid, Problem> {
    const SQL: &str = "
        select rooftop_id from deal
        where id = $1 and deleted_at is null
          and ($2::uuid is null or salesperson_id = $2)
          and ($3::uuid[] is null or rooftop_id = any($3))";
    let reach = Reach::of(caller);
    let row = db
        .tenant_read_opt(caller, SQL, &[&deal, &reach.own, &reach.rooftops])
        .await?
        .ok_or_else(|| Problem::not_found("deal"))?;
    Ok(row.get("rooftop_id"))
}

/// The moment at which a day ends in a zone of the tz database.
///
/// # Errors
/// Where the database fails.
pub async fn end_of_day(tx: &TenantTx, day: Date, timezone: &str) -> Result<Timestamp, Problem> {
    let sql = "select ($1::date + 1)::timestamp at time zone $2::text as at";
    Ok(tx.query_one(sql, &[&day, &timezone]).await?.get("at"))
}

/// A presentation that is not stored yet.
pub struct NewPresentation<'a> {
    pub id: PresentationId,
    pub deal: DealId,
    pub customer: Option<Uuid>,
    pub vehicle: Option<Uuid>,
    pub expires_at: Timestamp,
    pub link_digest: &'a [u8],
    pub shown: &'a [u8],
    pub options: &'a [Shown],
}

const INSERT: &str = "
    insert into presentation (id, dealership_id, deal_id, made_by, made_by_name, customer_id, vehicle_id, expires_at,
                              link_digest, shown, options)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::json)";

/// Keeps a presentation.
///
/// # Errors
/// Where the database fails.
pub async fn insert_presentation(tx: &TenantTx, new: &NewPresentation<'_>) -> Result<(), Problem> {
    let caller = tx.caller();
    tx.execute(
        INSERT,
        &[
            &new.id,
            &caller.dealership_id(),
            &new.deal,
            &caller.user_id(),
            &caller.name(),
            &new.customer,
            &new.vehicle,
            &new.expires_at,
            &new.link_digest,
            &new.shown,
            &text(&new.options)?,
        ],
    )
    .await?;
    Ok(())
}

/// What every read of presentations gives. An option has changed when its structure is gone or has another revision,
/// and all of them when the deal names another buyer or vehicle.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select p.id, p.deal_id, p.created_at, p.made_by, p.made_by_name, p.customer_id, p.vehicle_id, p.expires_at,
                    p.shown, p.options::text, p.picked, p.signed_option,
                    p.withdrawn_at, p.withdrawn_by, p.withdrawn_by_name, p.withdrawn_reason,
                    s.signer_name, s.kind, s.strokes::text, s.typed_name, s.signed_at, s.document_sha256,
                    array(select o ->> 'letter' from json_array_elements(p.options) o
                          where d.customer_id is distinct from p.customer_id or d.vehicle_id is distinct from p.vehicle_id
                             or not exists (select from structure t
                                            where t.id = (o ->> 'structure_id')::uuid and t.deal_id = d.id
                                              and t.version = (o ->> 'revision')::bigint)) as changed
             from presentation p join deal d on d.id = p.deal_id left join signature s on s.id = p.signature_id ",
            $rest
        )
    };
}

const OF_DEAL: &str = select!(
    "where p.deal_id = $1 and d.deleted_at is null
       and ($2::uuid is null or d.salesperson_id = $2)
       and ($3::uuid[] is null or d.rooftop_id = any($3))
       and ($4::uuid is null or p.id = $4)
       and ($5::uuid is null or p.id < $5)
     order by p.id desc limit $6"
);

/// The presentations of a deal, the last first, from before `before`.
///
/// # Errors
/// 404 where there is no such deal within the caller's reach.
pub async fn presentations(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    before: Option<PresentationId>,
    rows: i64,
) -> Result<Vec<Presentation>, Problem> {
    rooftop_of(db, caller, deal).await?;
    let reach = Reach::of(caller);
    let one: Option<PresentationId> = None;
    let params: &[&(dyn platform::db::ToSql + Sync)] =
        &[&deal, &reach.own, &reach.rooftops, &one, &before, &rows];
    let found = db.tenant_read(caller, OF_DEAL, params).await?;
    found.iter().map(read).collect()
}

/// One presentation of a deal.
///
/// # Errors
/// 404 where there is none within the caller's reach.
pub async fn presentation(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    id: PresentationId,
) -> Result<Presentation, Problem> {
    let reach = Reach::of(caller);
    let before: Option<PresentationId> = None;
    let params: &[&(dyn platform::db::ToSql + Sync)] = &[
        &deal,
        &reach.own,
        &reach.rooftops,
        &Some(id),
        &before,
        &1_i64,
    ];
    let found = db.tenant_read_opt(caller, OF_DEAL, params).await?;
    let row = found.ok_or_else(|| Problem::not_found("presentation"))?;
    read(&row)
}

const BY_LINK: &str = select!("where p.link_digest = $1 and d.deleted_at is null");

/// The presentation behind a link.
///
/// # Errors
/// Where the database fails.
pub async fn presentation_by_link(
    db: &Db,
    caller: &Caller,
    digest: &[u8],
) -> Result<Option<Presentation>, Problem> {
    let found = db.tenant_read_opt(caller, BY_LINK, &[&digest]).await?;
    found.as_ref().map(read).transpose()
}

/// The same, held until the transaction ends.
///
/// # Errors
/// 404 where there is none.
pub async fn lock_presentation(tx: &TenantTx, digest: &[u8]) -> Result<Presentation, Problem> {
    // Two statements: whoever waited for the lock reads what the one before wrote, its signature included.
    let lock = "select from presentation where link_digest = $1 for update";
    tx.execute(lock, &[&digest]).await?;
    let found = tx.query_opt(BY_LINK, &[&digest]).await?;
    read(&found.ok_or_else(crate::presentation::link::unknown)?)
}

/// A presentation of a deal, held until the transaction ends. Whether the deal is within reach is for whoever loads it.
///
/// # Errors
/// 404 where the deal has none such.
pub async fn lock_presentation_of(
    tx: &TenantTx,
    deal: DealId,
    id: PresentationId,
) -> Result<Presentation, Problem> {
    let lock = "select link_digest from presentation where id = $1 and deal_id = $2 for update";
    let found = tx.query_opt(lock, &[&id, &deal]).await?;
    let row = found.ok_or_else(|| Problem::not_found("presentation"))?;
    lock_presentation(tx, row.get("link_digest")).await
}

/// Notes who took it back.
///
/// # Errors
/// Where the database fails.
pub async fn withdraw_presentation(
    tx: &TenantTx,
    id: PresentationId,
    withdrawn: &Withdrawn,
) -> Result<(), Problem> {
    let sql =
        "update presentation set withdrawn_at = $2, withdrawn_by = $3, withdrawn_by_name = $4,
                                       withdrawn_reason = $5
               where id = $1";
    let Withdrawn { at, by, reason } = withdrawn;
    tx.execute(sql, &[&id, at, &by.id, &by.name, reason])
        .await?;
    Ok(())
}

/// Notes which option the customer likes so far.
///
/// # Errors
/// Where the database fails.
pub async fn pick(tx: &TenantTx, id: PresentationId, letter: &str) -> Result<(), Problem> {
    let sql = "update presentation set picked = $2, picked_at = now() where id = $1";
    tx.execute(sql, &[&id, &letter]).await?;
    Ok(())
}

/// Notes that it was signed.
///
/// # Errors
/// Where the database fails.
pub async fn signed_presentation(
    tx: &TenantTx,
    id: PresentationId,
    letter: &str,
    signature: SignatureId,
) -> Result<(), Problem> {
    let sql = "update presentation set picked = $2, picked_at = now(), signed_option = $2, signature_id = $3
               where id = $1";
    tx.execute(sql, &[&id, &letter, &signature]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Presentation, Problem> {
    let shown: &[u8] = row.get("shown");
    let shown = String::from_utf8(shown.to_vec()).map_err(Problem::internal)?;
    let signed = match row.get::<_, Option<String>>("signed_option") {
        Some(option) => Some(Signed {
            option,
            signer_name: row.get("signer_name"),
            mark: mark(row)?,
            signed_at: row.get("signed_at"),
            document_sha256: row.get("document_sha256"),
        }),
        None => None,
    };
    let withdrawn = row
        .get::<_, Option<Timestamp>>("withdrawn_at")
        .map(|at| Withdrawn {
            at,
            by: Person {
                id: row.get("withdrawn_by"),
                name: row.get("withdrawn_by_name"),
            },
            reason: row.get("withdrawn_reason"),
        });
    Ok(Presentation {
        id: row.get("id"),
        deal_id: row.get("deal_id"),
        created_at: row.get("created_at"),
        made_by: Person {
            id: row.get("made_by"),
            name: row.get("made_by_name"),
        },
        customer_id: row.get("customer_id"),
        vehicle_id: row.get("vehicle_id"),
        expires_at: row.get("expires_at"),
        shown: RawValue::from_string(shown).map_err(Problem::internal)?,
        options: json(row, "options")?,
        picked: row.get("picked"),
        signed,
        withdrawn,
        changed: row.get("changed"),
    })
}

fn mark(row: &Row) -> Result<Mark, Problem> {
    match row.get::<_, Option<String>>("typed_name") {
        Some(typed_name) => Ok(Mark::Typed { typed_name }),
        None => Ok(Mark::Drawn {
            strokes: json(row, "strokes")?,
        }),
    }
}
