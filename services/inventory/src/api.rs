//! Vehicles over HTTP.

use platform::auth::Caller;
use platform::prelude::*;

use crate::events::{Fact, tell};
use crate::list::VehicleList;
use crate::store;
use crate::vehicle::{Details, Vehicle, VehicleId};

platform::permission!(pub ReadVehicles = "inventory.read");
platform::permission!(pub WriteVehicles = "inventory.write");
platform::permission!(pub ArchiveVehicles = "inventory.delete");

/// Who holds this sees and writes what a vehicle cost.
pub const SEE_COST: &str = "inventory.see_cost";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, update, archive))
        .routes(routes!(restore))
}

/// The dealership's vehicles, of all its stores.
#[utoipa::path(
    get, path = "/vehicles", tag = "vehicles", operation_id = "list_vehicles",
    params(VehicleList),
    responses((status = 200, body = Page<Vehicle>)),
    extensions(("x-permission" = json!("inventory.read"))),
)]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadVehicles>,
    Query(asked): Query<VehicleList>,
) -> Result<Json<Page<Vehicle>>, Problem> {
    let page = store::list(platform.db(), &caller, &asked).await?;
    Ok(Json(page.map(|vehicle| as_seen_by(&caller, vehicle))))
}

/// Enters a vehicle into the stock of one of the caller's rooftops.
#[utoipa::path(
    post, path = "/vehicles", tag = "vehicles", operation_id = "create_vehicle",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats the answer instead of the work")),
    request_body = Details,
    responses((status = 201, body = Vehicle, headers(("ETag"), ("Location")))),
    extensions(("x-permission" = json!("inventory.write"))),
)]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<WriteVehicles>,
    new: Create<Details>,
) -> Result<Response, Problem> {
    may_write(&caller, &new.body)?;
    let today = today(&platform);
    let (vetted, status) = new
        .body
        .clone()
        .vetted(today)
        .and_then(|vetted| vetted.entered(today))
        .map_err(Problem::faults)?;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let vehicle = store::create(&tx, VehicleId::new(), &vetted, status).await?;
    tell(&tx, Fact::Created, &vehicle).await?;
    let (location, version) = (format!("/vehicles/{}", vehicle.id), vehicle.version);
    new.finish(
        tx,
        Created {
            location,
            version,
            body: as_seen_by(&caller, vehicle),
        },
    )
    .await
}

/// One vehicle.
#[utoipa::path(
    get, path = "/vehicles/{id}", tag = "vehicles", operation_id = "read_vehicle",
    params(("id" = VehicleId, Path)),
    responses((status = 200, body = Vehicle, headers(("ETag")))),
    extensions(("x-permission" = json!("inventory.read"))),
)]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadVehicles>,
    Path(id): Path<VehicleId>,
) -> Result<Versioned<Vehicle>, Problem> {
    let vehicle = store::read(platform.db(), &caller, id).await?;
    let vehicle = vehicle.ok_or_else(|| Problem::not_found("vehicle"))?;
    Ok(Versioned(vehicle.version, as_seen_by(&caller, vehicle)))
}

/// Writes a vehicle anew. What is left out is forgotten, apart from the first day on the lot, and
/// from costs where the caller may not see them.
#[utoipa::path(
    put, path = "/vehicles/{id}", tag = "vehicles", operation_id = "update_vehicle",
    params(("id" = VehicleId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Details,
    responses((status = 200, body = Vehicle, headers(("ETag")))),
    extensions(("x-permission" = json!("inventory.write"))),
)]
async fn update(
    State(platform): State<Platform>,
    caller: Allowed<WriteVehicles>,
    Path(id): Path<VehicleId>,
    if_match: IfMatch,
    Body(details): Body<Details>,
) -> Result<Versioned<Vehicle>, Problem> {
    may_write(&caller, &details)?;
    let vetted = details.vetted(today(&platform)).map_err(Problem::faults)?;
    let tx = platform.db().tenant_tx(&caller).await?;
    let before = store::lock(&tx, id).await?;
    if_match.check(before.version)?;
    may_change(&caller, &before)?;
    if before.archived_at.is_some() {
        return Err(Problem::conflict(
            "This vehicle was put away; restore it before changing it.",
        ));
    }
    let vetted = vetted
        .changing(&before, caller.may(SEE_COST))
        .map_err(Problem::faults)?;
    let vehicle = store::update(&tx, id, &vetted).await?;
    tell(&tx, Fact::Updated, &vehicle).await?;
    tx.commit().await?;
    Ok(Versioned(vehicle.version, as_seen_by(&caller, vehicle)))
}

