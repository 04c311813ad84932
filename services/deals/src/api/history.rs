//! The history of a deal: who changed what when, and what it did to payment and gross.

use axum::extract::State;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ReadDeals;
use super::render;
use super::views::DealVersion;
use crate::deal::DealId;
use crate::store;

/// The name of the one order that there is.
const ORDER: &str = "-version";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(versions))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct VersionList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what was done to a deal, the last first.
#[utoipa::path(get, path = "/deals/{id}/versions", operation_id = "list_deal_versions", tag = "deals", params(("id" = DealId, Path), VersionList),
    responses((status = 200, body = Page<DealVersion>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn versions(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(asked): Query<VersionList>,
) -> Result<Json<Page<DealVersion>>, Problem> {
    let before = asked.cursor.map(|cursor| cursor.after(ORDER)).transpose()?;
    let full = render::sees_all(&caller);
    let rows = asked.limit.rows();
    let past = store::history(platform.db(), &caller, id, full, before, rows).await?;
    let page = Page::of(past, asked.limit, ORDER, |past| past.version);
    Ok(Json(page.map(DealVersion::from)))
}
