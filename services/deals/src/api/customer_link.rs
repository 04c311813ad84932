//! What a customer may do with the link that they were given: look, pick an option, sign. Nobody is signed in here.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;
use platform::auth::Caller;
use platform::db::TenantTx;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::device::device_of;
use super::presentations::PresentationSigned;
use crate::presentation::link::{Link, failed, unknown};
use crate::presentation::signing::{self, Asked};
use crate::presentation::{Fact, Payload, Presentation};
use crate::signatures::{Mark, sha256};
use crate::store;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(look))
        .routes(routes!(pick))
        .routes(routes!(sign))
}

/// What a customer sees.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerPage {
    /// Until when the link opens.
    expires_at: Timestamp,
    /// SHA-256 in hex of the text of `presentation`.
    sha256: String,
    /// The letters of options that the store changed since: they cannot be signed.
    changed: Vec<String>,
    /// The option that was picked so far.
    picked: Option<String>,
    signed: Option<PresentationSigned>,
    /// What is shown, to the byte as it was made.
    #[schema(value_type = Payload)]
    presentation: Box<RawValue>,
}

/// An option by its letter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionPicked {
    #[schema(min_length = 1, max_length = 4, example = "A")]
    option: String,
}

/// A customer's signature under an option.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionSigned {
    #[schema(min_length = 1, max_length = 4, example = "A")]
    option: String,
    /// The name of who signs.
    #[schema(min_length = 1, max_length = 120, example = "Marisol Ortega")]
    signer_name: String,
    signature: Mark,
}

/// The page behind a link.
#[utoipa::path(get, path = "/q/{token}", operation_id = "read_customer_page", tag = "customer links",
    params(("token" = String, Path, description = "The link's own part")),
    responses((status = 200, body = CustomerPage)),
    extensions(("x-public" = json!(true))))]
async fn look(
    State(platform): State<Platform>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (_, presentation) = behind(&platform, &token).await?;
    Ok(page(presentation))
}

/// Notes which option the customer likes so far. It chooses nothing on the deal; signing does.
#[utoipa::path(post, path = "/q/{token}/choose", operation_id = "pick_option", tag = "customer links", request_body = OptionPicked,
    params(("token" = String, Path, description = "The link's own part")),
    responses((status = 200, body = CustomerPage)),
    extensions(("x-public" = json!(true))))]
async fn pick(
    State(platform): State<Platform>,
    Path(token): Path<String>,
    Body(body): Body<OptionPicked>,
) -> Result<Response, Problem> {
    let (link, presentation) = behind(&platform, &token).await?;
    presentation.option(&body.option)?;
    let name = presentation_name(&presentation);
    let customer = signing::customer_of(&presentation, link.dealership, &name);
    let tx = platform.db().tenant_tx(&customer).await?;
    let mut presentation = store::lock_presentation(&tx, &link.digest()).await?;
    presentation.still_open(platform.clock().now())?;
    let already = presentation.picked.as_deref() == Some(body.option.as_str());
    if presentation.signed.is_none() && !already {
        store::pick(&tx, presentation.id, &body.option).await?;
        tell_picked(&tx, &presentation, &body.option).await?;
        presentation.picked = Some(body.option);
    }
    tx.commit().await?;
    Ok(page(presentation))
}

/// Signs an option: the deal takes it as its chosen structure. Sent again, the same signature is the same.
///
/// Refused, with nothing signed and the deal as it was, where the store changed the option since or froze the deal on
/// another one.
#[utoipa::path(post, path = "/q/{token}/sign", operation_id = "sign_option", tag = "customer links", request_body = OptionSigned,
    params(("token" = String, Path, description = "The link's own part")),
    responses((status = 200, body = CustomerPage)),
    extensions(("x-public" = json!(true))))]
async fn sign(
    State(platform): State<Platform>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Body(body): Body<OptionSigned>,
) -> Result<Response, Problem> {
    let (link, presentation) = behind(&platform, &token).await?;
    let customer = signing::customer_of(&presentation, link.dealership, &body.signer_name);
    let tx = platform.db().tenant_tx(&customer).await?;
    let presentation = store::lock_presentation(&tx, &link.digest()).await?;
    presentation.still_open(platform.clock().now())?;
    let asked = Asked {
        option: &body.option,
        signer_name: &body.signer_name,
        mark: &body.signature,
        device: &device_of(&headers),
    };
    signing::accept(&tx, &presentation, &asked).await?;
    let presentation = store::lock_presentation(&tx, &link.digest()).await?;
    tx.commit().await?;
    Ok(page(presentation))
}

/// What a link opens, while its figures hold.
async fn behind(platform: &Platform, token: &str) -> Result<(Link, Presentation), Problem> {
    let link = Link::parse(token).ok_or_else(unknown)?;
    let house = Caller::house(link.dealership);
    let now = platform.clock().now();
    let found = store::presentation_by_link(platform.db(), &house, &link.digest()).await?;
    match found {
        Some(presentation) => {
            presentation.still_open(now)?;
            Ok((link, presentation))
        }
        None => Err(failed(platform.db(), &link, now).await),
    }
}

/// Under which name somebody picks, who has given none yet.
fn presentation_name(presentation: &Presentation) -> String {
    let payload: Result<Payload, _> = serde_json::from_str(presentation.shown.get());
    let buyer = payload.ok().and_then(|payload| payload.buyer);
    buyer.unwrap_or_else(|| "A customer".into())
}

async fn tell_picked(
    tx: &TenantTx,
    presentation: &Presentation,
    letter: &str,
) -> Result<(), Problem> {
    let deal = store::load(tx, presentation.deal_id).await?;
    let fact = Fact::of(&deal, &presentation.made_by, Some(letter));
    tx.publish("presentation.picked", presentation.id, &fact)
        .await?;
    Ok(())
}

/// The page, which no cache on the way keeps.
fn page(presentation: Presentation) -> Response {
    let page = CustomerPage {
        expires_at: presentation.expires_at,
        sha256: sha256(presentation.shown.get().as_bytes()),
        changed: presentation.changed,
        picked: presentation.picked,
        signed: presentation.signed.map(PresentationSigned::from),
        presentation: presentation.shown,
    };
    let mut response = Json(page).into_response();
    let kept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}