/// Puts a vehicle away that was entered by mistake or is long gone. One that a deal has reserved stays.
#[utoipa::path(
    delete, path = "/vehicles/{id}", tag = "vehicles", operation_id = "archive_vehicle",
    params(("id" = VehicleId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = Vehicle, headers(("ETag")))),
    extensions(("x-permission" = json!("inventory.delete"))),
)]
async fn archive(
    State(platform): State<Platform>,
    caller: Allowed<ArchiveVehicles>,
    Path(id): Path<VehicleId>,
    if_match: IfMatch,
) -> Result<Versioned<Vehicle>, Problem> {
    set_archived(&platform, &caller, id, &if_match, true).await
}

/// Takes a vehicle back out that was put away.
#[utoipa::path(
    post, path = "/vehicles/{id}/restore", tag = "vehicles", operation_id = "restore_vehicle",
    params(("id" = VehicleId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = Vehicle, headers(("ETag")))),
    extensions(("x-permission" = json!("inventory.delete"))),
)]
async fn restore(
    State(platform): State<Platform>,
    caller: Allowed<ArchiveVehicles>,
    Path(id): Path<VehicleId>,
    if_match: IfMatch,
) -> Result<Versioned<Vehicle>, Problem> {
    set_archived(&platform, &caller, id, &if_match, false).await
}

async fn set_archived(
    platform: &Platform,
    caller: &Caller,
    id: VehicleId,
    if_match: &IfMatch,
    archived: bool,
) -> Result<Versioned<Vehicle>, Problem> {
    let tx = platform.db().tenant_tx(caller).await?;
    let before = store::lock(&tx, id).await?;
    if_match.check(before.version)?;
    may_change(caller, &before)?;
    if before.archived_at.is_some() == archived {
        return Ok(Versioned(before.version, as_seen_by(caller, before)));
    }
    if archived && before.standing().is_held_by_deal() {
        return Err(Problem::conflict(
            "A deal has reserved this vehicle; cancel the deal first.",
        ));
    }
    let vehicle = store::set_archived(&tx, id, archived).await?;
    let fact = if archived {
        Fact::Archived
    } else {
        Fact::Restored
    };
    tell(&tx, fact, &vehicle).await?;
    tx.commit().await?;
    Ok(Versioned(vehicle.version, as_seen_by(caller, vehicle)))
}

pub(crate) fn as_seen_by(caller: &Caller, vehicle: Vehicle) -> Vehicle {
    if caller.may(SEE_COST) {
        vehicle
    } else {
        vehicle.without_cost()
    }
}

pub(crate) fn today(platform: &Platform) -> jiff::civil::Date {
    platform
        .clock()
        .now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

/// Costs are written only by who sees them, and stock only where one works.
fn may_write(caller: &Caller, details: &Details) -> Result<(), Problem> {
    if !caller.may(SEE_COST) {
        let faults: Vec<_> = details
            .cost_fields()
            .into_iter()
            .map(|field| {
                Fault::new(
                    format!("/{field}"),
                    "not_permitted",
                    "You may not write costs.",
                )
            })
            .collect();
        if !faults.is_empty() {
            return Err(Problem::forbidden_fields(SEE_COST, faults));
        }
    }
    if caller.works_at(details.rooftop_id) {
        return Ok(());
    }
    Err(Problem::fault(
        "/rooftop_id",
        "not_your_rooftop",
        "You do not work at this rooftop.",
    ))
}

/// All stock is seen by all, but changed only where one works.
pub(crate) fn may_change(caller: &Caller, vehicle: &Vehicle) -> Result<(), Problem> {
    if caller.works_at(vehicle.details.rooftop_id) {
        return Ok(());
    }
    let problem = Problem::forbidden("inventory.write");
    Err(problem.with_detail("This vehicle stands at a rooftop at which you do not work."))
}
