//! Facts told (a vehicle came, changed, moved, was put away) and heard (what became of a deal).

use futures_util::future::BoxFuture;
use platform::db::TenantTx;
use platform::events::{Consumer, Event};
use platform::problem::Problem;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::status::Status;
use crate::step::NewStep;
use crate::store;
use crate::vehicle::{Vehicle, VehicleId};

#[derive(Debug, Clone, Copy)]
pub enum Fact {
    Created,
    Updated,
    StatusChanged { from: Status },
    Archived,
    Restored,
}

/// Tells a fact in the transaction that makes it one. Costs are nobody's business here.
pub async fn tell(tx: &TenantTx, fact: Fact, vehicle: &Vehicle) -> Result<(), Problem> {
    let (kind, from) = match fact {
        Fact::Created => ("vehicle.created", None),
        Fact::Updated => ("vehicle.updated", None),
        Fact::StatusChanged { from } => ("vehicle.status_changed", Some(from)),
        Fact::Archived => ("vehicle.archived", None),
        Fact::Restored => ("vehicle.restored", None),
    };
    let told = json!({
        "rooftop_id": vehicle.details.rooftop_id,
        "stock_number": vehicle.details.stock_number,
        "vin": vehicle.details.vin,
        "from": from,
        "status": vehicle.status,
        "deal_id": vehicle.deal_id,
        "version": vehicle.version,
        "actor": tx.caller().user_id(),
    });
    tx.publish(kind, vehicle.id, &told).await?;
    Ok(())
}

/// Moves the vehicle of a deal with it: contracted reserves, cancelled frees, delivered sells.
pub struct VehicleOfDeal;

/// What this service needs to know of a deal.
#[derive(Debug, Deserialize)]
struct DealFact {
    #[serde(default)]
    number: Option<String>,
    vehicle_id: Option<VehicleId>,
}

impl Consumer for VehicleOfDeal {
    fn name(&self) -> &'static str {
        "vehicle_of_deal"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["deal.contracted", "deal.cancelled", "deal.delivered"]
    }

    fn handle<'a>(
        &'a self,
        event: &'a Event,
        tx: &'a TenantTx,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(act_on(event, tx))
    }
}

async fn act_on(event: &Event, tx: &TenantTx) -> Result<(), Problem> {
    let deal = event.subject;
    let fact: DealFact = event.read()?;
    let cancelled = event.kind == "deal.cancelled";
    if cancelled {
        store::remember_cancelled(tx, deal, event.time).await?;
    } else if store::was_cancelled_after(tx, deal, event.time).await? {
        return Ok(());
    }
    // A deal may be without a vehicle of the stock.
    let Some(vehicle_id) = fact.vehicle_id else {
        return Ok(());
    };
    let vehicle = store::lock(tx, vehicle_id).await?;
    if vehicle.archived_at.is_some() && !cancelled {
        let stock = &vehicle.details.stock_number;
        return Err(Problem::conflict(format!(
            "{stock} was put away and cannot go to a deal."
        )));
    }
    let standing = vehicle.standing();
    let next = match event.kind.as_str() {
        "deal.contracted" => standing.reserve(deal),
        "deal.delivered" => standing.sell(deal),
        _ => Ok(standing.free(deal)),
    };
    let next =
        next.map_err(|why| Problem::conflict(format!("{}: {why}.", vehicle.details.stock_number)))?;
    let Some(next) = next else { return Ok(()) };
    let step = NewStep {
        from: Some(vehicle.status),
        to: next.status,
        reason: Some(reason(&event.kind, fact.number.as_deref(), deal)),
        deal_id: Some(deal),
        actor: tx.caller(),
    };
    let moved = store::move_to(tx, &vehicle, next, &step).await?;
    tell(
        tx,
        Fact::StatusChanged {
            from: vehicle.status,
        },
        &moved,
    )
    .await
}

/// `Deal HM-1042 contracted`.
fn reason(kind: &str, number: Option<&str>, deal: Uuid) -> String {
    let became = kind.strip_prefix("deal.").unwrap_or(kind);
    match number {
        Some(number) => format!("Deal {number} {became}"),
        None => format!("Deal {deal} {became}"),
    }
}
