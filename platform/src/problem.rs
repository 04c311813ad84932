//! The one shape of every error that leaves a service: RFC 9457 `application/problem+json`.

use std::error::Error as StdError;
use std::fmt;

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing that is wrong with what was sent, at the place where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// RFC 6901 pointer into the body (`/trades/0/payoff`), or `/name` for a query parameter.
    pub pointer: String,
    /// Stable word for programs, such as `required`, `unknown_field`, `format`.
    pub code: String,
    /// One sentence for people: what was found and what is expected.
    pub detail: String,
}

impl Fault {
    /// A fault at `pointer`.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            detail: detail.into(),
        }
    }
}

/// An answer that is not a success. What is inside (`source`) is logged and never sent.
pub struct Problem(Box<Said>);

struct Said {
    status: StatusCode,
    slug: &'static str,
    title: &'static str,
    detail: String,
    faults: Vec<Fault>,
    headers: Vec<(header::HeaderName, HeaderValue)>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The body of a problem, as it is sent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Stable URI of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request's id, as in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Every fault of the input, not only the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
}

const TYPES: &str = "https://autolytiq.com/problems/";

impl Problem {
    /// A problem of a kind of the service's own, for what the named constructors below do not say.
    pub fn new(
        status: StatusCode,
        slug: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self(Box::new(Said {
            status,
            slug,
            title,
            detail: detail.into(),
            faults: Vec::new(),
            headers: Vec::new(),
            source: None,
        }))
    }

    /// 400: the request cannot be read at all (broken JSON, a header that makes no sense).
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad-request",
            "The request cannot be read",
            detail,
        )
    }

    /// 422: it was read, and these are all the places where it is wrong.
    pub fn faults(faults: Vec<Fault>) -> Self {
        let detail = match faults.len() {
            1 => "One field is not valid.".to_owned(),
            many => format!("{many} fields are not valid."),
        };
        Self::unprocessable(detail).with_errors(faults)
    }

    /// 422 with a single fault.
    pub fn fault(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::faults(vec![Fault::new(pointer, code, detail)])
    }

    /// 422 that concerns the whole rather than a field.
    pub fn unprocessable(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid-input",
            "The input is not valid",
            detail,
        )
    }

    /// 401, with the challenge that RFC 6750 asks for.
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "Sign-in needed",
            detail,
        )
        .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    /// 401 for a token that was sent but is not good.
    pub fn invalid_token(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "invalid-token",
            "The access token is not valid",
            detail,
        )
        .header(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer error=\"invalid_token\""),
        )
    }

    /// 403: signed in, but without this permission.
    pub fn forbidden(permission: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "Not permitted",
            format!("This needs the permission {permission}."),
        )
    }

    /// 403 at certain fields: the rest would have been permitted.
    pub fn forbidden_fields(permission: &str, faults: Vec<Fault>) -> Self {
        Self::forbidden(permission).with_errors(faults)
    }

    /// 404; also for what belongs to another dealership.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "Not found",
            format!("There is no such {what}."),
        )
    }

    /// 405.
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "Method not allowed",
            "This address does not take that method; the Allow header lists those it takes.",
        )
    }

    /// 406.
    pub fn not_acceptable(offered: &str) -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "not-acceptable",
            "Not acceptable",
            format!("This address answers with {offered}."),
        )
    }

    /// 409: the state of the thing does not allow it.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "Conflict", detail)
    }

    /// 412: somebody else changed it in between.
    pub fn precondition_failed() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "stale",
            "Changed in the meantime",
            "It was changed after you read it. Read it again, then repeat the change.",
        )
    }

    /// 428: an update without `If-Match`.
    pub fn precondition_required() -> Self {
        Self::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if-match-required",
            "If-Match needed",
            "Send the ETag of what you read in the If-Match header.",
        )
    }

    /// 413.
    pub fn too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "Too large",
            format!("The body may have at most {limit} bytes."),
        )
    }

    /// 415.
    pub fn unsupported_media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Unsupported media type",
            "Send the body as Content-Type: application/json.",
        )
    }

    /// 429, to be tried again after so many seconds.
    pub fn too_many_requests(after_seconds: u64, detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-requests",
            "Too many requests",
            detail,
        )
        .header(header::RETRY_AFTER, HeaderValue::from(after_seconds))
    }

    /// 503 with `Retry-After`: something that this service stands on is away for the moment.
    pub fn unavailable(what: &str) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Unavailable for the moment",
            format!("The {what} cannot be reached. Nothing was changed; try again shortly."),
        )
        .header(header::RETRY_AFTER, HeaderValue::from(2))
    }

    /// 504: it took longer than a request may.
    pub fn timed_out() -> Self {
        Self::new(
            StatusCode::GATEWAY_TIMEOUT,
            "timed-out",
            "Took too long",
            "The request was given up because it took too long.",
        )
    }

    /// 500: our mistake. The cause goes to the log, not to the caller.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong here",
            "The fault is on our side and has been written to the log under this request's id.",
        )
        .caused_by(cause)
    }

    /// Adds a header to the answer.
    pub fn header(mut self, name: header::HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// Adds what happened inside, for the log alone.
    pub fn caused_by(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(cause.into());
        self
    }

    /// Says it in other words; an empty text leaves it as it is.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        if !detail.is_empty() {
            self.0.detail = detail;
        }
        self
    }

    /// Adds faults at fields.
    pub fn with_errors(mut self, errors: Vec<Fault>) -> Self {
        self.0.faults = errors;
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Whether it only says that something cannot be reached for the moment.
    pub fn is_away(&self) -> bool {
        matches!(
            self.0.status,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
        )
    }

    /// The last part of the type URI.
    pub fn slug(&self) -> &'static str {
        self.0.slug
    }

    /// What happened this time, in words.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The faults of the input.
    pub fn errors(&self) -> &[Fault] {
        &self.0.faults
    }

    /// The chain of causes in one line, for the log.
    pub fn cause(&self) -> Option<String> {
        let first = self.0.source.as_deref()?;
        let mut line = first.to_string();
        let mut next = first.source();
        while let Some(cause) = next {
            line.push_str(": ");
            line.push_str(&cause.to_string());
            next = cause.source();
        }
        Some(line)
    }

    fn body(&self, request_id: Option<String>) -> ProblemBody {
        ProblemBody {
            kind: format!("{TYPES}{}", self.0.slug),
            title: self.0.title.to_owned(),
            status: self.0.status.as_u16(),
            detail: Some(self.0.detail.clone()),
            request_id,
            errors: self.0.faults.clone(),
        }
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}: {}",
            self.0.status.as_u16(),
            self.0.slug,
            self.0.detail
        )?;
        for fault in &self.0.faults {
            write!(f, "\n  {} {}: {}", fault.pointer, fault.code, fault.detail)?;
        }
        if let Some(cause) = self.cause() {
            write!(f, " (cause: {cause})")?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.detail)
    }
}

impl StdError for Problem {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|cause| cause as &(dyn StdError + 'static))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if self.0.status.is_server_error() {
            let cause = self.cause();
            tracing::error!(
                status = self.0.status.as_u16(),
                problem = self.0.slug,
                request_id = crate::http::request_id().as_deref(),
                cause = cause.as_deref().unwrap_or(&self.0.detail),
                "problem"
            );
        }
        let body = self.body(crate::http::request_id());
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = Response::new(axum::body::Body::from(Bytes::from(bytes)));
        *response.status_mut() = self.0.status;
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        for (name, value) in self.0.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}
