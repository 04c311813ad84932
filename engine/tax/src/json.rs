//! The door for JSON: one sale in as text, the assessment or the faults out as text.

use serde::Serialize;

use crate::{Assessment, Fault, Sale};

/// What a door answers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Ok(Box<Assessment>),
    Faults(Vec<Fault>),
}

/// Assesses one sale: `{"ok": {…}}` or `{"faults": […]}`.
#[must_use]
pub fn assess(sale: &str) -> String {
    let answer = match parse(sale) {
        Ok(sale) => match crate::assess(&sale) {
            Ok(assessment) => Answer::Ok(Box::new(assessment)),
            Err(faults) => Answer::Faults(faults),
        },
        Err(fault) => Answer::Faults(vec![fault]),
    };
    let mut out = Vec::with_capacity(4096);
    match serde_json::to_writer(&mut out, &answer) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(error) => format!(
            "{{\"faults\":[{{\"pointer\":\"\",\"code\":\"internal\",\"detail\":{:?}}}]}}",
            error.to_string()
        ),
    }
}

/// A sale from JSON text.
///
/// # Errors
/// What is wrong with the text and at which field.
pub fn parse(sale: &str) -> Result<Sale, Fault> {
    if let Ok(sale) = serde_json::from_str(sale) {
        return Ok(sale);
    }
    // Only a text that was refused pays for the way to its field.
    let mut reader = serde_json::Deserializer::from_str(sale);
    let result: Result<Sale, _> = serde_path_to_error::deserialize(&mut reader);
    match result {
        Ok(sale) => match reader.end() {
            Ok(()) => Ok(sale),
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
