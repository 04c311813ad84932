//! Facts: written in the transaction that makes them true, carried to whoever wants them, acted on once.
//!
//! `outbox` row → relay (one per publishing service) → `POST /internal/events` at each consuming service → consumer in
//! one transaction with its `inbox` row. In one process the POST is a function call; the code is the same.

mod inbox;
mod internal;
mod parked;
mod relay;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_postgres::types::Json;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use internal::routes;
pub(crate) use relay::Relay;

use crate::db::{DbError, TenantTx};
use crate::problem::Problem;

/// A fact, in the attributes of CloudEvents 1.0.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// Always `1.0`.
    pub specversion: String,
    /// The fact's own id; consumers act on it once.
    pub id: Uuid,
    /// The service that says so, as `/deals`.
    pub source: String,
    /// What happened, as `deal.contracted`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The thing it happened to. Facts about one thing arrive in order.
    pub subject: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub time: Timestamp,
    /// The tenant.
    pub dealershipid: Uuid,
    /// The trace of the request that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// What else there is to say.
    pub data: Value,
}

impl Event {
    /// The data as a type of the consumer's own.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Problem> {
        T::deserialize(&self.data).map_err(|error| {
            Problem::unprocessable(format!("The data of {} cannot be read.", self.kind))
                .caused_by(error)
        })
    }
}

/// Acts on facts of other services.
///
/// The effect and the note that it was done are one transaction, so `handle` runs at most once with effect per fact.
/// An error rolls it back; it is tried again with growing pauses and parked with its reason after the last try.
pub trait Consumer: Send + Sync + 'static {
    /// Its name in the inbox; never change it.
    fn name(&self) -> &'static str;
    /// The kinds of facts it wants.
    fn kinds(&self) -> &'static [&'static str];
    /// Acts on one, in the given transaction of the fact's dealership.
    fn handle<'a>(
        &'a self,
        event: &'a Event,
        tx: &'a TenantTx,
    ) -> BoxFuture<'a, Result<(), Problem>>;
}

impl TenantTx {
    /// Publishes a fact if and when this transaction commits.
    pub async fn publish<T: Serialize + Sync>(
        &self,
        kind: &str,
        subject: impl Into<Uuid>,
        data: &T,
    ) -> Result<Uuid, Problem> {
        let id = Uuid::now_v7();
        let data = Json(serde_json::to_value(data).map_err(Problem::internal)?);
        let channel = channel(self.service());
        self.query(
            "with fact as (insert into outbox (id, dealership_id, kind, subject, data, traceparent) \
             values ($1, $2, $3, $4, $5, $6)) select pg_notify($7, '')",
            &[
                &id,
                &self.caller().dealership_id(),
                &kind,
                &subject.into(),
                &data,
                &crate::http::traceparent(),
                &channel,
            ],
        )
        .await
        .map_err(|error: DbError| Problem::from(error))?;
        Ok(id)
    }
}

/// The NOTIFY channel that wakes a service's relay.
fn channel(service: &str) -> String {
    format!("outbox_{service}")
}
