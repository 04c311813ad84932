//! Facts that a consumer could not take: shown with the reason, and sent again on demand.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::auth::Caller;
use crate::db::Db;
use crate::problem::Problem;

/// A fact that was given up for a subscriber.
#[derive(Debug, Serialize)]
pub(super) struct Parked {
    event_id: Uuid,
    subscriber: String,
    kind: String,
    subject: Uuid,
    attempts: i32,
    parked_at: Timestamp,
    reason: Option<String>,
}

/// The dealership's parked facts, the latest first.
pub(super) async fn list(db: &Db, caller: &Caller) -> Result<Vec<Parked>, Problem> {
    let tx = db.system_tx().await?;
    let rows = tx
        .query(
            "select d.event_id, d.subscriber, o.kind, d.subject, d.attempts, d.parked_at, d.reason \
             from delivery d join outbox o on o.id = d.event_id \
             where d.dealership_id = $1 and d.parked_at is not null order by d.parked_at desc limit 200",
            &[&caller.dealership_id()],
        )
        .await?;
    Ok(rows
        .iter()
        .map(|row| Parked {
            event_id: row.get("event_id"),
            subscriber: row.get("subscriber"),
            kind: row.get("kind"),
            subject: row.get("subject"),
            attempts: row.get("attempts"),
            parked_at: row.get("parked_at"),
            reason: row.get("reason"),
        })
        .collect())
}

/// Lets the relay try a parked fact again, with all its attempts before it.
pub(super) async fn replay(
    db: &Db,
    caller: &Caller,
    event: Uuid,
    subscriber: &str,
) -> Result<(), Problem> {
    let tx = db.system_tx().await?;
    let touched = tx
        .execute(
            "update delivery set parked_at = null, attempts = 0, next_attempt_at = now() \
             where event_id = $1 and subscriber = $2 and dealership_id = $3 and parked_at is not null",
            &[&event, &subscriber, &caller.dealership_id()],
        )
        .await?;
    if touched == 0 {
        return Err(Problem::not_found("parked event"));
    }
    let channel = super::channel(db.service());
    tx.query("select pg_notify($1, '')", &[&channel]).await?;
    tx.commit().await
}
