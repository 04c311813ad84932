//! From one replica to the sockets of all: NOTIFY says what happened, each replica tells those that it holds.
//!
//! A change is in the note itself. Of presence the note only says at which deal; each replica reads who is there by
//! now, once for however many notes came meanwhile.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use platform::db::{Heard, Tx};
use platform::ids::Uuid;
use platform::{Platform, Problem};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::hub::Hub;
use crate::message::Changed;
use crate::store;

/// The channel of all replicas.
const CHANNEL: &str = "live";

/// What one replica tells all, itself among them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    Changed {
        dealership: Uuid,
        /// Where the deal is and whose it is: who may hear of it.
        rooftop: Uuid,
        salesperson: Uuid,
        changed: Changed,
    },
    Present {
        dealership: Uuid,
        deal: Uuid,
    },
}

/// Tells all replicas if and when the transaction commits.
///
/// # Errors
/// Where the database fails.
pub async fn send(tx: &Tx, note: &Note) -> Result<(), Problem> {
    let text = serde_json::to_string(note).map_err(Problem::internal)?;
    tx.query("select pg_notify($1, $2)", &[&CHANNEL, &text])
        .await?;
    Ok(())
}

/// Deals whose people are to be read anew.
#[derive(Default)]
struct Stirred {
    deals: Mutex<HashSet<(Uuid, Uuid)>>,
    any: Notify,
}

impl Stirred {
    fn add(&self, dealership: Uuid, deal: Uuid) {
        let mut deals = self.deals.lock().unwrap_or_else(PoisonError::into_inner);
        deals.insert((dealership, deal));
        self.any.notify_one();
    }

    async fn next(&self) -> HashSet<(Uuid, Uuid)> {
        loop {
            let deals = {
                let mut deals = self.deals.lock().unwrap_or_else(PoisonError::into_inner);
                std::mem::take(&mut *deals)
            };
            if !deals.is_empty() {
                return deals;
            }
            self.any.notified().await;
        }
    }
}

/// Hears of everything and tells the sockets of this replica, until the process stops; then it lets them go.
pub async fn run(platform: Platform, hub: Arc<Hub>) {
    let stirred = Stirred::default();
    let hearing = platform.db().hear(CHANNEL, |heard| match heard {
        Heard::Listening => {
            // What was said during a break was missed: clients come again and read what they have.
            hub.missed();
            hub.open();
        }
        Heard::Said(text) => match serde_json::from_str(&text) {
            Ok(Note::Changed {
                dealership,
                rooftop,
                salesperson,
                changed,
            }) => hub.tell_changed(dealership, rooftop, salesperson, &changed),
            Ok(Note::Present { dealership, deal }) => stirred.add(dealership, deal),
            Err(error) => tracing::warn!(%error, "a note of the live channel that is none"),
        },
    });
    let reading = async {
        loop {
            for (dealership, deal) in stirred.next().await {
                if !hub.is_watched(dealership, deal) {
                    continue;
                }
                let now = platform.clock().now();
                match store::people(platform.db(), dealership, deal, now).await {
                    Ok(people) => hub.tell_present(dealership, deal, &people),
                    Err(problem) => {
                        tracing::warn!(
                            cause = problem.cause().as_deref().unwrap_or(problem.detail()),
                            "who is at a deal"
                        );
                        // Nobody may go on with an old list.
                        hub.missed();
                    }
                }
            }
        }
    };
    tokio::select! {
        never = hearing => match never {},
        () = reading => {}
        () = platform.stopping().asked() => {}
    }
    // The sockets know of it themselves.
    hub.close();
    hub.empty().await;
}
