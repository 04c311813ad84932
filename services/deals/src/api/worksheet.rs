//! The buyer's worksheet as a page to print, or the same as JSON.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ReadDeals;
use super::workflow::refuse_different;
use crate::deal::{DealId, StructureId};
use crate::rates::in_force;
use crate::store;
use crate::worksheet::{Source, Worksheet};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(worksheet))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WhichStructure {
    /// The chosen one where absent.
    #[param(inline)]
    structure_id: Option<StructureId>,
}

/// The buyer's worksheet: printable HTML, or JSON where only that is accepted.
///
/// It carries no cost, gross, buy rate or reserve, whoever asks. Refused where the stored figures are not what
/// the engine gives for the stored inputs.
#[utoipa::path(get, path = "/deals/{id}/worksheet", operation_id = "read_worksheet", tag = "deals", params(("id" = DealId, Path), WhichStructure),
    responses((status = 200, content((String = "text/html"), (Worksheet = "application/json")))),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn worksheet(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(which): Query<WhichStructure>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let sheet = store::sheet(platform.db(), &caller, id, which.structure_id).await?;
    let rates = in_force::at(platform.db(), &caller, sheet.structure.rate_book).await?;
    refuse_different(&sheet.structure, &rates)?;
    let worked = sheet.structure.worked()?.by(&rates);
    let page = Worksheet::of(&Source {
        number: &sheet.number,
        status: sheet.status,
        rooftop: &sheet.rooftop,
        customer: sheet.customer.as_ref(),
        vehicle: sheet.vehicle.as_ref(),
        salesperson: &sheet.salesperson,
        letter: &sheet.structure.letter,
        name: &sheet.structure.name,
        revision: sheet.structure.version,
        inputs_text: &sheet.structure.texts.inputs,
        figures_text: &sheet.structure.texts.figures,
        inputs: worked.inputs(),
        figures: worked.figures(),
    });
    let mut response = if wants_json(&headers) {
        Json(&page).into_response()
    } else {
        axum::response::Html(page.html()?).into_response()
    };
    // Its own styles and nothing else: no script, no image, no request.
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Whether JSON is named and HTML is not.
fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    let accept = accept.and_then(|value| value.to_str().ok()).unwrap_or("");
    accept.contains("application/json") && !accept.contains("text/html")
}
