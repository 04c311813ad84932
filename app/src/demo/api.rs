//! The demo's way in: the same HTTP API that everyone uses, through the gateway, in this process.

use anyhow::{Context, bail};
use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// A person who is signed in.
#[derive(Clone)]
pub struct Api {
    gateway: Router,
    token: Option<String>,
}

/// What was answered, and the ETag to change it by.
pub struct Answer {
    pub body: Value,
    pub etag: Option<String>,
}

impl Api {
    pub fn new(gateway: Router) -> Self {
        Self {
            gateway,
            token: None,
        }
    }

    /// The same door for somebody who signs in with these; none where they are not taken.
    pub async fn sign_in(&self, email: &str, password: &str) -> anyhow::Result<Option<Self>> {
        let body = serde_json::json!({ "email": email, "password": password });
        let (status, _, answer) = self
            .send(Method::POST, "/auth/login", Some(&body), None)
            .await?;
        match (status.as_u16(), answer["access_token"].as_str()) {
            (200, Some(token)) => Ok(Some(Self {
                token: Some(token.to_owned()),
                ..self.clone()
            })),
            (200, None) => bail!("{email} has a second factor; the demo cannot sign in for them"),
            (401, _) => Ok(None),
            _ => bail!("signing {email} in: {status} {answer}"),
        }
    }

    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.expect(Method::GET, path, None, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.expect(Method::POST, path, Some(body), None).await
    }

    /// A step that changes a thing of the version `etag`.
    pub async fn step(&self, path: &str, body: &Value, etag: &str) -> anyhow::Result<Answer> {
        self.expect(Method::POST, path, Some(body), Some(etag))
            .await
    }

    pub async fn put(&self, path: &str, body: &Value, etag: &str) -> anyhow::Result<Answer> {
        self.expect(Method::PUT, path, Some(body), Some(etag)).await
    }

    /// Every item of a list, page by page.
    pub async fn list(&self, path: &str) -> anyhow::Result<Vec<Value>> {
        let mut items = Vec::new();
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut next = format!("{path}{joint}limit=200");
        loop {
            let mut page = self.get(&next).await?.body;
            if let Value::Array(more) = page["items"].take() {
                items.extend(more);
            }
            match page["next_cursor"].as_str() {
                Some(cursor) => next = format!("{path}{joint}limit=200&cursor={cursor}"),
                None => return Ok(items),
            }
        }
    }

    async fn expect(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        etag: Option<&str>,
    ) -> anyhow::Result<Answer> {
        let (status, headers, answer) = self.send(method.clone(), path, body, etag).await?;
        if !status.is_success() {
            bail!("{method} {path}: {status} {answer}");
        }
        let etag = headers
            .get(header::ETAG)
            .and_then(|etag| etag.to_str().ok())
            .map(str::to_owned);
        Ok(Answer { body: answer, etag })
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        etag: Option<&str>,
    ) -> anyhow::Result<(http::StatusCode, HeaderMap, Value)> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(etag) = etag {
            request = request.header(header::IF_MATCH, etag);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(serde_json::to_vec(body)?)
            }
            None => Body::empty(),
        };
        let (parts, body) = self
            .gateway
            .clone()
            .oneshot(request.body(body)?)
            .await?
            .into_parts();
        let bytes = body.collect().await?.to_bytes();
        let answer = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes)
                .with_context(|| format!("the answer to {path} is not JSON"))?
        };
        Ok((parts.status, parts.headers, answer))
    }
}
