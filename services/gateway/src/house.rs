//! What the gateway answers itself: the version, the document, and how the house is.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::future::join_all;
use http::StatusCode;
use platform::{Platform, Problem};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{document, routes as families};

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(version))
        .route("/api/v1/openapi.json", get(openapi))
        .route("/health", get(health))
        .route("/ready", get(ready))
}

/// What runs here.
#[derive(Serialize, ToSchema)]
struct Version {
    /// The product.
    name: &'static str,
    /// Its version.
    version: &'static str,
    /// The version of the API.
    api: &'static str,
}

/// What runs here.
#[utoipa::path(
    get, path = "/api/v1/version", tag = "gateway", operation_id = "version",
    responses((status = 200, body = Version)),
    extensions(("x-public" = json!(true))),
)]
async fn version() -> Json<Version> {
    Json(Version {
        name: "Autolytiq",
        version: env!("CARGO_PKG_VERSION"),
        api: "v1",
    })
}

/// The document of the whole API.
async fn openapi(State(platform): State<Platform>) -> Result<Json<Value>, Problem> {
    document::of_the_house(&platform).await.map(Json)
}

/// Alive, and how each service is: the gateway answers 200 as long as it can answer at all.
async fn health(State(platform): State<Platform>) -> Response {
    let services = ask_all(&platform, "/health").await;
    let status = if services.values().all(|each| each == "ok") {
        "ok"
    } else {
        "degraded"
    };
    let version = env!("CARGO_PKG_VERSION");
    Json(
        json!({ "service": "gateway", "status": status, "version": version, "services": services }),
    )
    .into_response()
}

/// Ready when every service is; 503 until then, naming those that are not.
async fn ready(State(platform): State<Platform>) -> Response {
    let services = ask_all(&platform, "/ready").await;
    let all = services.values().all(|each| each == "ready");
    let status = if all {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let word = if all { "ready" } else { "not ready" };
    (
        status,
        Json(json!({ "service": "gateway", "status": word, "services": services })),
    )
        .into_response()
}

/// Each service's own word for how it is, all asked at once.
async fn ask_all(platform: &Platform, path: &str) -> serde_json::Map<String, Value> {
    let asked = families::services().map(|name| async move {
        let word = match platform.upstream(name).get_json::<Value>(path).await {
            Ok(answer) => answer["status"].clone(),
            Err(_) => json!("unavailable"),
        };
        (name.to_owned(), word)
    });
    join_all(asked).await.into_iter().collect()
}
