//! Path parameters: an id that cannot be one names nothing, so the answer is 404.

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// The parameters of the path: `Path(id): Path<NoteId>` or `Path((deal, structure)): Path<(DealId, StructureId)>`.
pub struct Path<T>(pub T);

impl<S, T> FromRequestParts<S> for Path<T>
where
    S: Send + Sync,
    T: DeserializeOwned + Send,
{
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        // UUIDs have several spellings; only the usual one is an address here, so that a thing has one address.
        if let Ok(raw) = RawPathParams::from_request_parts(parts, state).await {
            let odd =
                |text: &str| text.starts_with('{') || text.starts_with("urn:") || is_bare_hex(text);
            if raw.iter().any(|(_, text)| odd(text)) {
                return Err(Problem::not_found("page"));
            }
        }
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Problem::not_found("page")),
        }
    }
}

fn is_bare_hex(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
