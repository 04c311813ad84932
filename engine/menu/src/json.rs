//! The JSON doors: what is asked comes in as text, the menu or the faults go out as text.

use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::ask::{MenuAsk, PlansAsk};

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer<T> {
    Ok(T),
    Faults(Vec<Fault>),
}

/// A menu: `{"ok": {…}}` or `{"faults": […]}`.
#[must_use]
pub fn menu(ask: &str) -> String {
    answered(ask, |ask: &MenuAsk| crate::menu(ask))
}

/// Every plan of a catalogue tried on a deal: `{"ok": {"plans": […]}}` or `{"faults": […]}`.
#[must_use]
pub fn plans(ask: &str) -> String {
    answered(ask, |ask: &PlansAsk| crate::plans(ask))
}

fn answered<'a, Ask: Deserialize<'a>, Ok: Serialize>(
    ask: &'a str,
    work: impl FnOnce(&Ask) -> Result<Ok, Vec<Fault>>,
) -> String {
    let answer = parse(ask)
        .map_err(|fault| vec![fault])
        .and_then(|ask| work(&ask));
    let answer = match answer {
        Ok(ok) => Answer::Ok(ok),
        Err(faults) => Answer::Faults(faults),
    };
    serde_json::to_string(&answer).unwrap_or_else(|error| {
        format!(
            "{{\"faults\":[{{\"pointer\":\"\",\"code\":\"internal\",\"detail\":{:?}}}]}}",
            error.to_string()
        )
    })
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Fault> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let malformed = |pointer: String, error: &serde_json::Error| Fault {
        pointer,
        code: "malformed".into(),
        detail: error.to_string(),
    };
    let read = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| malformed(pointer(error.path()), error.inner()))?;
    reader
        .end()
        .map_err(|error| malformed(String::new(), &error))?;
    Ok(read)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
