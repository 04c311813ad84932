//! A WebSocket as a browser opens it: with a ticket, and no token.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use platform::testkit::{Front, User};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::world::{Deal, ok};

/// Longer than anything here takes; what is waited for longer does not come.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// A fresh ticket.
pub async fn ticket(front: &Front, who: &User) -> String {
    let answer = front.post("/api/v1/live/tickets", who, json!({})).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    ok(answer)["ticket"].as_str().expect("a ticket").to_owned()
}

impl Socket {
    pub async fn open(front: &Front, who: &User) -> Self {
        let ticket = ticket(front, who).await;
        match Self::with(front, &ticket, None).await {
            Ok(socket) => socket,
            Err(status) => panic!("the socket does not open: {status}"),
        }
    }

    /// Opens one with a ticket from a page of an origin; the status where it is refused.
    pub async fn with(front: &Front, ticket: &str, origin: Option<&str>) -> Result<Self, u16> {
        let address = format!("ws://{}/api/v1/live?ticket={ticket}", front.address);
        let mut request = address.into_client_request().expect("an address");
        if let Some(origin) = origin {
            let origin = origin.parse().expect("an origin");
            request.headers_mut().insert("origin", origin);
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    pub async fn say(&mut self, said: Value) {
        self.say_text(&said.to_string()).await;
    }

    pub async fn say_text(&mut self, said: &str) {
        let _ = self.0.send(Message::text(said)).await;
    }

    /// The next message.
    pub async fn hear(&mut self) -> Value {
        loop {
            match self.next().await {
                Some(Ok(Message::Text(text))) => {
                    return serde_json::from_str(&text).expect("JSON");
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("the socket ended: {other:?}"),
            }
        }
    }

    /// What the next message of a kind says.
    pub async fn hear_of(&mut self, kind: &str) -> Value {
        loop {
            let heard = self.hear().await;
            if let Some(said) = heard.get(kind) {
                return said.clone();
            }
        }
    }

    /// What is said of the save that made this version; a fact of an earlier one may still be on its way.
    pub async fn changed_to(&mut self, version: i64) -> Value {
        loop {
            let changed = self.hear_of("changed").await;
            if changed["version"] == version {
                return changed;
            }
        }
    }

    /// Waits until those at a deal are as wished: who, and in which cell.
    pub async fn present(&mut self, wished: &[(&str, Option<&str>)]) -> Value {
        loop {
            let present = self.hear_of("present").await;
            let people = present["people"].as_array().expect("people");
            let there: Vec<(&str, Option<&str>)> = people
                .iter()
                .map(|one| (one["name"].as_str().expect("a name"), one["cell"].as_str()))
                .collect();
            if there == wished {
                return present;
            }
        }
    }

    /// Watches a deal that may be seen; its version by then.
    pub async fn watch(&mut self, deal: &Deal) -> i64 {
        self.say(json!({ "watch": { "deal": deal.id } })).await;
        let watching = self.hear_of("watching").await;
        assert_eq!(watching["deal"], deal.id.as_str());
        watching["version"].as_i64().expect("a version")
    }

    /// The code that the server closes with; messages before it are passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.next().await {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                other => panic!("no close frame: {other:?}"),
            }
        }
    }

    /// Whether it ends, however.
    pub async fn ends(&mut self) {
        while let Some(Ok(_)) = self.next().await {}
    }

    async fn next(&mut self) -> Option<Result<Message, Error>> {
        tokio::time::timeout(PATIENCE, self.0.next())
            .await
            .expect("something comes over the socket")
    }
}
