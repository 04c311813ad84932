//! The market of a rooftop, as the engine in the browser loads it.

use axum::body::Body as HttpBody;
use axum::extract::State;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use lending::json::Market;
use platform::ids::Uuid;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::SeeGross;
use crate::lenders::market;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(read))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AtRooftop {
    /// Where the deals are made that it is for.
    rooftop_id: Uuid,
}

/// Every lender and sheet that a rooftop may sell by today, as the engine's scan reads them.
///
/// Its ETag stays until a lender or sheet changes or the day turns at the rooftop.
#[utoipa::path(get, path = "/desk/market", operation_id = "read_market", tag = "lenders",
    params(AtRooftop, ("If-None-Match" = Option<String>, Header)),
    responses((status = 200, body = Market), (status = 304)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Query(at): Query<AtRooftop>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    const KIND: HeaderValue = HeaderValue::from_static("application/json");
    let held = market::today(&platform, &caller, at.rooftop_id).await?;
    let tag = HeaderValue::from_str(&held.etag).map_err(Problem::internal)?;
    let has = headers.get_all(header::IF_NONE_MATCH).iter();
    let has = has.filter_map(|value| value.to_str().ok());
    let mut has = has.flat_map(|value| value.split(','));
    if has.any(|one| one.trim().trim_start_matches("W/") == held.etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let mut response = Response::new(HttpBody::from(held.text.clone()));
    response.headers_mut().insert(header::ETAG, tag);
    response.headers_mut().insert(header::CONTENT_TYPE, KIND);
    Ok(response)
}
