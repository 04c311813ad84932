//! Notifications: the live channel between the people of a dealership.
//!
//! - `POST /live/tickets` gives somebody who is signed in a ticket; `GET /live?ticket=…` opens a WebSocket with it, once.
//! - On the socket the client says what it watches (one deal, or all that it may see) and where in a deal it is; it hears
//!   what others saved and who else is there ([`message`]).
//! - Whoever watches a deal may read it: deals is asked, with the access token that the ticket was made with. When
//!   that token ends, so does the socket; the client comes again with a new ticket.
//! - Facts, presence and their end reach the sockets of every replica through PostgreSQL: rows, and NOTIFY
//!   ([`fan_out`]). A socket that is not heard of any more is closed, one whose replica died expires.
//!
//! It hears `deal.changed`, publishes nothing, and knows no figure of a deal.

pub mod allowance;
pub mod api;
pub mod events;
pub mod fan_out;
pub mod hub;
pub mod message;
pub mod presence;
mod socket;
pub mod store;
pub mod ticket;

use std::sync::Arc;
use std::time::Duration;

use platform::{Job, Service};

use crate::hub::Hub;

/// How often it looks for sockets whose replica died.
const LOOK_AFTER: Duration = Duration::from_secs(5);

/// The service, to be run alone or beside the others.
#[must_use]
pub fn service() -> Service {
    let hub = Arc::new(Hub::default());
    let (routes, always) = (hub.clone(), hub);
    Service::new(
        "notifications",
        "The live channel: who is at which deal, and what others just saved.",
        platform::migrations!["0001_live"],
        move |platform| {
            api::routes().with_state(api::Live {
                platform: platform.clone(),
                hub: routes.clone(),
            })
        },
    )
    .consumers(|_| vec![Arc::new(events::TellOfChange)])
    .jobs(|platform| {
        let platform = platform.clone();
        vec![Job::new("end dead sockets", LOOK_AFTER, move || {
            let platform = platform.clone();
            async move { store::end_expired(platform.db(), platform.clock().now()).await }
        })]
    })
    .always(move |platform| vec![Box::pin(fan_out::run(platform.clone(), always.clone()))])
}
