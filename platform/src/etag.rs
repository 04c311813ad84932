//! Optimistic concurrency: a version goes out as `ETag`, and an update says in `If-Match` which one it means.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderValue, header};
use serde::Serialize;

use crate::problem::Problem;

/// The ETag of a version: `"3"`.
pub fn of(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"{version}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

/// An answer with its version as `ETag`: `Versioned(note.version, note)`.
pub struct Versioned<T>(pub i64, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        response.headers_mut().insert(header::ETAG, of(self.0));
        response
    }
}

/// The `If-Match` of an update; 428 where it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(Vec<Tag>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Tag {
    Any,
    Version(i64),
    /// A weak tag or one that is not ours: well-formed, but it never matches.
    Other,
}

impl IfMatch {
    /// 412 unless this is the version that was read.
    pub fn check(&self, version: i64) -> Result<(), Problem> {
        let matches = self.0.iter().any(|tag| match tag {
            Tag::Any => true,
            Tag::Version(wanted) => *wanted == version,
            Tag::Other => false,
        });
        if matches {
            Ok(())
        } else {
            Err(Problem::precondition_failed())
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut tags = Vec::new();
        for tag in text.split(',').map(str::trim) {
            if tag == "*" {
                tags.push(Tag::Any);
                continue;
            }
            let (weak, quoted) = match tag.strip_prefix("W/") {
                Some(rest) => (true, rest),
                None => (false, tag),
            };
            let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
            if inner.contains('"') {
                return None;
            }
            tags.push(match inner.parse() {
                Ok(version) if !weak => Tag::Version(version),
                _ => Tag::Other,
            });
        }
        Some(Self(tags))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let value = parts
            .headers
            .get(header::IF_MATCH)
            .ok_or_else(Problem::precondition_required)?;
        value.to_str().ok().and_then(Self::parse).ok_or_else(|| {
            Problem::bad_request("If-Match must be an ETag in double quotes, as \"3\".")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::IfMatch;

    fn matches(header: &str, version: i64) -> bool {
        IfMatch::parse(header).is_some_and(|tag| tag.check(version).is_ok())
    }

    #[test]
    fn strong_comparison_as_rfc_9110_says() {
        assert!(matches("\"3\"", 3));
        assert!(matches("\"2\", \"3\"", 3));
        assert!(matches("*", 3));
        assert!(!matches("\"2\"", 3));
        assert!(!matches("W/\"3\"", 3));
        assert!(!matches("\"three\"", 3));
        assert!(IfMatch::parse("3").is_none());
    }
}
