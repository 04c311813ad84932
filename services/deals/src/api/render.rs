//! Answers put together from JSON that is stored as it is served: nothing is decoded to be encoded again.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, header};
use platform::auth::Caller;
use platform::db::{Db, TenantTx};
use platform::prelude::Created;
use platform::{Problem, etag};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::confidential;
use crate::deal::{DealId, Person, StructureId};
use crate::lenders::bound::Source;
use crate::products::unsold::{self, ProductFault};
use crate::store::{self, DealPage, StructureRow};
use crate::workflow::{Status, offers};

/// Whether the caller sees the dealer's own figures.
pub fn sees_all(caller: &Caller) -> bool {
    caller.may(confidential::PERMISSION)
}

/// JSON text as an answer, with its ETag.
pub fn answer(json: String, version: i64) -> Response {
    let mut response = Response::new(Body::from(json));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/json");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::ETAG, etag::of(version));
    response
}

/// What of a deal is not JSON yet.
#[derive(Serialize)]
struct Head<'a> {
    id: DealId,
    number: &'a str,
    status: Status,
    status_reason: Option<&'a str>,
    version: i64,
    created_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
    salesperson: &'a Person,
    chosen_structure_id: Option<StructureId>,
    history: History<'a>,
    allowed_actions: Vec<crate::workflow::Offer>,
}

#[derive(Serialize)]
struct History<'a> {
    versions: i64,
    last_action: &'a str,
    last_actor: &'a Person,
}

/// A deal as JSON text, and its version.
pub struct Shown {
    pub json: String,
    pub version: i64,
}

impl Shown {
    /// As an answer, with its ETag.
    pub fn answer(self) -> Response {
        answer(self.json, self.version)
    }

    /// As an answer to what was made, at its place.
    pub fn created(self, id: DealId) -> Result<Created<Box<RawValue>>, Problem> {
        Ok(Created {
            location: format!("/deals/{id}"),
            version: self.version,
            body: RawValue::from_string(self.json).map_err(Problem::internal)?,
        })
    }
}

/// A deal within the caller's reach.
pub async fn deal(db: &Db, caller: &Caller, id: DealId) -> Result<Shown, Problem> {
    let page = store::page(db, caller, id, sees_all(caller)).await?;
    let unsold = unsold::of_deal(Source::Db(db, caller), &page).await?;
    shown(&page, caller, &unsold)
}

/// A deal as the transaction that changed it sees it.
pub async fn deal_in(tx: &TenantTx, id: DealId) -> Result<Shown, Problem> {
    let caller = tx.caller();
    let page = store::page_in(tx, id, sees_all(caller)).await?;
    let unsold = unsold::of_deal(Source::Tx(tx), &page).await?;
    shown(&page, caller, &unsold)
}

/// A deal as [`super::views::DealView`] describes it.
fn shown(page: &DealPage, caller: &Caller, unsold: &[ProductFault]) -> Result<Shown, Problem> {
    let head = Head {
        id: page.id,
        number: &page.number,
        status: page.status,
        status_reason: page.status_reason.as_deref(),
        version: page.version,
        created_at: page.created_at,
        updated_at: page.updated_at,
        salesperson: &page.salesperson,
        chosen_structure_id: page.chosen_structure_id,
        history: History {
            versions: page.version,
            last_action: &page.last_action,
            last_actor: &page.last_actor,
        },
        allowed_actions: offers(page.status, |permission| caller.may(permission)),
    };
    let mut json = serde_json::to_string(&head).map_err(Problem::internal)?;
    json.pop();
    json.reserve(page.structures.len() + 1_000);
    for (name, text) in [
        ("rooftop", Some(&page.rooftop)),
        ("customer", page.customer.as_ref()),
        ("vehicle", page.vehicle.as_ref()),
    ] {
        json.push_str(",\"");
        json.push_str(name);
        json.push_str("\":");
        json.push_str(text.map_or("null", String::as_str));
    }
    if let Some(applicant) = page
        .applicant
        .as_ref()
        .filter(|_| caller.may("customers.read"))
    {
        json.push_str(",\"applicant\":");
        json.push_str(applicant);
    }
    json.push_str(",\"rooftop_id\":\"");
    json.push_str(&page.rooftop_id.to_string());
    json.push_str("\",\"structures\":[");
    json.push_str(&page.structures);
    json.push(']');
    if !unsold.is_empty() {
        json.push_str(",\"product_faults\":");
        json.push_str(&serde_json::to_string(unsold).map_err(Problem::internal)?);
    }
    json.push('}');
    Ok(Shown {
        json,
        version: page.version,
    })
}

#[derive(Serialize)]
struct StructureJson<'a> {
    id: StructureId,
    letter: &'a str,
    name: &'a str,
    revision: i64,
    frozen: bool,
    engine_version: &'a str,
    rules_version: &'a str,
    updated_at: jiff::Timestamp,
    inputs: &'a RawValue,
    figures: &'a RawValue,
    deal_version: i64,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    product_faults: &'a [ProductFault],
}

/// A structure alone, as [`super::views::StructureView`] describes it.
pub fn structure(
    row: &StructureRow,
    deal_version: i64,
    full: bool,
    product_faults: &[ProductFault],
) -> Result<String, Problem> {
    let texts = &row.texts;
    let (inputs, figures) = if full {
        (&texts.inputs, &texts.figures)
    } else {
        (&texts.inputs_open, &texts.figures_open)
    };
    let json = StructureJson {
        id: row.id,
        letter: &row.letter,
        name: &row.name,
        revision: row.version,
        frozen: row.frozen,
        engine_version: &row.engine_version,
        rules_version: &row.rules_version,
        updated_at: row.updated_at,
        inputs: serde_json::from_str(inputs).map_err(Problem::internal)?,
        figures: serde_json::from_str(figures).map_err(Problem::internal)?,
        deal_version,
        product_faults,
    };
    serde_json::to_string(&json).map_err(Problem::internal)
}
