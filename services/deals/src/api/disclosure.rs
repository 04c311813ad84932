//! The federal box of a structure as a page to print, or the same as JSON.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use platform::prelude::*;

use super::ReadDeals;
use super::worksheet::{Paper, WhichStructure, page_or_json};
use crate::deal::DealId;
use crate::disclosure::Disclosure;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(disclosure))
}

/// What Regulation Z discloses of a retail contract with the itemization of its amount financed, and Regulation M of
/// a lease: printable HTML, or JSON where only that is accepted.
///
/// Refused where the APR that would be printed is more than an eighth of a point off the recomputed one
/// (12 CFR 1026.22(a)), where any other stored figure does not hold, and for a cash deal, which has nothing to disclose.
#[utoipa::path(get, path = "/deals/{id}/disclosure", operation_id = "read_disclosure", tag = "deals", params(("id" = DealId, Path), WhichStructure),
    responses((status = 200, content((String = "text/html"), (Disclosure = "application/json")))),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn disclosure(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(which): Query<WhichStructure>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let paper = Paper::read(&platform, &caller, id, which.structure_id).await?;
    let sheet = Disclosure::of(&paper.source()).ok_or_else(|| {
        Problem::conflict(format!(
            "Structure {} has no credit and no lease, so there is nothing to disclose. Print its worksheet.",
            paper.letter()
        ))
    })?;
    page_or_json(&headers, &sheet, Disclosure::html)
}
