//! What every service answers beside its own routes: alive, ready, its figures and its document.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use bytes::Bytes;
use http::header;
use serde_json::json;
use utoipa::openapi::OpenApi;

use crate::problem::Problem;
use crate::service::Platform;

pub(super) fn routes(platform: &Platform, openapi: &OpenApi) -> Router {
    let document = Bytes::from(openapi.to_json().unwrap_or_default());
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route(
            "/openapi.json",
            get(move || async move {
                ([(header::CONTENT_TYPE, "application/json")], document).into_response()
            }),
        )
        .with_state(platform.clone())
}

/// Alive: the process answers.
async fn health(State(platform): State<Platform>) -> Response {
    Json(json!({ "service": platform.service(), "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
        .into_response()
}

/// Ready: so does what it stands on.
async fn ready(State(platform): State<Platform>) -> Result<Response, Problem> {
    if let Some(db) = &platform.0.db {
        db.ping().await?;
    }
    Ok(Json(json!({ "service": platform.service(), "status": "ready" })).into_response())
}

pub(super) async fn metrics(State(platform): State<Platform>) -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        platform.metrics().render(),
    )
        .into_response()
}
