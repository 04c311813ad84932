//! The facts that deals publishes: `deal.created`, `deal.submitted`, `deal.approved`, `deal.returned`,
//! `deal.contracted`, `deal.funded`, `deal.delivered`, `deal.cancelled`; and `rates.changed` (see `rates::steps`), when
//! the dealership's own local rates get their next version.

use platform::Problem;
use platform::db::TenantTx;

use crate::deal::{Deal, Person};
use crate::workflow::Status;

/// Publishes what was done to a deal, if and when the transaction commits. `from` is its status before.
///
/// # Errors
/// Where the database fails.
pub async fn publish(
    tx: &TenantTx,
    deal: &Deal,
    kind: &str,
    from: Option<Status>,
) -> Result<(), Problem> {
    let caller = tx.caller();
    let actor = Person {
        id: caller.user_id(),
        name: caller.name().to_owned(),
    };
    tx.publish(kind, deal.id, &deal.fact(&actor, from)).await?;
    Ok(())
}
