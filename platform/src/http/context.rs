//! What belongs to the request at hand: its id, its trace and its caller's token, known anywhere below it.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use uuid::Uuid;

/// The header that names a request in every hop, log line and problem.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// W3C trace context.
pub const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

tokio::task_local! {
    static CURRENT: RequestContext;
}

#[derive(Clone)]
pub(crate) struct RequestContext(Arc<Inner>);

struct Inner {
    request_id: HeaderValue,
    traceparent: HeaderValue,
    authorization: Option<HeaderValue>,
}

impl RequestContext {
    /// Takes over what the caller sent, as far as it is well-formed, and makes up the rest.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let request_id = headers
            .get(&REQUEST_ID)
            .filter(|value| is_request_id(value.as_bytes()))
            .cloned()
            .unwrap_or_else(|| text(Uuid::now_v7().hyphenated().encode_lower(&mut [0; 36])));
        let traceparent = headers
            .get(&TRACEPARENT)
            .filter(|value| is_traceparent(value.as_bytes()))
            .cloned()
            .unwrap_or_else(new_trace);
        Self(Arc::new(Inner {
            request_id,
            traceparent,
            authorization: headers.get(header::AUTHORIZATION).cloned(),
        }))
    }

    /// A context for work that no request started, such as delivering an event of an earlier trace.
    pub(crate) fn of_event(event: Uuid, traceparent: Option<&str>) -> Self {
        Self(Arc::new(Inner {
            request_id: text(event.hyphenated().encode_lower(&mut [0; 36])),
            traceparent: traceparent
                .filter(|value| is_traceparent(value.as_bytes()))
                .map_or_else(new_trace, text),
            authorization: None,
        }))
    }

    pub(crate) fn request_id(&self) -> &HeaderValue {
        &self.0.request_id
    }

    /// Runs `work` with this as the request at hand.
    pub(crate) async fn scope<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

fn is_request_id(value: &[u8]) -> bool {
    (1..=64).contains(&value.len())
        && value
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

/// `00-<32 hex>-<16 hex>-<2 hex>` with ids that are not all zero.
fn is_traceparent(value: &[u8]) -> bool {
    let Ok(value) = std::str::from_utf8(value) else {
        return false;
    };
    let parts: Vec<&str> = value.split('-').collect();
    let hex = |part: &str, length: usize| {
        part.len() == length
            && part
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let some = |part: &str| part.bytes().any(|byte| byte != b'0');
    matches!(parts.as_slice(), ["00", trace, span, flags]
        if hex(trace, 32) && hex(span, 16) && hex(flags, 2) && some(trace) && some(span))
}

fn new_trace() -> HeaderValue {
    let (trace, span) = (Uuid::new_v4(), Uuid::new_v4());
    text(&format!(
        "00-{}-{}-01",
        trace.simple(),
        &span.simple().to_string()[..16]
    ))
}

/// The id of the request at hand.
pub fn request_id() -> Option<String> {
    CURRENT
        .try_with(|context| context.0.request_id.to_str().unwrap_or_default().to_owned())
        .ok()
}

/// The trace of the request at hand, to be carried into events.
pub fn traceparent() -> Option<String> {
    CURRENT
        .try_with(|context| {
            context
                .0
                .traceparent
                .to_str()
                .unwrap_or_default()
                .to_owned()
        })
        .ok()
}

/// The caller's own `Authorization`, to call another service in their name.
pub fn authorization() -> Option<HeaderValue> {
    CURRENT
        .try_with(|context| context.0.authorization.clone())
        .ok()
        .flatten()
}

/// Puts the request's id and trace on a call to another service.
pub(crate) fn pass_on(headers: &mut HeaderMap) {
    let _ = CURRENT.try_with(|context| {
        headers.insert(REQUEST_ID, context.0.request_id.clone());
        headers.insert(TRACEPARENT, context.0.traceparent.clone());
    });
}

#[cfg(test)]
mod tests {
    use super::{is_request_id, is_traceparent};

    #[test]
    fn only_well_formed_ids_are_taken_over() {
        assert!(is_request_id(b"0199-abc.DEF_1"));
        assert!(!is_request_id(b""));
        assert!(!is_request_id(b"two words"));
        assert!(!is_request_id(&[b'a'; 65]));
        // The example of the W3C recommendation.
        assert!(is_traceparent(
            b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        ));
        assert!(!is_traceparent(
            b"00-00000000000000000000000000000000-00f067aa0ba902b7-01"
        ));
        assert!(!is_traceparent(
            b"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
        ));
        assert!(!is_traceparent(
            b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
        ));
    }
}
