//! Acting on a fact once: the consumer's work and its inbox row are one transaction.

use std::sync::Arc;

use super::{Consumer, Event};
use crate::auth::Caller;
use crate::problem::Problem;
use crate::service::Platform;

/// Hands a fact to every consumer that wants it and has not had it yet.
pub(super) async fn receive(
    platform: &Platform,
    consumers: &[Arc<dyn Consumer>],
    event: &Event,
) -> Result<(), Problem> {
    let house = Caller::house(event.dealershipid);
    for consumer in consumers
        .iter()
        .filter(|consumer| consumer.kinds().contains(&event.kind.as_str()))
    {
        let tx = platform.db().tenant_tx(&house).await?;
        let fresh = tx
            .execute(
                "insert into inbox (event_id, consumer, dealership_id) values ($1, $2, $3) on conflict do nothing",
                &[&event.id, &consumer.name(), &event.dealershipid],
            )
            .await?;
        if fresh == 1 {
            consumer.handle(event, &tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
