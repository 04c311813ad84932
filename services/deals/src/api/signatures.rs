//! The signatures of a deal, and the documents that they stand under.

use axum::body::Body as Bytes;
use axum::extract::State;
use http::{HeaderValue, header};
use jiff::Timestamp;
use platform::ids::Uuid;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ReadDeals;
use crate::deal::{DealId, Person};
use crate::signatures::{About, Mark, Signature, SignatureId};
use crate::store;

/// The name of the one order that there is.
const NEWEST: &str = "-id";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(document))
}

/// A signature taken on screen.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Signature)]
pub struct SignatureView {
    pub id: SignatureId,
    pub deal_id: DealId,
    pub about: About,
    /// The id of the menu or the presentation.
    pub about_id: Uuid,
    pub signer_name: String,
    /// What was drawn or typed.
    pub mark: Mark,
    /// SHA-256 in hex of the very bytes that `/document` gives.
    pub document_sha256: String,
    pub signed_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// In whose session it was taken.
    pub taken_by: Person,
}

impl From<Signature> for SignatureView {
    fn from(it: Signature) -> Self {
        Self {
            id: it.id,
            deal_id: it.deal_id,
            about: it.about,
            about_id: it.about_id,
            signer_name: it.signer_name,
            mark: it.mark,
            document_sha256: it.document_sha256,
            signed_at: it.signed_at,
            user_agent: it.user_agent,
            ip: it.ip,
            taken_by: it.taken_by,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SignatureList {
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what was signed on a deal, the last first.
#[utoipa::path(get, path = "/deals/{id}/signatures", operation_id = "list_deal_signatures", tag = "signatures",
    params(("id" = DealId, Path), SignatureList),
    responses((status = 200, body = Page<SignatureView>)),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path(id): Path<DealId>,
    Query(asked): Query<SignatureList>,
) -> Result<Json<Page<SignatureView>>, Problem> {
    let before = asked
        .cursor
        .map(|cursor| cursor.after(NEWEST))
        .transpose()?;
    let rows = asked.limit.rows();
    let signed = store::signatures(platform.db(), &caller, id, before, rows).await?;
    let page = Page::of(signed, asked.limit, NEWEST, |it| it.id);
    Ok(Json(page.map(SignatureView::from)))
}

/// The document that a signature stands under, byte for byte as it was signed.
///
/// `document_sha256` of the signature is the hash of these bytes.
#[utoipa::path(get, path = "/deals/{id}/signatures/{signature_id}/document", operation_id = "read_signed_document", tag = "signatures",
    params(("id" = DealId, Path), ("signature_id" = SignatureId, Path)),
    responses((status = 200, body = serde_json::Value, content_type = "application/json")),
    extensions(("x-permission" = json!("deals.read_own | deals.read_all"))))]
async fn document(
    State(platform): State<Platform>,
    caller: Allowed<ReadDeals>,
    Path((id, signature)): Path<(DealId, SignatureId)>,
) -> Result<Response, Problem> {
    let document = store::signed_document(platform.db(), &caller, id, signature).await?;
    let mut response = Response::new(Bytes::from(document));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
