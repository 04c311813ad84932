//! What is said on a socket, both ways, as JSON texts of one field that names the message.

use jiff::Timestamp;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};

/// What a client says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromClient {
    Watch(Topic),
    Unwatch(Topic),
    At(Place),
}

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// One deal: its changes, and who is there.
    Deal(Uuid),
    /// The changes of every deal that the person may see.
    Deals(bool),
}

/// Where somebody is in a deal that they watch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub deal: Uuid,
    #[serde(default)]
    pub structure: Option<Uuid>,
    /// A cell by the client's own name for it.
    #[serde(default)]
    pub cell: Option<String>,
}

/// More is no cell of any worksheet.
const LONGEST_CELL: usize = 80;

impl Place {
    /// Whether the cell is a name and not a text of somebody's: it is shown to colleagues.
    fn is_sound(&self) -> bool {
        self.cell.as_ref().is_none_or(|cell| {
            (1..=LONGEST_CELL).contains(&cell.len())
                && cell
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte))
        })
    }
}

impl FromClient {
    /// Reads a text; none where it is no such message.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match serde_json::from_str(text).ok()? {
            Self::At(place) if !place.is_sound() => None,
            Self::Watch(Topic::Deals(false)) | Self::Unwatch(Topic::Deals(false)) => None,
            said => Some(said),
        }
    }
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToClient<'a> {
    /// From now on every change is told.
    Watching(Watching),
    /// Somebody saved a deal.
    Changed(&'a Changed),
    /// Everyone who is at a deal by now.
    Present {
        deal: Uuid,
        people: &'a [Person],
    },
    Refused(Refused),
    /// The connection is alive; nothing is to be done.
    Ping {},
}

impl ToClient<'_> {
    /// As it goes over the socket.
    ///
    /// # Errors
    /// Never: these types always serialize.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Watching {
    #[serde(flatten)]
    pub topic: Topic,
    /// The deal's version by now: whoever knows an older one reads it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

/// What was saved, without a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub deal: Uuid,
    pub version: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    pub act: String,
    pub by: Somebody,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Somebody {
    pub id: Uuid,
    pub name: String,
}

/// Somebody who is at a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub structure: Option<Uuid>,
    pub cell: Option<String>,
    pub since: Timestamp,
}

/// What could not be done. The socket stays open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    pub code: &'static str,
    pub detail: &'static str,
    #[serde(flatten)]
    pub topic: Option<Topic>,
}

impl Refused {
    #[must_use]
    pub fn malformed() -> Self {
        Self {
            code: "malformed",
            detail: "This is no message of the live channel. Nothing was done.",
            topic: None,
        }
    }

    #[must_use]
    pub fn not_found(deal: Uuid) -> Self {
        Self {
            code: "not_found",
            detail: "There is no such deal where you work.",
            topic: Some(Topic::Deal(deal)),
        }
    }

    #[must_use]
    pub fn forbidden() -> Self {
        Self {
            code: "forbidden",
            detail: "Seeing deals needs the permission deals.read_own or deals.read_all.",
            topic: Some(Topic::Deals(true)),
        }
    }

    #[must_use]
    pub fn too_many(deal: Uuid) -> Self {
        Self {
            code: "too_many",
            detail: "This window watches as many deals as it can. Leave one of them first.",
            topic: Some(Topic::Deal(deal)),
        }
    }

    #[must_use]
    pub fn not_watched(deal: Uuid) -> Self {
        Self {
            code: "not_watched",
            detail: "Watch the deal first, then say where you are in it.",
            topic: Some(Topic::Deal(deal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FromClient, Place, Refused, ToClient, Topic, Watching};
    use platform::ids::Uuid;

    const DEAL: Uuid = Uuid::from_u128(7);

    #[test]
    fn reads_what_clients_say_and_nothing_else() {
        let read = |text: &str| FromClient::read(&text.replace("ID", &DEAL.to_string()));
        assert_eq!(
            read(r#"{"watch":{"deal":"ID"}}"#),
            Some(FromClient::Watch(Topic::Deal(DEAL)))
        );
        assert_eq!(
            read(r#"{"unwatch":{"deals":true}}"#),
            Some(FromClient::Unwatch(Topic::Deals(true)))
        );
        assert_eq!(
            read(r#"{"at":{"deal":"ID","structure":"ID","cell":"cash_down"}}"#),
            Some(FromClient::At(Place {
                deal: DEAL,
                structure: Some(DEAL),
                cell: Some("cash_down".into())
            }))
        );
        assert_eq!(
            read(r#"{"at":{"deal":"ID","structure":"ID","cell":null}}"#),
            Some(FromClient::At(Place {
                deal: DEAL,
                structure: Some(DEAL),
                cell: None
            }))
        );
        for wrong in [
            "",
            "[]",
            r#"{"watch":{"deals":false}}"#,
            r#"{"watch":{"deal":"x"}}"#,
            r#"{"watch":{"deal":"ID"},"unwatch":{"deal":"ID"}}"#,
            r#"{"at":{"deal":"ID","cell":"a name of somebody"}}"#,
            r#"{"at":{"deal":"ID","cell":""}}"#,
            r#"{"at":{"deal":"ID","more":1}}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let long = format!(r#"{{"at":{{"deal":"ID","cell":"{}"}}}}"#, "a".repeat(81));
        assert_eq!(read(&long), None);
    }

    #[test]
    fn says_one_field_that_names_the_message() {
        let text = |said: ToClient<'_>| said.text().expect("a text");
        let watching = Watching {
            topic: Topic::Deal(DEAL),
            version: Some(3),
        };
        assert_eq!(
            text(ToClient::Watching(watching)),
            format!(r#"{{"watching":{{"deal":"{DEAL}","version":3}}}}"#)
        );
        assert_eq!(text(ToClient::Ping {}), r#"{"ping":{}}"#);
        assert_eq!(
            text(ToClient::Present {
                deal: DEAL,
                people: &[]
            }),
            format!(r#"{{"present":{{"deal":"{DEAL}","people":[]}}}}"#)
        );
        let refused = text(ToClient::Refused(Refused::malformed()));
        assert!(
            refused.starts_with(r#"{"refused":{"code":"malformed","detail":"#),
            "{refused}"
        );
    }
}
