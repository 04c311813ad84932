//! The dealership itself.

use jiff::Timestamp;
use platform::prelude::*;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ManageSettings;
use crate::audit::{Action, Happening, SubjectKind};
use crate::dealership::Dealership;
use crate::house::House;
use crate::store::{self, Alone, Stored};

/// The dealership as it is kept.
#[derive(Serialize, ToSchema)]
pub struct KeptDealership {
    id: Uuid,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    name: String,
    legal_name: Option<String>,
    phone: Option<String>,
    website: Option<String>,
}

impl From<Stored<Dealership>> for KeptDealership {
    fn from(stored: Stored<Dealership>) -> Self {
        let Dealership {
            name,
            legal_name,
            phone,
            website,
        } = stored.what;
        Self {
            id: stored.id,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            name,
            legal_name,
            phone,
            website,
        }
    }
}

/// The caller's dealership.
#[utoipa::path(
    get, path = "/dealership", tag = "dealership", operation_id = "read_dealership",
    responses((status = 200, body = KeptDealership, headers(("ETag")))),
    extensions(("x-permission" = json!("signed-in"))),
)]
pub async fn get(
    State(house): State<House>,
    caller: Caller,
) -> Result<Versioned<KeptDealership>, Problem> {
    let stored = store::dealerships::get(&Alone(house.db(), &caller)).await?;
    let stored = stored.ok_or_else(|| Problem::not_found("dealership"))?;
    Ok(Versioned(stored.version, stored.into()))
}

/// Write the dealership anew; what is left out is forgotten.
#[utoipa::path(
    put, path = "/dealership", tag = "dealership", operation_id = "update_dealership",
    params(("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Dealership,
    responses((status = 200, body = KeptDealership, headers(("ETag")))),
    extensions(("x-permission" = json!("settings.manage"))),
)]
pub async fn put(
    State(house): State<House>,
    caller: Allowed<ManageSettings>,
    if_match: IfMatch,
    Body(dealership): Body<Dealership>,
) -> Result<Versioned<KeptDealership>, Problem> {
    let dealership = dealership.checked().map_err(Problem::faults)?;
    let tx = house.db().tenant_tx(&caller).await?;
    let before = store::dealerships::lock(&tx)
        .await?
        .ok_or_else(|| Problem::not_found("dealership"))?;
    if_match.check(before.version)?;
    let now = house.now();
    let stored = store::dealerships::update(&tx, &dealership, now).await?;
    let happening = Happening {
        actor: Some(caller.user_id()),
        action: Action::DealershipChanged,
        subject_kind: SubjectKind::Dealership,
        subject: stored.id,
        detail: json!({ "before": before.what, "after": dealership }),
    };
    store::audit::append(&tx, &happening, now).await?;
    tx.commit().await?;
    Ok(Versioned(stored.version, stored.into()))
}
