//! HTTP in and out: a ticket for somebody who is signed in, and the socket that it opens.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use http::{HeaderValue, StatusCode, header};
use jiff::Timestamp;
use platform::ids::Uuid;
use platform::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::allowance::{MESSAGE_BYTES, SOCKETS_PER_USER};
use crate::hub::Hub;
use crate::socket::{self, Opened};
use crate::store;
use crate::ticket::{GOOD_FOR, Ticket};

/// How long a new socket waits for the channel of all replicas.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the routes stand on.
#[derive(Clone)]
pub struct Live {
    pub platform: Platform,
    pub hub: Arc<Hub>,
}

pub fn routes() -> OpenApiRouter<Live> {
    OpenApiRouter::new()
        .routes(routes!(create_ticket))
        .routes(routes!(open_socket))
}

/// A ticket for one socket.
#[derive(Serialize, ToSchema)]
struct LiveTicket {
    /// For `GET /live?ticket=…`, once.
    ticket: String,
    /// Good until then.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// Gives a ticket that opens one socket of the live channel, within half a minute.
#[utoipa::path(post, path = "/live/tickets", operation_id = "create_live_ticket", tag = "live",
    responses((status = 201, body = LiveTicket)),
    extensions(("x-permission" = json!("signed-in"))))]
async fn create_ticket(State(live): State<Live>, caller: Caller) -> Result<Response, Problem> {
    let token = platform::http::authorization();
    let token = token
        .as_ref()
        .and_then(|value| value.to_str().ok()?.split_once(' '))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| Problem::unauthorized("A ticket is made with an access token."))?;
    let ticket = Ticket::generate(caller.dealership_id()).map_err(Problem::internal)?;
    let now = live.platform.clock().now();
    let expires_at = now.checked_add(GOOD_FOR).map_err(Problem::internal)?;
    store::keep_ticket(&live.platform, &caller, &ticket, token, expires_at).await?;
    let body = LiveTicket {
        ticket: ticket.text().to_owned(),
        expires_at,
    };
    let never_kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::CREATED, never_kept, Json(body)).into_response())
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Opening {
    /// Of `POST /live/tickets`.
    #[param(min_length = 1, max_length = 200)]
    ticket: String,
}

/// Opens a WebSocket of the live channel with a ticket.
///
/// The client says `{"watch":{"deal":id}}`, `{"watch":{"deals":true}}`, `{"unwatch":…}` and
/// `{"at":{"deal":id,"structure":id,"cell":"cash_down"}}`. It hears `{"watching":…}`, `{"changed":…}`, `{"present":…}`,
/// `{"refused":…}` and `{"ping":{}}`. The socket is closed with 4001 when the access token behind its ticket ends.
#[utoipa::path(get, path = "/live", operation_id = "open_live_socket", tag = "live", params(Opening),
    responses((status = 101, description = "From here on the connection is a WebSocket")),
    extensions(("x-public" = json!(true))))]
async fn open_socket(
    State(live): State<Live>,
    Query(opening): Query<Opening>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|rejection| {
        Problem::new(
            StatusCode::UPGRADE_REQUIRED,
            "upgrade-required",
            "This address speaks WebSocket",
            "Open it as a WebSocket (RFC 6455, version 13).",
        )
        .header(header::UPGRADE, HeaderValue::from_static("websocket"))
        .caused_by(rejection)
    })?;
    let platform = &live.platform;
    if tokio::time::timeout(PATIENCE, live.hub.is_open())
        .await
        .is_err()
    {
        return Err(Problem::unavailable("live channel"));
    }
    let now = platform.clock().now();
    let spent = || {
        Problem::unauthorized(
            "The ticket is unknown, was used, or is past its half minute. Get another one with POST /live/tickets.",
        )
    };
    let ticket = Ticket::parse(&opening.ticket).ok_or_else(spent)?;
    let token = store::redeem(platform, &ticket, now)
        .await?
        .ok_or_else(spent)?;
    let caller = platform.verifier().verify(&token).await?;
    let id = Uuid::now_v7();
    if !store::open(platform.db(), &caller, id, now).await? {
        return Err(Problem::too_many_requests(
            60,
            format!(
                "You have {SOCKETS_PER_USER} windows open that follow along. Close one of them."
            ),
        ));
    }
    let opened = Opened { id, caller, token };
    Ok(upgrade
        .max_message_size(MESSAGE_BYTES)
        .max_frame_size(MESSAGE_BYTES)
        .on_upgrade(move |ws| socket::run(live, opened, ws)))
}
