//! The law that the engine computes with, in words: every jurisdiction, its rules, and what changed.

use axum::extract::State;
use platform::prelude::*;
use serde::Serialize;
use tax::Date;
use tax::sheet::{Change, Sheet};
use utoipa::ToSchema;

use super::QuoteTax;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(jurisdictions))
        .routes(routes!(jurisdiction))
        .routes(routes!(jurisdiction_history))
}

/// A jurisdiction in the list of all.
#[derive(Debug, Serialize, ToSchema)]
struct Jurisdiction {
    /// ISO 3166-2: `"US-TX"`.
    code: String,
    /// Two-letter postal code.
    state: String,
    name: String,
    /// First and last day that its rules speak for.
    from: Date,
    to: Date,
    /// The codes of its taxes.
    taxes: Vec<String>,
    /// How many of its rules rest on something that was not confirmed.
    unverified: usize,
}

/// The jurisdictions and the version of the rules that they come from.
#[derive(Debug, Serialize, ToSchema)]
struct Jurisdictions {
    rules_version: String,
    jurisdictions: Vec<Jurisdiction>,
}

/// Lists every jurisdiction whose law the engine knows.
#[utoipa::path(get, path = "/tax/jurisdictions", operation_id = "list_jurisdictions", tag = "tax",
    responses((status = 200, body = Jurisdictions)),
    extensions(("x-permission" = json!("tax.quote"))))]
async fn jurisdictions(
    State(_): State<Platform>,
    _: Allowed<QuoteTax>,
) -> Result<Json<Jurisdictions>, Problem> {
    let sheets = tax::jurisdictions().filter_map(tax::sheet::sheet);
    Ok(Json(Jurisdictions {
        rules_version: tax::rules_version().into(),
        jurisdictions: sheets.map(in_list).collect(),
    }))
}

fn in_list(sheet: Sheet) -> Jurisdiction {
    Jurisdiction {
        unverified: sheet.unverified(),
        taxes: sheet.taxes.into_iter().map(|tax| tax.code).collect(),
        code: sheet.code,
        state: sheet.state,
        name: sheet.name,
        from: sheet.from,
        to: sheet.to,
    }
}

/// Every rule of a jurisdiction in words, dated and cited.
#[utoipa::path(get, path = "/tax/jurisdictions/{code}", operation_id = "read_jurisdiction", tag = "tax",
    params(("code" = String, Path, description = "`TX` or `US-TX`")),
    responses((status = 200, body = Sheet)),
    extensions(("x-permission" = json!("tax.quote"))))]
async fn jurisdiction(
    State(_): State<Platform>,
    _: Allowed<QuoteTax>,
    Path(code): Path<String>,
) -> Result<Json<Sheet>, Problem> {
    let sheet = tax::sheet::sheet(&postal(&code));
    Ok(Json(sheet.ok_or_else(|| unknown(&code))?))
}

/// What changed in a jurisdiction, and what will: rules and local rates, the latest first.
#[utoipa::path(get, path = "/tax/jurisdictions/{code}/history", operation_id = "list_jurisdiction_changes", tag = "tax",
    params(("code" = String, Path, description = "`TX` or `US-TX`")),
    responses((status = 200, body = Vec<Change>)),
    extensions(("x-permission" = json!("tax.quote"))))]
async fn jurisdiction_history(
    State(_): State<Platform>,
    _: Allowed<QuoteTax>,
    Path(code): Path<String>,
) -> Result<Json<Vec<Change>>, Problem> {
    let changes = tax::sheet::history(&postal(&code));
    Ok(Json(changes.ok_or_else(|| unknown(&code))?))
}

/// `TX` of `TX`, `tx` or `US-TX`.
fn postal(code: &str) -> String {
    let code = code.to_ascii_uppercase();
    code.strip_prefix("US-").unwrap_or(&code).to_owned()
}

fn unknown(code: &str) -> Problem {
    Problem::not_found("jurisdiction").with_detail(format!(
        "“{code}” is none of the jurisdictions that the engine knows; /tax/jurisdictions lists them."
    ))
}
