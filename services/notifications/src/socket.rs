//! One socket from its opening to its end.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use http::StatusCode;
use platform::Problem;
use platform::auth::Caller;
use platform::ids::Uuid;
use serde::Deserialize;
use tokio::sync::mpsc;

use crate::allowance::{Allowance, DEALS};
use crate::api::Live;
use crate::hub::Outgoing;
use crate::message::{FromClient, Place, Refused, ToClient, Topic, Watching};
use crate::store;

/// How often the other end is asked whether it is there.
const BEAT: Duration = Duration::from_secs(20);
/// One that was not heard for so long is dead.
const SILENCE: Duration = Duration::from_secs(45);
/// How long a client may take to read what it is sent.
const SENDING: Duration = Duration::from_secs(10);

/// A socket that a ticket opened.
pub struct Opened {
    pub id: Uuid,
    pub caller: Caller,
    pub token: String,
}

/// Why a socket ends, as the close code says it (RFC 6455 §7.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The client went, or does not answer any more.
    Gone,
    TokenEnded,
    Stopping,
    Missed,
    TryLater,
    TooMuch,
}

impl End {
    const fn word(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::TokenEnded => "token_ended",
            Self::Stopping => "stopping",
            Self::Missed => "missed",
            Self::TryLater => "try_later",
            Self::TooMuch => "too_much",
        }
    }

    fn frame(self) -> Option<CloseFrame> {
        let (code, reason) = match self {
            Self::Gone => return None,
            Self::TokenEnded => (4001, "The access token has ended."),
            Self::Stopping => (1001, "The server stops."),
            Self::Missed => (1012, "Something was missed; open another one."),
            Self::TryLater => (
                1013,
                "Something that this stands on is away; try again shortly.",
            ),
            Self::TooMuch => (1008, "Too many messages."),
        };
        Some(CloseFrame {
            code,
            reason: Utf8Bytes::from_static(reason),
        })
    }
}

struct Socket {
    live: Live,
    opened: Opened,
    ws: WebSocket,
    /// What deals said it may see.
    deals: HashSet<Uuid>,
    lists: bool,
    allowance: Allowance,
    heard_at: Instant,
}

/// Holds the socket until it ends, and clears up after it.
pub async fn run(live: Live, opened: Opened, ws: WebSocket) {
    let (hub, platform) = (live.hub.clone(), live.platform.clone());
    let (id, caller) = (opened.id, opened.caller.clone());
    let told = hub.enter(id, caller.clone());
    platform
        .metrics()
        .count("live_sockets_total{event=\"opened\"}");
    let now = Instant::now();
    let mut socket = Socket {
        live,
        opened,
        ws,
        deals: HashSet::new(),
        lists: false,
        allowance: Allowance::full(now),
        heard_at: now,
    };
    let end = socket.serve(told).await;
    hub.leave(id);
    if let Some(frame) = end.frame() {
        let _ = socket.send(Message::Close(Some(frame))).await;
    }
    platform.metrics().count(&format!(
        "live_sockets_total{{event=\"closed\",why=\"{}\"}}",
        end.word()
    ));
    if let Err(problem) = store::close(platform.db(), &caller, id).await {
        tracing::warn!(
            cause = problem.cause().as_deref().unwrap_or(problem.detail()),
            "a socket that has to expire"
        );
    }
    hub.gone();
}

impl Socket {
    async fn serve(&mut self, mut told: mpsc::Receiver<Outgoing>) -> End {
        let platform = self.live.platform.clone();
        let left = self.opened.caller.expires_at() - platform.clock().seconds();
        let token_end =
            tokio::time::sleep(Duration::from_secs(u64::try_from(left).unwrap_or_default()));
        let mut token_end = std::pin::pin!(token_end);
        let stopping = platform.stopping().asked();
        let mut stopping = std::pin::pin!(stopping);
        let mut beats = tokio::time::interval_at(tokio::time::Instant::now() + BEAT, BEAT);
        beats.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                said = self.ws.recv() => match said {
                    Some(Ok(message)) => self.hear(message).await,
                    Some(Err(_)) | None => Err(End::Gone),
                },
                outgoing = told.recv() => self.tell(outgoing).await,
                _ = beats.tick() => self.beat().await,
                () = &mut token_end => Err(End::TokenEnded),
                () = &mut stopping => Err(End::Stopping),
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    async fn hear(&mut self, message: Message) -> Result<(), End> {
        self.heard_at = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => Utf8Bytes::default(),
            // The library answers a ping by itself.
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Close(_) => return Err(End::Gone),
        };
        if !self.allowance.take(self.heard_at) {
            return Err(End::TooMuch);
        }
        self.count("in");
        match FromClient::read(&text) {
            Some(FromClient::Watch(topic)) => self.watch(topic).await,
            Some(FromClient::Unwatch(topic)) => self.unwatch(topic).await,
            Some(FromClient::At(place)) => self.at(&place).await,
            None => self.refuse(Refused::malformed()).await,
        }
    }

