//! Rooftops: every signed-in person reads them, since every deal is made at one.

use jiff::Timestamp;
use money::Cents;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ManageRooftops;
use crate::audit::{Action, Happening, SubjectKind};
use crate::house::House;
use crate::place::Address;
use crate::rooftop::Rooftop;
use crate::store::rooftops::{self, Filter, Kept};
use crate::store::{self, Alone, Stored};

/// A rooftop as it is kept.
#[derive(Serialize, ToSchema)]
pub struct KeptRooftop {
    id: Uuid,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    name: String,
    code: String,
    address: Address,
    phone: Option<String>,
    timezone: String,
    default_doc_fee: Cents,
    deal_number_prefix: String,
    /// Since when no new deals are made there.
    closed_at: Option<Timestamp>,
}

impl From<Stored<Kept>> for KeptRooftop {
    fn from(stored: Stored<Kept>) -> Self {
        let Kept { rooftop, closed_at } = stored.what;
        Self {
            id: stored.id,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            name: rooftop.name,
            deal_number_prefix: rooftop
                .deal_number_prefix
                .unwrap_or_else(|| rooftop.code.clone()),
            code: rooftop.code,
            address: rooftop.address,
            phone: rooftop.phone,
            timezone: rooftop.timezone,
            default_doc_fee: rooftop.default_doc_fee,
            closed_at,
        }
    }
}

/// What a list is narrowed to. It is sorted by name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RooftopList {
    /// Part of the name, code or city.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Postal abbreviation.
    #[param(min_length = 2, max_length = 2)]
    state: Option<String>,
    /// Only closed ones, or only open ones.
    closed: Option<bool>,
    #[param(inline)]
    limit: Option<Limit>,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// The dealership's rooftops.
#[utoipa::path(
    get, path = "/rooftops", tag = "rooftops", operation_id = "list_rooftops",
    params(RooftopList),
    responses((status = 200, body = Page<KeptRooftop>)),
    extensions(("x-permission" = json!("signed-in"))),
)]
pub async fn list(
    State(house): State<House>,
    caller: Caller,
    Query(asked): Query<RooftopList>,
) -> Result<Json<Page<KeptRooftop>>, Problem> {
    let limit = asked.limit.unwrap_or_default();
    let filter = Filter {
        q: asked.q,
        state: asked.state.map(|state| state.to_ascii_uppercase()),
        closed: asked.closed,
        after: asked
            .cursor
            .map(|cursor| cursor.after("name"))
            .transpose()?,
        rows: limit.rows(),
    };
    let rows = rooftops::list(&Alone(house.db(), &caller), &filter).await?;
    let page = Page::of(rows, limit, "name", |stored| {
        (stored.what.rooftop.name.clone(), stored.id)
    });
    Ok(Json(page.map(KeptRooftop::from)))
}

