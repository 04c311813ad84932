//! The history of a deal: one row a change, written with it and never touched again.

use std::mem::take;

use jiff::Timestamp;
use money::Cents;
use platform::Problem;
use platform::auth::Caller;
use platform::db::{Db, Row, TenantTx};

use super::deals::cents;
use super::{OfDeal, json, rows_of_deal, text};
use crate::deal::{Deal, DealId, Person, StructureId};
use crate::events;
use crate::merging::merged;
use crate::version::{Change, Effect, Entry};

const RECORD: &str = "
    insert into deal_version (id, dealership_id, deal_id, version, actor_id, actor_name, action, reason, status,
                              structure_id, letter, changes, changes_open,
                              payment_before, payment_after, gross_before, gross_after)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
            $10, $11, $12::text::json, $13::text::json,
            $14, $15, $16, $17)
    returning (select version from structure where id = $10) as revision";

/// Writes what was done to a deal, as its present version, and publishes `deal.changed`.
///
/// # Errors
/// Where the database fails.
pub async fn record(tx: &TenantTx, deal: &Deal, entry: &Entry) -> Result<(), Problem> {
    let caller = tx.caller();
    let about = entry.structure.as_ref().map(|(id, _)| *id);
    let written = tx
        .query_one(
            RECORD,
            &[
                &platform::ids::Uuid::now_v7(),
                &caller.dealership_id(),
                &deal.id,
                &deal.version,
                &caller.user_id(),
                &caller.name(),
                &entry.act.word(),
                &entry.reason,
                &deal.status.word(),
                &about,
                &entry.structure.as_ref().map(|(_, letter)| letter),
                &text(&entry.changes)?,
                &text(&entry.changes_open)?,
                &entry.payment.before.map(Cents::get),
                &entry.payment.after.map(Cents::get),
                &entry.gross.before.map(Cents::get),
                &entry.gross.after.map(Cents::get),
            ],
        )
        .await?;
    let about = about.map(|id| (id, written.get("revision")));
    events::changed(tx, deal, entry.act, about).await
}

/// An entry of the history as it is read.
#[derive(Debug, Clone)]
pub struct Past {
    pub version: i64,
    /// Where several entries are read as one: the first of them and its time.
    pub first: Option<(i64, Timestamp)>,
    pub at: Timestamp,
    pub actor: Person,
    pub action: String,
    pub reason: Option<String>,
    pub status: String,
    pub structure_id: Option<StructureId>,
    pub letter: Option<String>,
    pub changes: Vec<Change>,
    pub payment: Effect,
    /// Of a caller who may see it.
    pub gross: Option<Effect>,
}

const HISTORY: &str = "
    select v.version, v.at, v.actor_id, v.actor_name, v.action, v.reason, v.status, v.structure_id, v.letter,
           case when $4 then v.changes else v.changes_open end::text as changes,
           v.payment_before, v.payment_after,
           case when $4 then v.gross_before end as gross_before,
           case when $4 then v.gross_after end as gross_after
    from deal d left join deal_version v on v.deal_id = d.id and v.version < coalesce($5, 9223372036854775807)
    where d.id = $1 and d.deleted_at is null
      and ($2::uuid is null or d.salesperson_id = $2)
      and ($3::uuid[] is null or d.rooftop_id = any($3))
    order by v.version desc
    limit $6";

/// The history of a deal, newest first, from before version `before`. `full` is with the dealer's own
/// figures.
///
/// # Errors
/// 404 where there is no such deal within the caller's reach.
pub async fn history(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    full: bool,
    before: Option<i64>,
    rows: i64,
) -> Result<Vec<Past>, Problem> {
    let asked: OfDeal<'_> = (HISTORY, &[&full, &before, &rows]);
    let there = |row: &Row| row.get::<_, Option<i64>>("version").is_some();
    let entries = rows_of_deal(db, caller, deal, asked, there).await?;
    entries.iter().map(|row| past(row, full)).collect()
}

