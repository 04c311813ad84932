//! The facts that deals publishes: `deal.created`, `deal.submitted`, `deal.approved`, `deal.returned`,
//! `deal.contracted`, `deal.funded`, `deal.delivered`, `deal.cancelled`; `deal.changed` with every entry of a deal's
//! history, whatever was done; `presentation.made`, `presentation.picked`, `presentation.signed`,
//! `presentation.withdrawn`; `rates.changed` (see `rates::steps`), when the dealership's own local rates get their next version; and `lenders.changed` (see
//! `lenders::steps`).

use platform::Problem;
use platform::db::TenantTx;
use platform::ids::Uuid;
use serde::Serialize;

use crate::deal::{Deal, Person, StructureId};
use crate::version::Act;
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
    tx.publish(kind, deal.id, &deal.fact(&actor(tx), from))
        .await?;
    Ok(())
}

/// The data of `deal.changed`: what moved and who may hear of it, no figures.
#[derive(Debug, Serialize)]
struct Changed<'a> {
    number: &'a str,
    /// The deal's version by now.
    version: i64,
    /// The structure that it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    structure_id: Option<StructureId>,
    /// That structure's revision by now; absent where it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<i64>,
    act: Act,
    rooftop_id: Uuid,
    salesperson_id: Uuid,
    actor: Person,
}

/// Publishes that a deal has a next entry in its history. The history itself calls this, so that no save is forgotten.
pub(crate) async fn changed(
    tx: &TenantTx,
    deal: &Deal,
    act: Act,
    structure: Option<(StructureId, Option<i64>)>,
) -> Result<(), Problem> {
    let fact = Changed {
        number: &deal.number,
        version: deal.version,
        structure_id: structure.map(|(id, _)| id),
        revision: structure.and_then(|(_, revision)| revision),
        act,
        rooftop_id: deal.rooftop.id,
        salesperson_id: deal.salesperson.id,
        actor: actor(tx),
    };
    tx.publish("deal.changed", deal.id, &fact).await?;
    Ok(())
}

/// Who acts.
fn actor(tx: &TenantTx) -> Person {
    let caller = tx.caller();
    Person {
        id: caller.user_id(),
        name: caller.name().to_owned(),
    }
}
