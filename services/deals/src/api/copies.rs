//! Copying a deal.

use platform::ids::Uuid;
use platform::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::deals::settings_of;
use super::views::DealView;
use super::{WriteDeals, render};
use crate::copying::{self, Copying};
use crate::deal::DealId;
use crate::{opening, store};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(copy))
}

/// A copy of a deal. What is left out is as in the original; `null` is none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DealCopy)]
struct DealCopy {
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Uuid>)]
    customer_id: Option<Option<Uuid>>,
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Uuid>)]
    vehicle_id: Option<Option<Uuid>>,
    #[serde(default)]
    structures: CopiedStructures,
}

/// `null` is something that was said.
fn said<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<Uuid>>, D::Error> {
    Option::deserialize(input).map(Some)
}

/// Which structures are copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CopiedStructures {
    #[default]
    Chosen,
    All,
}

/// Copies a deal of any status as a new draft with the next number of its rooftop.
///
/// It is dated today. Lines that somebody typed stay; fees and books that were the rooftop's own are those of its
/// settings now, for the copy's vehicle.
#[utoipa::path(post, path = "/deals/{id}/copy", operation_id = "copy_deal", tag = "deals", request_body = DealCopy,
    params(("id" = DealId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = DealView)),
    extensions(("x-permission" = json!("deals.write"))))]
async fn copy(
    State(platform): State<Platform>,
    caller: Allowed<WriteDeals>,
    Path(id): Path<DealId>,
    new: Create<DealCopy>,
) -> Result<Response, Problem> {
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let original = store::load(&tx, id).await?;
    let houses = settings_of(&platform, &tx, &original).await?;
    let asked = &new.body;
    let customer = original.customer.as_ref().map(|it| it.id);
    let vehicle = original.vehicle.as_ref().map(|it| it.id);
    let copying = Copying {
        customer: asked.customer_id.unwrap_or(customer),
        vehicle: asked.vehicle_id.unwrap_or(vehicle),
        all: asked.structures == CopiedStructures::All,
    };
    let opening = copying::prepare(&platform, &tx, &original, houses, copying).await?;
    let deal = opening::open(&tx, opening).await?;
    let created = render::deal_in(&tx, deal.id).await?.created(deal.id)?;
    new.finish(tx, created).await
}
