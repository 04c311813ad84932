//! The sockets of this replica: what each watches, and telling them.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use platform::auth::Caller;
use platform::ids::Uuid;
use tokio::sync::{mpsc, watch};

use crate::allowance::WAITING;
use crate::message::{Changed, Person, ToClient, Topic};

/// What reaches a socket from here.
pub enum Outgoing {
    /// A text, and what the socket has to watch for it to be theirs.
    Tell { about: Vec<Topic>, text: Utf8Bytes },
    /// Something was missed: the client comes again and reads what it has.
    Missed,
}

struct Socket {
    caller: Caller,
    tell: mpsc::Sender<Outgoing>,
    deals: HashSet<Uuid>,
    lists: bool,
}

/// Cheap to ask; every operation is short and waits for nothing.
pub struct Hub {
    sockets: Mutex<HashMap<Uuid, Socket>>,
    /// Whether everything that is said reaches this replica.
    open: watch::Sender<bool>,
    count: watch::Sender<usize>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            sockets: Mutex::default(),
            open: watch::Sender::new(false),
            count: watch::Sender::new(0),
        }
    }
}

/// Whether a caller may hear of a deal: the rule by which deals itself shows it.
fn may_hear(caller: &Caller, rooftop: Uuid, salesperson: Uuid) -> bool {
    let whose = caller.may("deals.read_all")
        || (caller.may("deals.read_own") && caller.user_id() == salesperson);
    whose && caller.works_at(rooftop)
}

impl Hub {
    fn sockets(&self) -> MutexGuard<'_, HashMap<Uuid, Socket>> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on sockets hear everything.
    pub fn open(&self) {
        self.open.send_replace(true);
    }

    /// No socket is taken any more.
    pub fn close(&self) {
        self.open.send_replace(false);
    }

    /// Done as soon as sockets hear everything.
    pub async fn is_open(&self) {
        // The sender lives in self, so it cannot be gone.
        let _ = self.open.subscribe().wait_for(|open| *open).await;
    }

    /// Done as soon as every socket has taken its leave.
    pub async fn empty(&self) {
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Takes a socket up; what is told to it comes out here.
    pub fn enter(&self, socket: Uuid, caller: Caller) -> mpsc::Receiver<Outgoing> {
        let (tell, told) = mpsc::channel(WAITING);
        let entry = Socket {
            caller,
            tell,
            deals: HashSet::new(),
            lists: false,
        };
        self.sockets().insert(socket, entry);
        self.count.send_modify(|count| *count += 1);
        told
    }

    /// The socket is told nothing more; it may still have its leave to take.
    pub fn leave(&self, socket: Uuid) {
        self.sockets().remove(&socket);
    }

    /// The last of a socket that had entered.
    pub fn gone(&self) {
        self.count.send_modify(|count| *count -= 1);
    }

    /// From now on the socket is told of this. Whether it may see it is asked afterwards, and what came meanwhile is
    /// let through or thrown away by the answer: so nothing is missed and nothing is shown that may not be.
    pub fn watch(&self, socket: Uuid, topic: Topic) {
        if let Some(socket) = self.sockets().get_mut(&socket) {
            match topic {
                Topic::Deal(deal) => drop(socket.deals.insert(deal)),
                Topic::Deals(_) => socket.lists = true,
            }
        }
    }

    pub fn unwatch(&self, socket: Uuid, topic: Topic) {
        if let Some(socket) = self.sockets().get_mut(&socket) {
            match topic {
                Topic::Deal(deal) => drop(socket.deals.remove(&deal)),
                Topic::Deals(_) => socket.lists = false,
            }
        }
    }

    /// Whether anybody here watches a deal.
    pub fn is_watched(&self, dealership: Uuid, deal: Uuid) -> bool {
        let watches = |socket: &Socket| {
            socket.caller.dealership_id() == dealership && socket.deals.contains(&deal)
        };
        self.sockets().values().any(watches)
    }

    /// Tells everyone who watches the deal or the lists, and may hear of it.
    pub fn tell_changed(
        &self,
        dealership: Uuid,
        rooftop: Uuid,
        salesperson: Uuid,
        changed: &Changed,
    ) {
        let deal = changed.deal;
        self.tell(ToClient::Changed(changed), |socket| {
            let mut about = Vec::new();
            if socket.caller.dealership_id() == dealership
                && may_hear(&socket.caller, rooftop, salesperson)
            {
                if socket.deals.contains(&deal) {
                    about.push(Topic::Deal(deal));
                }
                if socket.lists {
                    about.push(Topic::Deals(true));
                }
            }
            about
        });
    }

    /// Tells everyone who watches the deal.
    pub fn tell_present(&self, dealership: Uuid, deal: Uuid, people: &[Person]) {
        self.tell(ToClient::Present { deal, people }, |socket| {
            let watches =
                socket.caller.dealership_id() == dealership && socket.deals.contains(&deal);
            if watches {
                vec![Topic::Deal(deal)]
            } else {
                Vec::new()
            }
        });
    }

    fn tell(&self, said: ToClient<'_>, about: impl Fn(&Socket) -> Vec<Topic>) {
        let Ok(text) = said.text() else { return };
        let text = Utf8Bytes::from(text);
        self.sockets().retain(|_, socket| {
            let about = about(socket);
            if about.is_empty() {
                return true;
            }
            let tell = Outgoing::Tell {
                about,
                text: text.clone(),
            };
            // One that does not keep up is let go, which closes it: it would be told of something and not of another.
            socket.tell.try_send(tell).is_ok()
        });
    }

    /// Something was missed: every socket is closed, and its client comes again.
    pub fn missed(&self) {
        self.sockets()
            .retain(|_, socket| socket.tell.try_send(Outgoing::Missed).is_ok());
    }
}