/// Open a rooftop.
#[utoipa::path(
    post, path = "/rooftops", tag = "rooftops", operation_id = "create_rooftop",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats the answer instead of the work")),
    request_body = Rooftop,
    responses((status = 201, body = KeptRooftop, headers(("ETag"), ("Location")))),
    extensions(("x-permission" = json!("identity.manage_rooftops"))),
)]
pub async fn create(
    State(house): State<House>,
    caller: Allowed<ManageRooftops>,
    new: Create<Rooftop>,
) -> Result<Response, Problem> {
    let rooftop = new.body.clone().checked().map_err(Problem::faults)?;
    let tx = match new.begin(house.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    // Whoever works at some rooftops only would not see the new one.
    if !caller.rooftops().is_empty() {
        return Err(outside_scope());
    }
    let stored = house
        .add_rooftop(&tx, Some(caller.user_id()), &rooftop)
        .await?;
    let body = KeptRooftop::from(stored);
    new.finish(
        tx,
        Created {
            location: format!("/rooftops/{}", body.id),
            version: body.version,
            body,
        },
    )
    .await
}

/// One rooftop.
#[utoipa::path(
    get, path = "/rooftops/{id}", tag = "rooftops", operation_id = "read_rooftop",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = KeptRooftop, headers(("ETag")))),
    extensions(("x-permission" = json!("signed-in"))),
)]
pub async fn get(
    State(house): State<House>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Versioned<KeptRooftop>, Problem> {
    let stored = rooftops::get(&Alone(house.db(), &caller), id).await?;
    let stored = stored.ok_or_else(|| Problem::not_found("rooftop"))?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Write a rooftop anew; what is left out is forgotten.
#[utoipa::path(
    put, path = "/rooftops/{id}", tag = "rooftops", operation_id = "update_rooftop",
    params(("id" = Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Rooftop,
    responses((status = 200, body = KeptRooftop, headers(("ETag")))),
    extensions(("x-permission" = json!("identity.manage_rooftops"))),
)]
pub async fn put(
    State(house): State<House>,
    caller: Allowed<ManageRooftops>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    Body(rooftop): Body<Rooftop>,
) -> Result<Versioned<KeptRooftop>, Problem> {
    let rooftop = rooftop.checked().map_err(Problem::faults)?;
    let tx = house.db().tenant_tx(&caller).await?;
    let before = hold(&tx, &caller, id).await?;
    if_match.check(before.version)?;
    let now = house.now();
    let stored = rooftops::update(&tx, id, &rooftop, now)
        .await
        .map_err(rooftops::taken)?;
    let detail = json!({ "before": before.what.rooftop, "after": rooftop });
    note(&tx, &caller, Action::RooftopChanged, id, detail, now).await?;
    tx.commit().await?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Close a rooftop: no new deals are made there; what was made stays.
#[utoipa::path(
    delete, path = "/rooftops/{id}", tag = "rooftops", operation_id = "close_rooftop",
    params(("id" = Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = KeptRooftop, headers(("ETag")))),
    extensions(("x-permission" = json!("identity.manage_rooftops"))),
)]
pub async fn close(
    State(house): State<House>,
    caller: Allowed<ManageRooftops>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
) -> Result<Versioned<KeptRooftop>, Problem> {
    let tx = house.db().tenant_tx(&caller).await?;
    let before = hold(&tx, &caller, id).await?;
    if_match.check(before.version)?;
    if before.what.closed_at.is_some() {
        return Err(Problem::conflict("The rooftop is closed already."));
    }
    if rooftops::count_open(&tx).await? <= 1 {
        return Err(Problem::conflict(
            "It is the last open rooftop of the dealership.",
        ));
    }
    let now = house.now();
    rooftops::close(&tx, id, now).await?;
    note(&tx, &caller, Action::RooftopClosed, id, json!({}), now).await?;
    let stored = rooftops::get(&tx, id)
        .await?
        .ok_or_else(|| Problem::not_found("rooftop"))?;
    tx.commit().await?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Holds the dealership, so that two do not close the last two rooftops at once, and the rooftop.
async fn hold(tx: &TenantTx, caller: &Caller, id: Uuid) -> Result<Stored<Kept>, Problem> {
    store::dealerships::lock(tx).await?;
    let stored = rooftops::lock(tx, id)
        .await?
        .ok_or_else(|| Problem::not_found("rooftop"))?;
    if caller.works_at(id) {
        Ok(stored)
    } else {
        Err(outside_scope())
    }
}

fn outside_scope() -> Problem {
    Problem::new(
        http::StatusCode::FORBIDDEN,
        "outside-rooftops",
        "Not permitted",
        "You work at certain rooftops only; this needs somebody who works at this one.",
    )
}

async fn note(
    tx: &TenantTx,
    caller: &Caller,
    action: Action,
    subject: Uuid,
    detail: Value,
    now: Timestamp,
) -> Result<(), Problem> {
    let happening = Happening {
        actor: Some(caller.user_id()),
        action,
        subject_kind: SubjectKind::Rooftop,
        subject,
        detail,
    };
    Ok(store::audit::append(tx, &happening, now).await?)
}
