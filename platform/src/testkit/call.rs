//! Calling a service over TCP, as somebody.

use std::net::SocketAddr;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use uuid::Uuid;

/// Somebody with a token, or nobody.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// The user.
    pub id: Uuid,
    /// The dealership.
    pub dealership: Uuid,
    /// The access token; none for nobody.
    pub token: Option<String>,
}

impl User {
    /// A caller without a token.
    pub fn nobody() -> Self {
        Self::default()
    }

    /// A caller with a token that came from elsewhere, such as a sign-in.
    pub fn with_token(token: impl Into<String>) -> Self {
        Self {
            token: Some(token.into()),
            ..Self::default()
        }
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Bytes,
    /// The body as JSON; null if it is none.
    pub json: Value,
}

impl Answer {
    /// A header's text; empty if absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The ETag, to be sent as `If-Match`.
    pub fn etag(&self) -> &str {
        self.header("etag")
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// `(pointer, code)` of every fault of a problem, in its order.
    pub fn faults(&self) -> Vec<(&str, &str)> {
        self.json["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|fault| {
                (
                    fault["pointer"].as_str().unwrap_or_default(),
                    fault["code"].as_str().unwrap_or_default(),
                )
            })
            .collect()
    }

    /// The last part of a problem's type URI.
    pub fn problem(&self) -> &str {
        self.json["type"]
            .as_str()
            .and_then(|kind| kind.rsplit('/').next())
            .unwrap_or_default()
    }
}

/// A service's door: where it listens and a client for it.
#[derive(Clone)]
pub struct Front {
    /// Where it listens.
    pub address: SocketAddr,
    client: Client<HttpConnector, Body>,
}

impl Front {
    pub(super) fn new(address: SocketAddr) -> Self {
        let client = Client::builder(hyper_util::rt::TokioExecutor::new()).build_http();
        Self { address, client }
    }

    /// Reads.
    pub async fn get(&self, path: &str, user: &User) -> Answer {
        self.call(Method::GET, path).by(user).send().await
    }

    /// Sends JSON to create or act.
    pub async fn post(&self, path: &str, user: &User, body: Value) -> Answer {
        self.call(Method::POST, path)
            .by(user)
            .json(&body)
            .send()
            .await
    }

    /// Updates what had this ETag.
    pub async fn put(&self, path: &str, user: &User, etag: &str, body: Value) -> Answer {
        self.call(Method::PUT, path)
            .by(user)
            .header("if-match", etag)
            .json(&body)
            .send()
            .await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str, user: &User) -> Answer {
        self.call(Method::DELETE, path).by(user).send().await
    }

    /// A call to be put together freely.
    pub fn call(&self, method: Method, path: &str) -> Call {
        Call {
            front: self.clone(),
            method,
            path: path.to_owned(),
            headers: HeaderMap::new(),
            body: Body::empty(),
        }
    }
}

/// A call that is being put together.
pub struct Call {
    front: Front,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Body,
}

impl Call {
    /// As somebody.
    pub fn by(self, user: &User) -> Self {
        match &user.token {
            Some(token) => self.header("authorization", &format!("Bearer {token}")),
            None => self,
        }
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        self.headers.append(
            name,
            HeaderValue::from_str(value).expect("a header's value"),
        );
        self
    }

    /// With JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// With any body of any type.
    pub fn body(mut self, kind: &str, body: impl Into<Body>) -> Self {
        self.headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_str(kind).expect("a media type"),
        );
        self.body = body.into();
        self
    }

    /// Sends it and reads the answer whole.
    pub async fn send(self) -> Answer {
        let uri = format!("http://{}{}", self.front.address, self.path);
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri.parse().expect("a path");
        *request.headers_mut() = self.headers;
        let response = self
            .front
            .client
            .request(request)
            .await
            .expect("the service answers");
        let (parts, body) = response.into_parts();
        let bytes = body
            .collect()
            .await
            .expect("the answer is complete")
            .to_bytes();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes,
            json,
        }
    }
}
