//! Lenders: make, read, change, and what they were.

use axum::extract::State;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::{EditionView, LenderView, NewLender};
use super::{ManageLenders, SeeGross, today};
use crate::lenders::{LenderId, steps};
use crate::store::lenders as store;
use crate::structure::faults_at;

const BY_NAME: &str = "name";
const NEWEST: &str = "-version";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, replace))
        .routes(routes!(editions))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LenderList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the lenders by name.
#[utoipa::path(get, path = "/lenders", operation_id = "list_lenders", tag = "lenders", params(LenderList),
    responses((status = 200, body = Page<LenderView>)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Query(asked): Query<LenderList>,
) -> Result<Json<Page<LenderView>>, Problem> {
    let after: Option<String> = asked
        .cursor
        .map(|cursor| cursor.after(BY_NAME))
        .transpose()?;
    let day = today(&platform, &caller).await?;
    let found = store::lenders(
        platform.db(),
        &caller,
        day,
        after.as_deref(),
        asked.limit.rows(),
    )
    .await?;
    let page = Page::of(found, asked.limit, BY_NAME, |row| {
        row.lender.name.to_lowercase()
    });
    Ok(Json(page.map(LenderView::from)))
}

/// Makes a lender.
#[utoipa::path(post, path = "/lenders", operation_id = "create_lender", tag = "lenders", request_body = NewLender,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = LenderView)),
    extensions(("x-permission" = json!("lenders.manage"))))]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<ManageLenders>,
    new: Create<NewLender>,
) -> Result<Response, Problem> {
    let lender = new.body.lender(LenderId::new());
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    lender.check().map_err(faults)?;
    store::lock_market(&tx).await?;
    let row = steps::keep_lender(&tx, &lender, new.body.active, None).await?;
    let created = Created {
        location: format!("/lenders/{}", row.id),
        version: row.version,
        body: LenderView::from(row),
    };
    new.finish(tx, created).await
}

fn faults(faults: Vec<tax::Fault>) -> Problem {
    Problem::faults(faults_at("", faults))
}

/// Reads a lender.
#[utoipa::path(get, path = "/lenders/{id}", operation_id = "read_lender", tag = "lenders", params(("id" = LenderId, Path)),
    responses((status = 200, body = LenderView)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Path(id): Path<LenderId>,
) -> Result<Versioned<LenderView>, Problem> {
    let day = today(&platform, &caller).await?;
    let row = store::lender(platform.db(), &caller, id, day).await?;
    Ok(Versioned(row.version, row.into()))
}

/// Writes the next edition of a lender; what it was stays to be read.
#[utoipa::path(put, path = "/lenders/{id}", operation_id = "update_lender", tag = "lenders", request_body = NewLender,
    params(("id" = LenderId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = LenderView)),
    extensions(("x-permission" = json!("lenders.manage"))))]
async fn replace(
    State(platform): State<Platform>,
    caller: Allowed<ManageLenders>,
    Path(id): Path<LenderId>,
    seen: IfMatch,
    Body(body): Body<NewLender>,
) -> Result<Versioned<LenderView>, Problem> {
    let day = today(&platform, &caller).await?;
    let tx = platform.db().tenant_tx(&caller).await?;
    store::lock_market(&tx).await?;
    let before = store::lender_in(&tx, id, day).await?;
    seen.check(before.version)?;
    let lender = body.lender(id);
    lender.check().map_err(faults)?;
    if lender == before.lender && body.active == before.active {
        return Ok(Versioned(before.version, before.into()));
    }
    let mut row = steps::keep_lender(&tx, &lender, body.active, Some(&before)).await?;
    row.programmes_in_force = before.programmes_in_force;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EditionList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what a lender is and was, the last edition first, with who changed it.
#[utoipa::path(get, path = "/lenders/{id}/editions", operation_id = "list_lender_editions", tag = "lenders",
    params(("id" = LenderId, Path), EditionList),
    responses((status = 200, body = Page<EditionView>)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn editions(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Path(id): Path<LenderId>,
    Query(asked): Query<EditionList>,
) -> Result<Json<Page<EditionView>>, Problem> {
    if !store::lender_exists(platform.db(), &caller, id).await? {
        return Err(Problem::not_found("lender"));
    }
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let found =
        store::lender_editions(platform.db(), &caller, id, before, asked.limit.rows()).await?;
    let page = Page::of(found, asked.limit, NEWEST, |edition| edition.version);
    Ok(Json(page.map(EditionView::from)))
}
