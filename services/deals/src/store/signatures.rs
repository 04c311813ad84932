//! The rows of signatures: added and read.

use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use super::{Reach, json_opt, rows_of_deal};
use crate::deal::{DealId, Person};
use crate::signatures::{About, Mark, Signature, SignatureId};

/// A signature that is not stored yet.
pub struct NewSignatureRow<'a> {
    pub id: SignatureId,
    pub deal: DealId,
    pub about: About,
    pub about_id: Uuid,
    pub signer_name: &'a str,
    pub mark: &'a Mark,
    pub document: &'a [u8],
    pub document_sha256: &'a str,
    pub user_agent: Option<&'a str>,
    pub ip: Option<&'a str>,
}

const INSERT: &str = "
    insert into signature (id, dealership_id, deal_id, about, about_id, signer_name, kind, strokes, typed_name,
                           document, document_sha256, user_agent, ip, taken_by, taken_by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10, $11, $12, $13, $14, $15)
    returning id, deal_id, about, about_id, signer_name, kind, strokes::text, typed_name, document_sha256, signed_at,
              user_agent, ip, taken_by, taken_by_name";

/// Keeps a signature.
///
/// # Errors
/// 409 where the same was signed before.
pub async fn insert_signature(
    tx: &TenantTx,
    new: &NewSignatureRow<'_>,
) -> Result<Signature, Problem> {
    let caller = tx.caller();
    let (strokes, typed_name) = match new.mark {
        Mark::Drawn { strokes } => (Some(super::text(strokes)?), None),
        Mark::Typed { typed_name } => (None, Some(typed_name.trim())),
    };
    let saved = tx
        .query_one(
            INSERT,
            &[
                &new.id,
                &caller.dealership_id(),
                &new.deal,
                &new.about.word(),
                &new.about_id,
                &new.signer_name,
                &new.mark.kind(),
                &strokes,
                &typed_name,
                &new.document,
                &new.document_sha256,
                &new.user_agent,
                &new.ip,
                &caller.user_id(),
                &caller.name(),
            ],
        )
        .await;
    match saved {
        Ok(row) => read(&row),
        Err(error) => Err(match error.unique() {
            Some("signature_about") => signed_before(),
            _ => error.into(),
        }),
    }
}

fn signed_before() -> Problem {
    Problem::new(
        http::StatusCode::CONFLICT,
        "signed-before",
        "It was signed before",
        "This was signed before, and that signature stands. Make it anew to have it signed again.",
    )
}

fn read(row: &Row) -> Result<Signature, Problem> {
    let about: &str = row.get("about");
    let mark = match (json_opt(row, "strokes")?, row.get("typed_name")) {
        (Some(strokes), None) => Mark::Drawn { strokes },
        (None, Some(typed_name)) => Mark::Typed { typed_name },
        _ => return Err(Problem::internal("a signature is drawn or typed")),
    };
    Ok(Signature {
        id: row.get("id"),
        deal_id: row.get("deal_id"),
        about: About::from_word(about)
            .ok_or_else(|| Problem::internal("unknown subject of a signature"))?,
        about_id: row.get("about_id"),
        signer_name: row.get("signer_name"),
        mark,
        document_sha256: row.get("document_sha256"),
        signed_at: row.get("signed_at"),
        user_agent: row.get("user_agent"),
        ip: row.get("ip"),
        taken_by: Person {
            id: row.get("taken_by"),
            name: row.get("taken_by_name"),
        },
    })
}

const LIST: &str = "
    select s.id, s.deal_id, s.about, s.about_id, s.signer_name, s.kind, s.strokes::text, s.typed_name, s.document_sha256,
           s.signed_at, s.user_agent, s.ip, s.taken_by, s.taken_by_name
    from deal d left join signature s on s.deal_id = d.id and ($4::uuid is null or s.id < $4)
    where d.id = $1 and d.deleted_at is null
      and ($2::uuid is null or d.salesperson_id = $2)
      and ($3::uuid[] is null or d.rooftop_id = any($3))
    order by s.id desc
    limit $5";

/// The signatures of a deal, the last first, from before `before`.
///
/// # Errors
/// 404 where there is no such deal within the caller's reach.
pub async fn signatures(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    before: Option<SignatureId>,
    rows: i64,
) -> Result<Vec<Signature>, Problem> {
    let there = |row: &Row| row.get::<_, Option<SignatureId>>("id").is_some();
    let signed = rows_of_deal(db, caller, deal, (LIST, &[&before, &rows]), there).await?;
    signed.iter().map(read).collect()
}

const DOCUMENT: &str = "
    select s.document
    from deal d join signature s on s.deal_id = d.id and s.id = $4
    where d.id = $1 and d.deleted_at is null
      and ($2::uuid is null or d.salesperson_id = $2)
      and ($3::uuid[] is null or d.rooftop_id = any($3))";

/// The very bytes that were signed.
///
/// # Errors
/// 404 where the deal has no such signature within the caller's reach.
pub async fn signed_document(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    signature: SignatureId,
) -> Result<Vec<u8>, Problem> {
    let reach = Reach::of(caller);
    let row = db
        .tenant_read_opt(
            caller,
            DOCUMENT,
            &[&deal, &reach.own, &reach.rooftops, &signature],
        )
        .await?
        .ok_or_else(|| Problem::not_found("signature"))?;
    Ok(row.get("document"))
}
