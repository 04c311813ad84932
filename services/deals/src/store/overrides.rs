//! The rows of what was asked for beyond limits: written at submission, decided once.

use jiff::civil::Date;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};
use platform::ids::Uuid;

use super::Reach;
use super::deals::cents;
use crate::deal::{Deal, DealId, Person, StructureId};
use crate::overrides::effect::Effect;
use crate::overrides::{Decision, Given, Moved, Override, OverrideId, said};

const INSERT: &str = "
    insert into deal_override (
        id, dealership_id, deal_id, deal_number, rooftop_id, structure_id, letter, code, pointer, confidential,
        figure, limited_to, reason, reason_label, note, asked_by, asked_by_name,
        payment_before, payment_after, front_before, front_after, gross_before, gross_after)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, $21, $22, $23)";

/// Keeps that the caller asks to go beyond a limit with the deal's chosen structure.
///
/// # Errors
/// Where the database fails.
pub async fn ask_override(
    tx: &TenantTx,
    deal: &Deal,
    (structure, letter): (StructureId, &str),
    given: &Given,
    effect: &Effect,
) -> Result<(), Problem> {
    let caller = tx.caller();
    let breach = &given.breach;
    let before = |moved: Moved| moved.before.map(money::Cents::get);
    let after = |moved: Moved| moved.after.map(money::Cents::get);
    tx.execute(
        INSERT,
        &[
            &OverrideId::new(),
            &caller.dealership_id(),
            &deal.id,
            &deal.number,
            &deal.rooftop.id,
            &structure,
            &letter,
            &said::word(breach.code),
            &breach.pointer,
            &breach.confidential,
            &breach.figure,
            &breach.limit,
            &given.reason.code,
            &given.reason.label,
            &given.note,
            &caller.user_id(),
            &caller.name(),
            &before(effect.payment),
            &after(effect.payment),
            &before(effect.front),
            &after(effect.front),
            &before(effect.gross),
            &after(effect.gross),
        ],
    )
    .await?;
    Ok(())
}

const DECIDE: &str = "
    update deal_override set
        version = version + 1, decision = $2, decided_at = now(), decided_by = $3, decided_by_name = $4, comment = $5
    where deal_id = $1 and decision = 'pending'";

/// Decides on all that is asked for with a deal and not decided yet.
///
/// # Errors
/// Where the database fails.
pub async fn decide_overrides(
    tx: &TenantTx,
    deal: DealId,
    decision: Decision,
    comment: Option<&str>,
) -> Result<(), Problem> {
    let caller = tx.caller();
    let (id, name) = (caller.user_id(), caller.name());
    tx.execute(DECIDE, &[&deal, &decision.word(), &id, &name, &comment])
        .await?;
    Ok(())
}

const COLUMNS: &str = "
    o.id, o.deal_id, o.deal_number, o.rooftop_id, o.structure_id, o.letter, o.code, o.pointer, o.confidential,
    o.figure, o.limited_to, o.reason, o.reason_label, o.note, o.asked_at, o.asked_by, o.asked_by_name,
    o.decision, o.decided_at, o.decided_by, o.decided_by_name, o.comment,
    o.payment_before, o.payment_after, o.front_before, o.front_after, o.gross_before, o.gross_after";

fn read(row: &Row) -> Result<Override, Problem> {
    let decided_by: Option<Uuid> = row.get("decided_by");
    let decided_by_name: Option<String> = row.get("decided_by_name");
    let decision: &str = row.get("decision");
    let moved = |before: &str, after: &str| Moved {
        before: cents(row, before),
        after: cents(row, after),
    };
    Ok(Override {
        id: row.get("id"),
        deal_id: row.get("deal_id"),
        deal_number: row.get("deal_number"),
        rooftop_id: row.get("rooftop_id"),
        structure_id: row.get("structure_id"),
        letter: row.get("letter"),
        code: row.get("code"),
        pointer: row.get("pointer"),
        confidential: row.get("confidential"),
        figure: row.get("figure"),
        limit: row.get("limited_to"),
        reason: row.get("reason"),
        reason_label: row.get("reason_label"),
        note: row.get("note"),
        asked_at: row.get("asked_at"),
        asked_by: Person {
            id: row.get("asked_by"),
            name: row.get("asked_by_name"),
        },
        decision: Decision::from_word(decision)
            .ok_or_else(|| Problem::internal("unknown decision"))?,
        decided_at: row.get("decided_at"),
        decided_by: decided_by
            .zip(decided_by_name)
            .map(|(id, name)| Person { id, name }),
        comment: row.get("comment"),
        payment: moved("payment_before", "payment_after"),
        front: moved("front_before", "front_after"),
        gross: moved("gross_before", "gross_after"),
    })
}

/// What narrows the report down. Dates are days in UTC, both ends included.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub deal: Option<DealId>,
    pub rooftop_id: Option<Uuid>,
    pub asked_by: Option<Uuid>,
    pub code: Option<&'static str>,
    pub reason: Option<String>,
    pub decision: Option<&'static str>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// What was asked for beyond limits with the deals within the caller's reach, the last first.
///
/// # Errors
/// Where the database fails.
pub async fn overrides(
    db: &Db,
    caller: &Caller,
    asked: &Asked,
    before: Option<OverrideId>,
    rows: i64,
) -> Result<Vec<Override>, Problem> {
    let reach = Reach::of(caller);
    let sql = format!(
        "select {COLUMNS}
         from deal_override o join deal d on d.id = o.deal_id
         where d.deleted_at is null
           and ($1::uuid is null or d.salesperson_id = $1)
           and ($2::uuid[] is null or d.rooftop_id = any($2))
           and ($3::uuid is null or o.deal_id = $3)
           and ($4::uuid is null or o.rooftop_id = $4)
           and ($5::uuid is null or o.asked_by = $5)
           and ($6::text is null or o.code = $6)
           and ($7::text is null or o.reason = $7)
           and ($8::text is null or o.decision = $8)
           and ($9::date is null or o.asked_at >= $9::date::timestamp at time zone 'UTC')
           and ($10::date is null or o.asked_at < ($10::date + 1)::timestamp at time zone 'UTC')
           and ($11::uuid is null or o.id < $11)
         order by o.id desc limit $12"
    );
    let found = db
        .tenant_read(
            caller,
            &sql,
            &[
                &reach.own,
                &reach.rooftops,
                &asked.deal,
                &asked.rooftop_id,
                &asked.asked_by,
                &asked.code,
                &asked.reason,
                &asked.decision,
                &asked.from,
                &asked.to,
                &before,
                &rows,
            ],
        )
        .await?;
    found.iter().map(read).collect()
}
