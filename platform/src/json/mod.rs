//! The door for input: bytes are held against the type's own OpenAPI schema, every fault is collected, then serde reads them.
//!
//! So what the document promises is what is enforced, unknown and doubled fields are refused, and a number is judged by
//! its text and never through a float.

mod check;
mod query;
mod raw;
mod shape;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

pub use query::Query;
pub use shape::Shape;

use crate::problem::{Fault, Problem};

/// The most a body may have.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The most a body may have that is a file: that says what it is, and is no JSON. Handlers of JSON refuse it unread.
pub const FILE_LIMIT: usize = 16 * 1024 * 1024;

/// The most that the body with these headers may have.
pub fn limit_of(headers: &HeaderMap) -> usize {
    if headers.contains_key(header::CONTENT_TYPE) && !is_json(headers) {
        FILE_LIMIT
    } else {
        BODY_LIMIT
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(|value| {
            value
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        })
        .is_some_and(|kind| {
            kind == "application/json"
                || (kind.starts_with("application/") && kind.ends_with("+json"))
        })
}

/// A JSON body, read and valid: `Body(new): Body<NewNote>`.
pub struct Body<T>(pub T);

impl<S, T> FromRequest<S> for Body<T>
where
    S: Send + Sync,
    T: ToSchema + DeserializeOwned + Send + 'static,
{
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bytes = read(request).await?;
        parse(&bytes).map(Self)
    }
}

/// Reads a JSON body's bytes: 415 for another type, 413 over the limit.
pub async fn read(request: Request) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::unsupported_media_type());
    }
    match Limited::new(request.into_body(), BODY_LIMIT)
        .collect()
        .await
    {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if is_over_limit(error.as_ref()) => Err(Problem::too_large(BODY_LIMIT)),
        Err(error) => {
            Err(Problem::bad_request("The body ended before it was complete.").caused_by(error))
        }
    }
}

/// Whether a body stopped because it was over its limit, at whatever depth that is said.
pub fn is_over_limit(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<LengthLimitError>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// Reads a `T` from JSON text, with every fault: the same door for HTTP, command line and stored rows.
pub fn parse<T: ToSchema + DeserializeOwned + 'static>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Problem::bad_request("The body is not UTF-8 text."))?;
    let raw = raw::document(text).map_err(|error| {
        Problem::bad_request(format!(
            "The body is not JSON: {}.",
            error.to_string().trim_end_matches('.')
        ))
    })?;
    let faults = shape_of::<T>().check(raw);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer_of(error.path());
        let detail = without_position(&error.into_inner().to_string());
        Problem::faults(vec![Fault::new(pointer, "invalid", detail)])
    })
}

/// The compiled schema of a type; compiled at first use.
pub fn shape_of<T: ToSchema + 'static>() -> Arc<Shape> {
    static SHAPES: LazyLock<RwLock<HashMap<TypeId, Arc<Shape>>>> = LazyLock::new(RwLock::default);
    let key = TypeId::of::<T>();
    if let Some(shape) = crate::lock::read(&SHAPES).get(&key) {
        return shape.clone();
    }
    let mut named = Vec::new();
    T::schemas(&mut named);
    // A type does not list itself, but may contain itself.
    named.push((T::name().into_owned(), T::schema()));
    let shape = Arc::new(Shape::of(&T::schema(), &named));
    crate::lock::write(&SHAPES).insert(key, shape.clone());
    shape
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => raw::push(&mut pointer, &index.to_string()),
            Segment::Map { key } => raw::push(&mut pointer, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// serde_json ends its messages with a line and column of our own making; the pointer says it better.
fn without_position(message: &str) -> String {
    message
        .split(" at line ")
        .next()
        .unwrap_or(message)
        .to_owned()
}
