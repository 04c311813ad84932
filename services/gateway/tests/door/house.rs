//! Stand-ins for the services behind the gateway: they answer what was asked, so that a test sees what arrived.

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use http::{HeaderMap, header};
use platform::json::Body;
use platform::prelude::*;
use platform::testkit::{Builder, TestApp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// A service that answers any request with what it got of it.
pub fn echo(name: &'static str) -> Service {
    Service::new(name, "A stand-in.", &[], move |platform| {
        OpenApiRouter::default()
            .routes(routes!(take))
            .route("/live", axum::routing::get(live))
            .route(
                "/{*path}",
                any(move |request: Request| async move { echoed(name, &request) }),
            )
            .with_state(platform.clone())
    })
}

fn echoed(name: &str, request: &Request) -> Response {
    let headers: Map<String, Value> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), json!(value.to_str().unwrap_or_default())))
        .collect();
    let said = json!({
        "service": name,
        "method": request.method().as_str(),
        "path": request.uri().path(),
        "query": request.uri().query(),
        "headers": headers,
    });
    let mut marked = HeaderMap::new();
    marked.insert(header::LOCATION, "/deals/42".parse().expect("a header"));
    marked.insert(header::ETAG, "\"7\"".parse().expect("a header"));
    (marked, Json(said)).into_response()
}

/// A socket that says what it was opened with, and then every text back.
async fn live(RawQuery(query): RawQuery, upgrade: WebSocketUpgrade) -> Response {
    let query = query.unwrap_or_default();
    if query == "ticket=no" {
        return Problem::unauthorized("No.").into_response();
    }
    upgrade.on_upgrade(async move |mut socket: WebSocket| {
        let _ = socket.send(Message::Text(query.into())).await;
        while let Some(Ok(message)) = socket.recv().await {
            if matches!(message, Message::Text(_)) && socket.send(message).await.is_err() {
                break;
            }
        }
    })
}

/// What is taken.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    text: String,
}

#[utoipa::path(post, path = "/deals/take", request_body = Taken, responses((status = 200, body = Taken)),
    extensions(("x-public" = json!(true))))]
async fn take(Body(taken): Body<Taken>) -> Json<Taken> {
    Json(taken)
}

pub const BEHIND: [&str; 5] = [
    "deals",
    "customers",
    "inventory",
    "identity",
    "notifications",
];

/// The gateway and all services behind it in one process.
pub fn together() -> Builder {
    TestApp::builder([gateway::service()].into_iter().chain(BEHIND.map(echo)))
}

/// The gateway alone, and the services behind it in an app of their own, reached over HTTP.
pub async fn apart() -> (TestApp, TestApp) {
    let behind = TestApp::start(BEHIND.map(echo)).await;
    let mut front = TestApp::builder([gateway::service()]).keys_of(&behind);
    for (service, variable) in [
        ("deals", "DEAL_SERVICE_URL"),
        ("customers", "CUSTOMER_SERVICE_URL"),
        ("inventory", "INVENTORY_SERVICE_URL"),
        ("identity", "IDENTITY_SERVICE_URL"),
        ("notifications", "NOTIFICATION_SERVICE_URL"),
    ] {
        front = front.setting(variable, &format!("http://{}", behind.on(service).address));
    }
    (front.start().await, behind)
}
