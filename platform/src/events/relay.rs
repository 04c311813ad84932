//! Carries a service's facts to the others: woken by NOTIFY, with a slow poll as a safety, one fact at a time.

use std::time::Duration;

use http::{HeaderValue, Method};
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::internal::{SERVICE_TOKEN, service_token};
use super::{Event, channel};
use crate::client::{Services, Upstream};
use crate::db::SystemTx;
use crate::http::RequestContext;
use crate::problem::Problem;
use crate::service::Platform;

/// A subscriber that answers with an error gets a fact so many times, then it is parked.
const ATTEMPTS: i32 = 8;
/// The longest pause between two tries.
const LONGEST_PAUSE_SECONDS: i32 = 60;
/// How often it looks even if nobody woke it: for facts whose pause is over and for lost notifications.
const POLL: Duration = Duration::from_secs(2);

/// A service that hears of facts.
struct Subscriber {
    upstream: Upstream,
    /// What it wants; unknown for a service that runs apart, which then decides itself.
    kinds: Option<Vec<&'static str>>,
}

/// The relay of one publishing service.
pub(crate) struct Relay {
    platform: Platform,
    subscribers: Vec<Subscriber>,
}

enum Delivered {
    /// Nothing was due.
    Idle,
    One,
}

impl Relay {
    /// A relay to all services of the house; `wants` says what those in this process want.
    pub(crate) fn new(
        platform: Platform,
        services: &Services,
        wants: &[(&'static str, Vec<&'static str>)],
    ) -> Self {
        let subscribers = services
            .iter()
            .filter(|upstream| upstream.exists())
            .map(|upstream| Subscriber {
                upstream: upstream.clone(),
                kinds: wants
                    .iter()
                    .find(|(name, _)| *name == upstream.name())
                    .map(|(_, kinds)| kinds.clone()),
            })
            .filter(|one| one.kinds.as_ref().is_none_or(|kinds| !kinds.is_empty()))
            .collect();
        Self {
            platform,
            subscribers,
        }
    }

    /// Runs until dropped.
    pub(crate) async fn run(&self) {
        let (wake, mut woken) = mpsc::channel(1);
        let channel = channel(self.platform.service());
        let listening = self.platform.db().hear(&channel, move |_| {
            // Full means that a wake-up is waiting already.
            let _ = wake.try_send(());
        });
        let relaying = async {
            loop {
                if let Err(problem) = self.deliver_due(None).await {
                    tracing::warn!(
                        service = self.platform.service(),
                        cause = problem.cause().as_deref().unwrap_or(problem.detail()),
                        "relay"
                    );
                }
                let _ = tokio::time::timeout(POLL, woken.recv()).await;
            }
        };
        tokio::join!(listening, relaying);
    }

    /// Delivers everything that is due, tried ones if their pause was over at `as_of` (none: now); says how many were
    /// delivered or failed.
    pub(crate) async fn deliver_due(&self, as_of: Option<Timestamp>) -> Result<usize, Problem> {
        let mut count = 0;
        self.fan_out().await?;
        for subscriber in &self.subscribers {
            while let Delivered::One = self.deliver_one(subscriber, as_of).await? {
                count += 1;
            }
        }
        Ok(count)
    }

