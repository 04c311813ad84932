//! Sheets: list, read, end early.

use axum::extract::State as AppState;
use lending::ProgrammeKind;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::{ProgrammeEnd, ProgrammeView, ProgrammeWhole};
use super::{ManageLenders, SeeGross, today};
use crate::lenders::{LenderId, ProgrammeId, State, steps};
use crate::store::lenders::{self as store, Filter};

const NEWEST: &str = "-id";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(end))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ProgrammeList {
    #[param(inline)]
    lender_id: Option<LenderId>,
    #[param(inline)]
    kind: Option<ProgrammeKind>,
    /// As it stands today.
    #[param(inline)]
    state: Option<State>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the sheets, the last imported first.
#[utoipa::path(get, path = "/lenders/programmes", operation_id = "list_programmes", tag = "lenders", params(ProgrammeList),
    responses((status = 200, body = Page<ProgrammeView>)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn list(
    AppState(platform): AppState<Platform>,
    caller: Allowed<SeeGross>,
    Query(asked): Query<ProgrammeList>,
) -> Result<Json<Page<ProgrammeView>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let day = today(&platform, &caller).await?;
    let filter = Filter {
        lender: asked.lender_id,
        kind: asked.kind,
        state: asked.state.map(|state| (state, day)),
    };
    let found =
        store::programmes(platform.db(), &caller, filter, before, asked.limit.rows()).await?;
    let page = Page::of(found, asked.limit, NEWEST, |row| row.id);
    Ok(Json(page.map(|row| ProgrammeView::on(day, row))))
}

/// Reads a sheet with its rows.
#[utoipa::path(get, path = "/lenders/programmes/{id}", operation_id = "read_programme", tag = "lenders",
    params(("id" = ProgrammeId, Path)),
    responses((status = 200, body = ProgrammeWhole)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn read(
    AppState(platform): AppState<Platform>,
    caller: Allowed<SeeGross>,
    Path(id): Path<ProgrammeId>,
) -> Result<Versioned<ProgrammeWhole>, Problem> {
    let day = today(&platform, &caller).await?;
    let row = store::programme(platform.db(), &caller, id).await?;
    let programme = store::document(platform.db(), &caller, id)
        .await?
        .ok_or_else(|| Problem::not_found("programme"))?;
    let version = row.version;
    let item = ProgrammeView::on(day, row);
    Ok(Versioned(version, ProgrammeWhole { item, programme }))
}

/// Ends a sheet early. Nothing else of a sheet ever changes.
#[utoipa::path(post, path = "/lenders/programmes/{id}/end", operation_id = "end_programme", tag = "lenders",
    params(("id" = ProgrammeId, Path)), request_body = ProgrammeEnd,
    responses((status = 200, body = ProgrammeView)),
    extensions(("x-permission" = json!("lenders.manage"))))]
async fn end(
    AppState(platform): AppState<Platform>,
    caller: Allowed<ManageLenders>,
    Path(id): Path<ProgrammeId>,
    Body(body): Body<ProgrammeEnd>,
) -> Result<Versioned<ProgrammeView>, Problem> {
    let day = today(&platform, &caller).await?;
    let row = steps::end(platform.db(), &caller, id, body.valid_to, day).await?;
    Ok(Versioned(row.version, ProgrammeView::on(day, row)))
}
