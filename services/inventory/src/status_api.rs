//! A vehicle's status over HTTP: the steps that people take, and all that were taken.

use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{ReadVehicles, WriteVehicles, as_seen_by, may_change};
use crate::events::{Fact, tell};
use crate::status::Refusal;
use crate::step::{NewStep, StatusStep, StepAsked};
use crate::store;
use crate::vehicle::{Vehicle, VehicleId};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(step))
        .routes(routes!(history))
}

/// Takes a step by hand: arrived, reserved, sold, on hold, wholesaled, or back.
#[utoipa::path(
    post, path = "/vehicles/{id}/status", tag = "vehicles", operation_id = "step_vehicle",
    params(("id" = VehicleId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = StepAsked,
    responses((status = 200, body = Vehicle, headers(("ETag")))),
    extensions(("x-permission" = json!("inventory.write"))),
)]
async fn step(
    State(platform): State<Platform>,
    caller: Allowed<WriteVehicles>,
    Path(id): Path<VehicleId>,
    if_match: IfMatch,
    Body(asked): Body<StepAsked>,
) -> Result<Versioned<Vehicle>, Problem> {
    let reason = asked
        .reason
        .map(|reason| reason.trim().to_owned())
        .filter(|reason| !reason.is_empty());
    let tx = platform.db().tenant_tx(&caller).await?;
    let before = store::lock(&tx, id).await?;
    if_match.check(before.version)?;
    may_change(&caller, &before)?;
    if before.archived_at.is_some() {
        return Err(Problem::conflict(
            "This vehicle was put away; restore it before changing it.",
        ));
    }
    let standing = before
        .standing()
        .by_hand(asked.to, reason.is_some())
        .map_err(|why| match why {
            Refusal::ReasonMissing => {
                Problem::fault("/reason", "required", "This step needs a reason.")
            }
            other => Problem::conflict(format!("{other}.")),
        })?;
    let step = NewStep {
        from: Some(before.status),
        to: standing.status,
        reason,
        deal_id: None,
        actor: &caller,
    };
    let vehicle = store::move_to(&tx, &before, standing, &step).await?;
    tell(
        &tx,
        Fact::StatusChanged {
            from: before.status,
        },
        &vehicle,
    )
    .await?;
    tx.commit().await?;
    Ok(Versioned(vehicle.version, as_seen_by(&caller, vehicle)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct HistoryList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Every step of a vehicle's status, newest first: who, when, why, and for which deal.
#[utoipa::path(
    get, path = "/vehicles/{id}/status", tag = "vehicles", operation_id = "list_vehicle_steps",
    params(("id" = VehicleId, Path), HistoryList),
    responses((status = 200, body = Page<StatusStep>)),
    extensions(("x-permission" = json!("inventory.read"))),
)]
async fn history(
    State(platform): State<Platform>,
    caller: Allowed<ReadVehicles>,
    Path(id): Path<VehicleId>,
    Query(asked): Query<HistoryList>,
) -> Result<Json<Page<StatusStep>>, Problem> {
    let vehicle = store::read(platform.db(), &caller, id).await?;
    vehicle.ok_or_else(|| Problem::not_found("vehicle"))?;
    Ok(Json(
        store::history(
            platform.db(),
            &caller,
            id,
            asked.limit,
            asked.cursor.as_ref(),
        )
        .await?,
    ))
}