    /// Writes down who has to hear of each new fact.
    async fn fan_out(&self) -> Result<(), Problem> {
        loop {
            let tx = self.platform.db().system_tx().await?;
            let facts = tx
                .query(
                    "select id, kind, dealership_id, seq, subject from outbox where fanned_out_at is null \
                     order by seq limit 100 for update skip locked",
                    &[],
                )
                .await?;
            if facts.is_empty() {
                return Ok(());
            }
            for fact in &facts {
                let kind: &str = fact.get("kind");
                let wanted: Vec<&str> = self
                    .subscribers
                    .iter()
                    .filter(|one| one.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind)))
                    .map(|one| one.upstream.name())
                    .collect();
                let id: Uuid = fact.get("id");
                tx.execute(
                    "insert into delivery (event_id, subscriber, dealership_id, seq, subject, next_attempt_at) \
                     select $1, subscriber, $2, $3, $4, '-infinity' from unnest($5::text[]) subscriber on conflict do nothing",
                    &[
                        &id,
                        &fact.get::<_, Uuid>("dealership_id"),
                        &fact.get::<_, i64>("seq"),
                        &fact.get::<_, Uuid>("subject"),
                        &wanted,
                    ],
                )
                .await?;
                tx.execute(
                    "update outbox set fanned_out_at = now() where id = $1",
                    &[&id],
                )
                .await?;
            }
            tx.commit().await?;
        }
    }

    /// Delivers the next due fact of a subscriber. A fact waits for earlier ones about the same subject.
    async fn deliver_one(
        &self,
        subscriber: &Subscriber,
        as_of: Option<Timestamp>,
    ) -> Result<Delivered, Problem> {
        let name = subscriber.upstream.name();
        let tx = self.platform.db().system_tx().await?;
        let due = tx
            .query_opt(
                "select o.id, o.kind, o.subject, o.dealership_id, o.data, o.traceparent, o.occurred_at, d.attempts \
                 from delivery d join outbox o on o.id = d.event_id \
                 where d.subscriber = $1 and d.delivered_at is null and d.parked_at is null \
                 and d.next_attempt_at <= coalesce($2, now()) and not exists (select from delivery e \
                   where e.subscriber = d.subscriber and e.subject = d.subject and e.seq < d.seq \
                   and e.delivered_at is null and e.parked_at is null) \
                 order by d.seq limit 1 for update of d skip locked",
                &[&name, &as_of],
            )
            .await?;
        let Some(row) = due else {
            return Ok(Delivered::Idle);
        };
        let event = Event {
            specversion: "1.0".into(),
            id: row.get("id"),
            source: format!("/{}", self.platform.service()),
            kind: row.get("kind"),
            subject: row.get("subject"),
            time: row.get("occurred_at"),
            dealershipid: row.get("dealership_id"),
            traceparent: row.get("traceparent"),
            data: row.get::<_, Json<serde_json::Value>>("data").0,
        };
        let sent = self.send(subscriber, &event).await;
        self.note(&tx, name, &event, row.get("attempts"), sent)
            .await?;
        tx.commit().await?;
        Ok(Delivered::One)
    }

    async fn send(&self, subscriber: &Subscriber, event: &Event) -> Result<(), Problem> {
        let now = self.platform.clock().seconds();
        let token = service_token(self.platform.key(), now, &Method::POST, "/internal/events");
        let token = HeaderValue::try_from(token).map_err(Problem::internal)?;
        RequestContext::of_event(event.id, event.traceparent.as_deref())
            .scope(subscriber.upstream.send(
                Method::POST,
                "/internal/events",
                Some(event),
                &[(SERVICE_TOKEN, token)],
            ))
            .await
    }

    async fn note(
        &self,
        tx: &SystemTx,
        subscriber: &str,
        event: &Event,
        attempts: i32,
        sent: Result<(), Problem>,
    ) -> Result<(), Problem> {
        let counted = |outcome: &str| {
            self.platform.metrics().count(&format!(
                "events_total{{service=\"{}\",subscriber=\"{subscriber}\",outcome=\"{outcome}\"}}",
                self.platform.service()
            ));
        };
        let Err(problem) = sent else {
            counted("delivered");
            tx.execute(
                "update delivery set delivered_at = now(), attempts = attempts + 1, reason = null \
                 where event_id = $1 and subscriber = $2",
                &[&event.id, &subscriber],
            )
            .await?;
            return Ok(());
        };
        let reason = match problem.cause() {
            Some(cause) => format!("{problem} ({cause})"),
            None => problem.to_string(),
        };
        // A subscriber that is away is not the fact's fault: those tries do not count.
        let away = problem.is_away();
        let attempts = if away { attempts } else { attempts + 1 };
        let park = attempts >= ATTEMPTS;
        counted(if park { "parked" } else { "failed" });
        if park {
            tracing::error!(event = %event.id, kind = event.kind, subscriber, reason, "event parked");
        }
        let pause = (1_i32 << attempts.clamp(0, 6)).min(LONGEST_PAUSE_SECONDS);
        tx.execute(
            "update delivery set attempts = $3, reason = $4, \
             next_attempt_at = now() + make_interval(secs => $5::int), \
             parked_at = case when $6 then now() end where event_id = $1 and subscriber = $2",
            &[&event.id, &subscriber, &attempts, &reason, &pause, &park],
        )
        .await?;
        Ok(())
    }
}
