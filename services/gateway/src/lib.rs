//! The gateway: the one door of the house. It owns no data.
//!
//! | what | where |
//! |---|---|
//! | every service's API | `/api/v1/…`, passed on by the first part of the path ([`routes::service_of`]) |
//! | what runs here | `/api/v1/version` |
//! | the whole API's document | `/api/v1/openapi.json` |
//! | alive, ready, figures | `/health`, `/ready`, `/metrics`, for the house as a whole |
//! | the client | everything else |
//!
//! A request under `/api/v1` needs a good access token unless its route is open (sign-in, public keys); the
//! service behind checks it again, and the permission. A WebSocket passes to the service that holds it; browsers send
//! no token with it, so its route is open and the ticket in its address is the service's to check.
//!
//! Who calls is told to the service in `X-Forwarded-For`: the other end of the connection, or whom a proxy named in
//! `TRUSTED_PROXIES` got the request from. What callers say of it themselves goes no further.

mod client_address;
mod client_files;
mod cors;
mod document;
mod guard;
mod house;
mod proxy;
mod routes;
mod upgrade;

use axum::middleware;
use axum::routing::any;
use platform::{Platform, Service};
use utoipa_axum::router::OpenApiRouter;

/// The service, to be run alone or beside the others.
#[must_use]
pub fn service() -> Service {
    Service::new(
        "gateway",
        "The one door: sign-in check, routing, the client.",
        &[],
        house_routes,
    )
    .with_own_probes()
}

fn house_routes(platform: &Platform) -> OpenApiRouter {
    let client = client_files::ClientFiles::of(platform.settings());
    let api = OpenApiRouter::new()
        .merge(house::routes())
        .route("/api/v1/{*path}", any(proxy::pass_on))
        .with_state(platform.clone());
    let files = axum::Router::new()
        .fallback(client_files::serve)
        .with_state(client);
    api.fallback_service(files)
        .layer(middleware::from_fn(guard::security_headers))
        .layer(cors::layer(&platform.settings().allowed_origins))
}
