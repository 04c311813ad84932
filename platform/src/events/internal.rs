//! The routes between services: facts come in here, parked ones are shown and sent again.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use uuid::Uuid;

use super::{Consumer, Event, inbox, parked};
use crate::auth::Caller;
use crate::json::Body;
use crate::problem::Problem;
use crate::secrets::MasterKey;
use crate::service::Platform;

/// Proves that a call comes from a service of the same house.
pub(crate) const SERVICE_TOKEN: HeaderName = HeaderName::from_static("x-service-token");
/// Who may look at parked facts and send them again.
const HOUSEKEEPING: &str = "settings.manage";
/// How far the clocks of two machines may be apart.
const SKEW_SECONDS: i64 = 300;

/// A token for one call: the time, and a digest over it, the method and the path.
pub(crate) fn service_token(key: &MasterKey, now: i64, method: &Method, path: &str) -> String {
    let digest = key.digest(
        "calls between services",
        format!("{now}\n{method}\n{path}").as_bytes(),
    );
    format!("{now}.{}", hex::encode(digest))
}

fn is_from_the_house(
    platform: &Platform,
    headers: &HeaderMap,
    method: &Method,
    path: &str,
) -> bool {
    let Some(token) = headers
        .get(&SERVICE_TOKEN)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let Some(sent_at) = token
        .split_once('.')
        .and_then(|(at, _)| at.parse::<i64>().ok())
    else {
        return false;
    };
    let expected = service_token(platform.key(), sent_at, method, path);
    let same =
        aws_lc_rs::constant_time::verify_slices_are_equal(token.as_bytes(), expected.as_bytes());
    same.is_ok() && (platform.clock().seconds() - sent_at).abs() <= SKEW_SECONDS
}

#[derive(Clone)]
struct Internal {
    platform: Platform,
    consumers: Arc<[Arc<dyn Consumer>]>,
}

pub(crate) fn routes(platform: &Platform, consumers: Vec<Arc<dyn Consumer>>) -> Router {
    Router::new()
        .route("/internal/events", post(receive))
        .route("/internal/parked", get(list))
        .route("/internal/parked/{event}/{subscriber}/replay", post(replay))
        .with_state(Internal {
            platform: platform.clone(),
            consumers: consumers.into(),
        })
}

async fn receive(
    State(internal): State<Internal>,
    headers: HeaderMap,
    Body(event): Body<Event>,
) -> Result<StatusCode, Problem> {
    if !is_from_the_house(
        &internal.platform,
        &headers,
        &Method::POST,
        "/internal/events",
    ) {
        return Err(Problem::unauthorized(
            "Only services of the house may call this.",
        ));
    }
    inbox::receive(&internal.platform, &internal.consumers, &event).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list(State(internal): State<Internal>, caller: Caller) -> Result<Response, Problem> {
    caller.require(HOUSEKEEPING)?;
    let items = parked::list(internal.platform.db(), &caller).await?;
    Ok(Json(crate::cursor::Page {
        items,
        next_cursor: None,
    })
    .into_response())
}

async fn replay(
    State(internal): State<Internal>,
    caller: Caller,
    Path((event, subscriber)): Path<(Uuid, String)>,
) -> Result<StatusCode, Problem> {
    caller.require(HOUSEKEEPING)?;
    parked::replay(internal.platform.db(), &caller, event, &subscriber).await?;
    Ok(StatusCode::ACCEPTED)
}
