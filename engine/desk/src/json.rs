//! The JSON doors: text in, text out, the same bytes wherever the engine runs.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use tax::Fault;

use crate::deal::Deal;

/// Every figure of a deal.
#[must_use]
pub fn figures(deal: &str) -> String {
    answer(deal, |deal: Deal| crate::figures(&deal))
}

/// Every payment of a deal.
#[must_use]
pub fn schedule(deal: &str) -> String {
    answer(deal, |deal: Deal| crate::schedule(&deal))
}

/// What each line does to the payment.
#[must_use]
pub fn effects(deal: &str) -> String {
    answer(deal, |deal: Deal| crate::effects(&deal))
}

/// Payments by term and down payment.
#[must_use]
pub fn grid(ask: &str) -> String {
    answer(ask, |ask| crate::grid(&ask))
}

/// Levers that bring the payment to a target.
#[must_use]
pub fn roll(ask: &str) -> String {
    answer(ask, |ask| crate::roll(&ask))
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer<T> {
    Ok(T),
    Faults(Vec<Fault>),
}

fn answer<Ask, Ok>(text: &str, compute: impl FnOnce(Ask) -> Result<Ok, Vec<Fault>>) -> String
where
    Ask: DeserializeOwned,
    Ok: Serialize,
{
    let answer = match parse(text) {
        Ok(ask) => match compute(ask) {
            Ok(ok) => Answer::Ok(ok),
            Err(faults) => Answer::Faults(faults),
        },
        Err(fault) => Answer::Faults(vec![fault]),
    };
    let mut out = Vec::with_capacity(4096);
    match serde_json::to_writer(&mut out, &answer) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(error) => error.to_string(),
    }
}

/// An ask from JSON text, or what is wrong with the text and at which field.
fn parse<Ask: DeserializeOwned>(text: &str) -> Result<Ask, Fault> {
    if let Ok(ask) = serde_json::from_str(text) {
        return Ok(ask);
    }
    // Only a text that was refused pays for the way to its field.
    let mut reader = serde_json::Deserializer::from_str(text);
    let read: Result<Ask, _> = serde_path_to_error::deserialize(&mut reader);
    match read {
        Ok(ask) => match reader.end() {
            Ok(()) => Ok(ask),
            Err(error) => Err(malformed(String::new(), &error)),
        },
        Err(error) => Err(malformed(pointer(error.path()), error.inner())),
    }
}

fn malformed(pointer: String, error: &serde_json::Error) -> Fault {
    Fault {
        pointer,
        code: "malformed".into(),
        detail: error.to_string(),
    }
}

fn pointer(path: &Path) -> String {
    path.iter()
        .fold(String::new(), |pointer, segment| match segment {
            Segment::Seq { index } => format!("{pointer}/{index}"),
            Segment::Map { key } => {
                format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}
