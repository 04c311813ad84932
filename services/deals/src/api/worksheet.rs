//! The buyer's worksheet as a page to print, or the same as JSON.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use platform::auth::Caller;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::ReadDeals;
use super::workflow::refuse_different;
use crate::deal::{DealId, StructureId};
use crate::rates::in_force;
use crate::store;
use crate::structure::Worked;
use crate::worksheet::{Source, Worksheet};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(worksheet))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichStructure {
    /// The chosen one where absent.
    #[param(inline)]
    pub structure_id: Option<StructureId>,
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
    let paper = Paper::read(&platform, &caller, id, which.structure_id).await?;
    page_or_json(&headers, &Worksheet::of(&paper.source()), Worksheet::html)
}

/// A structure that may be printed: its stored figures hold, its APR above all.
pub(super) struct Paper {
    sheet: store::Sheet,
    worked: Worked,
}

impl Paper {
    /// Reads what is to be printed, the chosen structure where none is named.
    ///
    /// # Errors
    /// 404 where it is not within the caller's reach; 409 where its figures do not hold.
    pub(super) async fn read(
        platform: &Platform,
        caller: &Caller,
        id: DealId,
        structure: Option<StructureId>,
    ) -> Result<Self, Problem> {
        let sheet = store::sheet(platform.db(), caller, id, structure).await?;
        let rates = in_force::at(platform.db(), caller, sheet.structure.rate_book).await?;
        Self::of(sheet, &rates)
    }

    /// The same of what was read, by the rates that its figures rest on.
    ///
    /// # Errors
    /// 409 where its figures do not hold.
    pub(super) fn of(sheet: store::Sheet, rates: &in_force::Rates) -> Result<Self, Problem> {
        let worked = sheet.structure.worked()?.by(rates);
        refuse_apr(&sheet.structure.letter, &worked)?;
        refuse_different(&sheet.structure, rates)?;
        Ok(Self { sheet, worked })
    }

    pub(super) fn letter(&self) -> &str {
        &self.sheet.structure.letter
    }

    pub(super) fn source(&self) -> Source<'_> {
        let (sheet, structure) = (&self.sheet, &self.sheet.structure);
        Source {
            number: &sheet.number,
            status: sheet.status,
            rooftop: &sheet.rooftop,
            customer: sheet.customer.as_ref(),
            vehicle: sheet.vehicle.as_ref(),
            salesperson: &sheet.salesperson.name,
            letter: &structure.letter,
            name: &structure.name,
            revision: structure.version,
            inputs_text: &structure.texts.inputs,
            figures_text: &structure.texts.figures,
            inputs: self.worked.inputs(),
            figures: self.worked.figures(),
        }
    }
}

/// 409 where the APR that would be printed is out of the law's tolerance of the one that the payments have.
fn refuse_apr(letter: &str, worked: &Worked) -> Result<(), Problem> {
    let Some(loan) = &worked.figures().loan else {
        return Ok(());
    };
    let Err(faults) = desk::verify_apr(worked.inputs(), loan.apr) else {
        return Ok(());
    };
    let why: Vec<String> = faults.into_iter().map(|fault| fault.detail).collect();
    Err(Problem::new(
        http::StatusCode::CONFLICT,
        "apr-out-of-tolerance",
        "The APR does not hold",
        format!(
            "Structure {letter} is not printed: {}. Save it again and look at its terms before anything is signed.",
            why.join("; ")
        ),
    ))
}

/// The page, or its JSON where only that is accepted. It brings its own styles and nothing else: no script, no
/// image, no request.
pub(super) fn page_or_json<T: Serialize>(
    headers: &HeaderMap,
    sheet: &T,
    html: impl FnOnce(&T) -> Result<String, Problem>,
) -> Result<Response, Problem> {
    let mut response = if wants_json(headers) {
        Json(sheet).into_response()
    } else {
        axum::response::Html(html(sheet)?).into_response()
    };
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
