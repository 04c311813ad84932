//! Files of rates: upload with a preview, what it would change, apply, undo.

use axum::extract::Request;
use http::StatusCode;
use http_body_util::{BodyExt, Limited};
use jiff::civil::Date;
use platform::etag;
use platform::json::{FILE_LIMIT, is_over_limit};
use platform::prelude::*;
use rate_files::Hints;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::views::{ImportPreview, RateChange, RateImport};
use super::{ManageRates, state_of};
use crate::rates::{Import, RateImportId, steps, tax_day};
use crate::store::rates as store;

/// How many rows of a kind a preview shows.
const SHOWN: i64 = 20;
const NEWEST: &str = "-id";
const BY_NUMBER: &str = "number";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .routes(routes!(read))
        .routes(routes!(diff))
        .routes(routes!(apply))
        .routes(routes!(undo))
}

/// What the sender says of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Upload {
    /// As it is called where it comes from.
    #[param(min_length = 1, max_length = 200)]
    file_name: String,
    /// Two letters; a file of another state is refused.
    #[param(min_length = 2, max_length = 2)]
    state: Option<String>,
    /// The first day of rates in a file without dates.
    #[param(value_type = Option<String>, format = Date)]
    effective: Option<Date>,
}

/// Reads a file of rates and says what applying it would change; nothing changes yet.
///
/// The body is the file itself, plain or the only one in a ZIP archive. Every fault of the file is named by its line
/// and column.
#[utoipa::path(post, path = "/tax/rates/imports", operation_id = "import_rates", tag = "rates", params(Upload),
    request_body(content = String, content_type = "application/octet-stream", description = "The file, at most 16 MiB"),
    responses((status = 201, body = ImportPreview)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn upload(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Query(asked): Query<Upload>,
    request: Request,
) -> Result<Response, Problem> {
    let state = asked
        .state
        .as_deref()
        .map(|state| state_of(state, "/state"))
        .transpose()?;
    let body = Limited::new(request.into_body(), FILE_LIMIT)
        .collect()
        .await;
    let bytes = match body {
        Ok(body) => body.to_bytes(),
        Err(error) if is_over_limit(error.as_ref()) => return Err(Problem::too_large(FILE_LIMIT)),
        Err(error) => {
            let problem = Problem::bad_request("The file ended before it was complete.");
            return Err(problem.caused_by(error));
        }
    };
    let hints = Hints {
        state,
        effective: asked.effective.and_then(tax_day),
    };
    let id = steps::upload(platform.db(), &caller, &asked.file_name, bytes, hints).await?;
    let body = with_rows(&platform, &caller, id).await?;
    let mut response = (StatusCode::CREATED, Json(&body)).into_response();
    let location = format!("/tax/rates/imports/{id}");
    let headers = response.headers_mut();
    headers.insert(http::header::ETAG, etag::of(body.import.version));
    headers.insert(
        http::header::LOCATION,
        location.parse().map_err(Problem::internal)?,
    );
    Ok(response)
}

/// An import with the first rows of each kind.
async fn with_rows(
    platform: &Platform,
    caller: &Caller,
    id: RateImportId,
) -> Result<ImportPreview, Problem> {
    let import = store::import(platform.db(), caller, id).await?;
    let first = async |kind: &str| -> Result<Vec<RateChange>, Problem> {
        let rows = store::import_rows(platform.db(), caller, id, Some(kind), 0, SHOWN).await?;
        Ok(rows.into_iter().map(RateChange::from).collect())
    };
    Ok(ImportPreview {
        import: import.into(),
        added: first("added").await?,
        changed: first("changed").await?,
        ended: first("ended").await?,
        unmatched: first("unmatched").await?,
    })
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ImportList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the files of rates that were uploaded, the newest first.
#[utoipa::path(get, path = "/tax/rates/imports", operation_id = "list_rate_imports", tag = "rates", params(ImportList),
    responses((status = 200, body = Page<RateImport>)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Query(asked): Query<ImportList>,
) -> Result<Json<Page<RateImport>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let found = store::imports(platform.db(), &caller, before, asked.limit.rows()).await?;
    let page = Page::of(found, asked.limit, NEWEST, |import: &Import| import.id);
    Ok(Json(page.map(RateImport::from)))
}

/// Reads an import with the first rows of each kind.
#[utoipa::path(get, path = "/tax/rates/imports/{id}", operation_id = "read_rate_import", tag = "rates",
    params(("id" = RateImportId, Path)),
    responses((status = 200, body = ImportPreview)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Path(id): Path<RateImportId>,
) -> Result<Versioned<ImportPreview>, Problem> {
    let body = with_rows(&platform, &caller, id).await?;
    Ok(Versioned(body.import.version, body))
}

/// What a row of a file does.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RateChangeKind)]
enum Kind {
    Added,
    Changed,
    Ended,
    Same,
    Unmatched,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Ended => "ended",
            Self::Same => "same",
            Self::Unmatched => "unmatched",
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Diff {
    /// Rows of this kind alone.
    #[param(inline)]
    kind: Option<Kind>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the rows of an import beside what held when it was read, in the order of the file.
#[utoipa::path(get, path = "/tax/rates/imports/{id}/diff", operation_id = "list_rate_changes", tag = "rates",
    params(("id" = RateImportId, Path), Diff),
    responses((status = 200, body = Page<RateChange>)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn diff(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Path(id): Path<RateImportId>,
    Query(asked): Query<Diff>,
) -> Result<Json<Page<RateChange>>, Problem> {
    store::import(platform.db(), &caller, id).await?;
    let after = asked
        .cursor
        .map(|cursor| cursor.after(BY_NUMBER))
        .transpose()?;
    let kind = asked.kind.map(Kind::word);
    let (after, rows) = (after.unwrap_or(0), asked.limit.rows());
    let found = store::import_rows(platform.db(), &caller, id, kind, after, rows).await?;
    let page = Page::of(found, asked.limit, BY_NUMBER, |row| row.number);
    Ok(Json(page.map(RateChange::from)))
}

/// Applies a file: from now on its rows stand in for the table's.
#[utoipa::path(post, path = "/tax/rates/imports/{id}/apply", operation_id = "apply_rate_import", tag = "rates",
    params(("id" = RateImportId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RateImport)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn apply(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Path(id): Path<RateImportId>,
    seen: IfMatch,
) -> Result<Versioned<RateImport>, Problem> {
    let import = steps::apply(platform.db(), &caller, id, Some(&seen)).await?;
    Ok(Versioned(import.version, import.into()))
}

/// Takes an applied file back: the rates are what they were without it.
#[utoipa::path(post, path = "/tax/rates/imports/{id}/undo", operation_id = "undo_rate_import", tag = "rates",
    params(("id" = RateImportId, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RateImport)),
    extensions(("x-permission" = json!("tax.manage_rates"))))]
async fn undo(
    State(platform): State<Platform>,
    caller: Allowed<ManageRates>,
    Path(id): Path<RateImportId>,
    seen: IfMatch,
) -> Result<Versioned<RateImport>, Problem> {
    let import = steps::undo(platform.db(), &caller, id, Some(&seen)).await?;
    Ok(Versioned(import.version, import.into()))
}
