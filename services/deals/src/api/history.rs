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

/// The names of the order, by entry and by group.
const ORDER: &str = "-version";
const GROUPED: &str = "-version grouped";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(versions))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct VersionList {
    /// Whether changes of one structure by one person, each less than ten minutes after the one before, come as one
    /// entry: as before the first, as after the last, `from_version` to `version`.
    #[serde(default)]
    #[param(inline)]
    group: bool,
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
    let full = render::sees_all(&caller);
    let (db, rows) = (platform.db(), asked.limit.rows());
    let order = if asked.group { GROUPED } else { ORDER };
    let before = asked.cursor.map(|cursor| cursor.after(order)).transpose()?;
    let past = if asked.group {
        store::grouped(db, &caller, id, full, before, rows).await?
    } else {
        store::history(db, &caller, id, full, before, rows).await?
    };
    let oldest = |past: &store::Past| past.first.map_or(past.version, |(version, _)| version);
    let page = Page::of(past, asked.limit, order, oldest);
    Ok(Json(page.map(DealVersion::from)))
}
