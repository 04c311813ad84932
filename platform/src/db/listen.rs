//! Hearing what is said with NOTIFY, on a connection of its own that is made again when it ends.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio_postgres::config::Config;
use tokio_postgres::{AsyncMessage, Error, NoTls};

use super::Db;

/// How long it waits before it connects again.
const PAUSE: Duration = Duration::from_secs(2);

/// What comes over the connection.
pub enum Heard {
    /// From now on nothing is missed. Said again after every break: what was told meanwhile was not heard.
    Listening,
    /// What was said on the channel.
    Said(String),
}

impl Db {
    /// Hears a channel until dropped.
    ///
    /// `channel` is a name of our own code, and so are its letters.
    pub async fn hear(&self, channel: &str, mut on: impl FnMut(Heard)) -> Infallible {
        loop {
            // Whatever ends it is a reason to begin anew.
            let _ = hear_once(self.listener(), channel, &mut on).await;
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn hear_once(
    listener: &Config,
    channel: &str,
    on: &mut impl FnMut(Heard),
) -> Result<(), Error> {
    let (client, mut connection) = listener.connect(NoTls).await?;
    let mut messages = stream::poll_fn(|context| connection.poll_message(context));
    let subscribe = format!("listen {channel}");
    let mut subscribed = pin!(client.batch_execute(&subscribe));
    let mut listening = false;
    loop {
        tokio::select! {
            done = &mut subscribed, if !listening => {
                done?;
                listening = true;
                on(Heard::Listening);
            }
            message = messages.next() => match message {
                Some(Ok(AsyncMessage::Notification(said))) => {
                    on(Heard::Said(said.payload().to_owned()));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => return Ok(()),
            },
        }
    }
}
