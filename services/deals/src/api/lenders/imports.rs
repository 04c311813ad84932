//! Sheets that lenders send: preview, look at, apply.

use axum::extract::State;
use lending::ProgrammeKind;
use platform::auth::Caller;
use platform::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::views::{ImportView, NewProgrammeImport};
use super::{ManageLenders, SeeGross};
use crate::directory;
use crate::lenders::steps::{self, Read};
use crate::lenders::{LenderId, ProgrammeImportId, Status};
use crate::store::lenders::{self as store, ImportFilter};

const NEWEST: &str = "-id";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .routes(routes!(read))
        .routes(routes!(apply))
}

/// Reads a lender's sheet and says what applying it would do; nothing changes yet.
///
/// A sheet with faults is kept as refused, each fault at its line and column, so that it can be looked at and mended.
#[utoipa::path(post, path = "/lenders/programmes/imports", operation_id = "import_programme", tag = "lenders",
    request_body = NewProgrammeImport,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe for 24 hours")),
    responses((status = 201, body = ImportView)),
    extensions(("x-permission" = json!("lenders.manage"))))]
async fn upload(
    State(platform): State<Platform>,
    caller: Allowed<ManageLenders>,
    new: Create<NewProgrammeImport>,
) -> Result<Response, Problem> {
    // What is wrong with it counts only if it was not done before: a replay is answered as then.
    let read = taken(&platform, &caller, &new.body).await;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let id: ProgrammeImportId = {
        let read = read?;
        store::insert_import(&tx, &read).await?;
        read.id
    };
    let whole = store::import_in(&tx, id).await?;
    let created = Created {
        location: format!("/lenders/programmes/imports/{id}"),
        version: whole.import.version,
        body: ImportView::from(whole),
    };
    new.finish(tx, created).await
}

async fn taken(
    platform: &Platform,
    caller: &Caller,
    new: &NewProgrammeImport,
) -> Result<Read, Problem> {
    let (head, files) = new.head()?;
    let mut faults = Vec::new();
    for (at, rooftop) in new.rooftops.iter().enumerate() {
        if let Err(fault) = directory::rooftop(platform, caller, *rooftop).await? {
            faults.push(Fault::new(
                format!("/rooftops/{at}"),
                fault.code,
                fault.detail,
            ));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    steps::read(platform.db(), caller, new.lender_id, head, files).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ImportList {
    #[param(inline)]
    lender_id: Option<LenderId>,
    #[param(inline)]
    kind: Option<ProgrammeKind>,
    #[param(inline)]
    status: Option<Status>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the sheets that were sent, the newest first, those with faults among them.
#[utoipa::path(get, path = "/lenders/programmes/imports", operation_id = "list_programme_imports", tag = "lenders",
    params(ImportList),
    responses((status = 200, body = Page<ImportView>)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Query(asked): Query<ImportList>,
) -> Result<Json<Page<ImportView>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let filter = ImportFilter {
        lender: asked.lender_id,
        kind: asked.kind,
        status: asked.status,
    };
    let found = store::imports(platform.db(), &caller, filter, before, asked.limit.rows()).await?;
    let page = Page::of(found, asked.limit, NEWEST, |import| import.id);
    Ok(Json(page.map(ImportView::from)))
}

/// Reads a sheet that was sent, with its files.
#[utoipa::path(get, path = "/lenders/programmes/imports/{id}", operation_id = "read_programme_import", tag = "lenders",
    params(("id" = ProgrammeImportId, Path)),
    responses((status = 200, body = ImportView)),
    extensions(("x-permission" = json!("deals.see_gross"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<SeeGross>,
    Path(id): Path<ProgrammeImportId>,
) -> Result<Versioned<ImportView>, Problem> {
    let whole = store::import(platform.db(), &caller, id).await?;
    Ok(Versioned(whole.import.version, whole.into()))
}

/// Applies a sheet: from its first day on deals are sold by it, and the edition before it ends.
#[utoipa::path(post, path = "/lenders/programmes/imports/{id}/apply", operation_id = "apply_programme_import",
    tag = "lenders", params(("id" = ProgrammeImportId, Path)),
    responses((status = 200, body = ImportView)),
    extensions(("x-permission" = json!("lenders.manage"))))]
async fn apply(
    State(platform): State<Platform>,
    caller: Allowed<ManageLenders>,
    Path(id): Path<ProgrammeImportId>,
) -> Result<Versioned<ImportView>, Problem> {
    let import = steps::apply(platform.db(), &caller, id).await?;
    Ok(Versioned(import.version, import.into()))
}
