//! The fact that is heard: a deal was saved. It goes on to the sockets of every replica.

use futures_util::future::BoxFuture;
use platform::Problem;
use platform::db::TenantTx;
use platform::events::{Consumer, Event};
use platform::ids::Uuid;
use serde::Deserialize;

use crate::fan_out::{self, Note};
use crate::message::{Changed, Somebody};

pub struct TellOfChange;

/// What this service needs to know of `deal.changed`.
#[derive(Debug, Deserialize)]
struct DealChanged {
    version: i64,
    #[serde(default)]
    structure_id: Option<Uuid>,
    #[serde(default)]
    revision: Option<i64>,
    act: String,
    rooftop_id: Uuid,
    salesperson_id: Uuid,
    actor: Somebody,
}

impl Consumer for TellOfChange {
    fn name(&self) -> &'static str {
        "tell_of_change"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["deal.changed"]
    }

    fn handle<'a>(
        &'a self,
        event: &'a Event,
        tx: &'a TenantTx,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async move {
            let fact: DealChanged = event.read()?;
            let note = Note::Changed {
                dealership: event.dealershipid,
                rooftop: fact.rooftop_id,
                salesperson: fact.salesperson_id,
                changed: Changed {
                    deal: event.subject,
                    version: fact.version,
                    structure_id: fact.structure_id,
                    revision: fact.revision,
                    act: fact.act,
                    by: fact.actor,
                },
            };
            fan_out::send(tx, &note).await
        })
    }
}