fn past(row: &Row, full: bool) -> Result<Past, Problem> {
    Ok(Past {
        version: row.get("version"),
        first: None,
        at: row.get("at"),
        actor: Person {
            id: row.get("actor_id"),
            name: row.get("actor_name"),
        },
        action: row.get("action"),
        reason: row.get("reason"),
        status: row.get("status"),
        structure_id: row.get("structure_id"),
        letter: row.get("letter"),
        changes: json(row, "changes")?,
        payment: Effect {
            before: cents(row, "payment_before"),
            after: cents(row, "payment_after"),
        },
        gross: full.then(|| Effect {
            before: cents(row, "gross_before"),
            after: cents(row, "gross_after"),
        }),
    })
}

/// Entries less far apart than this may be one.
const GAP: &str = "10 minutes";

const RUNS: &str = "
    select v.version, v.at, v.actor_id, v.actor_name, v.action, v.reason, v.status, v.structure_id, v.letter,
           case when $4 then v.changes else v.changes_open end::text as changes,
           v.payment_before, v.payment_after,
           case when $4 then v.gross_before end as gross_before,
           case when $4 then v.gross_after end as gross_after,
           v.run
    from deal d left join lateral (
        select r.*, max(r.run) over () as last_run
        from (
            select s.*, sum(s.starts) over (order by s.version) as run
            from (
                select e.*,
                       case when e.action = 'structure_changed'
                             and lag(e.action) over w = e.action
                             and lag(e.structure_id) over w = e.structure_id
                             and lag(e.actor_id) over w = e.actor_id
                             and e.at - lag(e.at) over w < $7::text::interval
                            then 0 else 1 end as starts
                from deal_version e
                where e.deal_id = d.id and e.version < coalesce($5, 9223372036854775807)
                window w as (order by e.version)
            ) s
        ) r
    ) v on v.last_run - v.run < $6
    where d.id = $1 and d.deleted_at is null
      and ($2::uuid is null or d.salesperson_id = $2)
      and ($3::uuid[] is null or d.rooftop_id = any($3))
    order by v.version desc";

/// The history of a deal as people retell it: changes of one structure by one person that follow one another within ten
/// minutes are one entry, from before the first to after the last. Nothing of the rows themselves changes.
///
/// # Errors
/// 404 where there is no such deal within the caller's reach.
pub async fn grouped(
    db: &Db,
    caller: &Caller,
    deal: DealId,
    full: bool,
    before: Option<i64>,
    runs: i64,
) -> Result<Vec<Past>, Problem> {
    let asked: OfDeal<'_> = (RUNS, &[&full, &before, &runs, &GAP]);
    let there = |row: &Row| row.get::<_, Option<i64>>("run").is_some();
    let found = rows_of_deal(db, caller, deal, asked, there).await?;
    let mut entries: Vec<(i64, Vec<Past>)> = Vec::new();
    for row in &found {
        let run = row.get("run");
        let entry = past(row, full)?;
        match entries.last_mut() {
            Some((last, run_of)) if *last == run => run_of.push(entry),
            _ => entries.push((run, vec![entry])),
        }
    }
    Ok(entries
        .into_iter()
        .filter_map(|(_, run)| as_one(run))
        .collect())
}

/// A run, the newest first, as one entry.
fn as_one(mut run: Vec<Past>) -> Option<Past> {
    run.reverse();
    let changes = merged(run.iter_mut().map(|entry| take(&mut entry.changes)));
    let first = run.first()?;
    let (payment, gross) = (first.payment, first.gross);
    let first = (first.version, first.at);
    let mut one = run.pop()?;
    one.first = Some(first);
    one.changes = changes;
    one.payment.before = payment.before;
    if let (Some(one), Some(first)) = (&mut one.gross, gross) {
        one.before = first.before;
    }
    Some(one)
}