    async fn watch(&mut self, topic: Topic) -> Result<(), End> {
        let hub = self.live.hub.clone();
        let Topic::Deal(deal) = topic else {
            let caller = &self.opened.caller;
            if !(caller.may("deals.read_all") || caller.may("deals.read_own")) {
                return self.refuse(Refused::forbidden()).await;
            }
            hub.watch(self.opened.id, topic);
            self.lists = true;
            return self.watching(topic, None).await;
        };
        if self.deals.len() >= DEALS && !self.deals.contains(&deal) {
            return self.refuse(Refused::too_many(deal)).await;
        }
        hub.watch(self.opened.id, topic);
        match self.version_of(deal).await {
            Ok(version) => {
                self.deals.insert(deal);
                let (now, db) = (self.now(), self.live.platform.db());
                store::arrive(db, &self.opened.caller, self.opened.id, deal, now)
                    .await
                    .map_err(away)?;
                self.watching(topic, Some(version)).await
            }
            Err(problem) => {
                match problem.status() {
                    StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => {}
                    StatusCode::UNAUTHORIZED => return Err(End::TokenEnded),
                    _ => return Err(away(problem)),
                }
                hub.unwatch(self.opened.id, topic);
                if self.deals.remove(&deal) {
                    self.depart(deal).await?;
                }
                self.refuse(Refused::not_found(deal)).await
            }
        }
    }

    /// The version of a deal that the caller may read, by deals itself.
    async fn version_of(&mut self, deal: Uuid) -> Result<i64, Problem> {
        #[derive(Deserialize)]
        struct Versions {
            items: Vec<Version>,
        }
        #[derive(Deserialize)]
        struct Version {
            version: i64,
        }
        let deals = self.live.platform.upstream("deals");
        let path = format!("/deals/{deal}/versions?limit=1");
        let versions: Versions = deals.get_json_by(&self.opened.token, &path).await?;
        Ok(versions.items.first().map_or(0, |last| last.version))
    }

    async fn unwatch(&mut self, topic: Topic) -> Result<(), End> {
        self.live.hub.unwatch(self.opened.id, topic);
        match topic {
            Topic::Deals(_) => self.lists = false,
            Topic::Deal(deal) => {
                if self.deals.remove(&deal) {
                    self.depart(deal).await?;
                }
            }
        }
        Ok(())
    }

    async fn depart(&mut self, deal: Uuid) -> Result<(), End> {
        let db = self.live.platform.db();
        store::depart(db, &self.opened.caller, self.opened.id, deal)
            .await
            .map_err(away)
    }

    async fn at(&mut self, place: &Place) -> Result<(), End> {
        if !self.deals.contains(&place.deal) {
            return self.refuse(Refused::not_watched(place.deal)).await;
        }
        let (now, db) = (self.now(), self.live.platform.db());
        store::move_to(db, &self.opened.caller, self.opened.id, place, now)
            .await
            .map_err(away)
    }

    /// Passes on what came from a hub, if the socket may see it; the hub letting go means that it did not keep up.
    async fn tell(&mut self, outgoing: Option<Outgoing>) -> Result<(), End> {
        match outgoing {
            Some(Outgoing::Tell { about, text }) => {
                let mine = |topic: &Topic| match topic {
                    Topic::Deal(deal) => self.deals.contains(deal),
                    Topic::Deals(_) => self.lists,
                };
                if about.iter().any(mine) {
                    self.say(text).await
                } else {
                    Ok(())
                }
            }
            Some(Outgoing::Missed) | None => Err(End::Missed),
        }
    }

    async fn beat(&mut self) -> Result<(), End> {
        if self.heard_at.elapsed() > SILENCE {
            return Err(End::Gone);
        }
        let (now, db) = (self.now(), self.live.platform.db());
        let kept = store::keep_alive(db, &self.opened.caller, self.opened.id, now)
            .await
            .map_err(away)?;
        if !kept {
            return Err(End::Missed);
        }
        // The frame is for this side, which hears the answer; the text for the client, whose scripts see no frames.
        self.send(Message::Ping(Default::default())).await?;
        self.say_this(ToClient::Ping {}).await
    }

    async fn watching(&mut self, topic: Topic, version: Option<i64>) -> Result<(), End> {
        let watching = Watching { topic, version };
        self.say_this(ToClient::Watching(watching)).await
    }

    async fn refuse(&mut self, refused: Refused) -> Result<(), End> {
        self.say_this(ToClient::Refused(refused)).await
    }

    async fn say_this(&mut self, said: ToClient<'_>) -> Result<(), End> {
        let text = said.text().map_err(|_| End::TryLater)?;
        self.say(text.into()).await
    }

    async fn say(&mut self, text: Utf8Bytes) -> Result<(), End> {
        self.count("out");
        self.send(Message::Text(text)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match tokio::time::timeout(SENDING, self.ws.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    fn count(&self, direction: &str) {
        self.live
            .platform
            .metrics()
            .count(&format!("live_messages_total{{direction=\"{direction}\"}}"));
    }

    fn now(&self) -> jiff::Timestamp {
        self.live.platform.clock().now()
    }
}

/// The database or deals cannot be asked: the client comes again in a while.
fn away(problem: Problem) -> End {
    tracing::warn!(
        cause = problem.cause().as_deref().unwrap_or(problem.detail()),
        "live socket"
    );
    End::TryLater
}
