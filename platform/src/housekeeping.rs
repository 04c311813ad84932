//! Throws away what has served its time: delivered facts, old inbox rows, forgotten idempotency keys.

use std::time::Duration;

use crate::service::{Job, Platform};

/// The job of a service with a database.
pub(crate) fn sweep(platform: &Platform) -> Job {
    let platform = platform.clone();
    Job::new("sweep", Duration::from_secs(60 * 60), move || {
        let platform = platform.clone();
        async move {
            let tx = platform.db().system_tx().await?;
            tx.execute(
                "delete from idempotency where created_at < now() - interval '24 hours'",
                &[],
            )
            .await?;
            tx.execute(
                "delete from inbox where received_at < now() - interval '60 days'",
                &[],
            )
            .await?;
            // Deliveries go with their fact; one that waits or is parked keeps it.
            tx.execute(
                "delete from outbox o where o.fanned_out_at < now() - interval '30 days' and not exists \
                 (select from delivery d where d.event_id = o.id and d.delivered_at is null)",
                &[],
            )
            .await?;
            tx.commit().await
        }
    })
}
