//! JSON text in and out for the engine's crates that stand on serde: a fault of the text names its place by pointer.

use serde::{Deserialize, Serialize};
use tax::Fault;

/// An answer as text.
#[must_use]
pub fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_else(|error| {
        format!(
            "{{\"faults\":[{{\"pointer\":\"\",\"code\":\"internal\",\"detail\":{:?}}}]}}",
            error.to_string()
        )
    })
}

/// What is asked, read.
///
/// # Errors
/// Where the text does not read, the first place.
pub fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Fault> {
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
