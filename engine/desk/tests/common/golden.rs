//! The recorded deals: 200 of every kind and state, and what of their figures is kept.

use std::path::PathBuf;

use desk::Deal;
use serde_json::{Map, Value, json};

/// A recorded deal and what was kept of its figures.
pub struct Recorded {
    pub deal: Deal,
    pub kept: Value,
}

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// All of them, in the order of the files.
pub fn recorded() -> Vec<Recorded> {
    let text = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap_or_default();
    let (deals, figures) = (text("deals.jsonl"), text("figures.jsonl"));
    let mut figures = figures.lines();
    deals
        .lines()
        .map(|deal| Recorded {
            deal: serde_json::from_str(deal).expect("a recorded deal reads"),
            kept: figures.next().map_or(Value::Null, |kept| {
                serde_json::from_str(kept).expect("kept figures read")
            }),
        })
        .collect()
}

/// What of a deal's figures is kept: every number and code, none of the wording.
pub fn kept(deal: &Deal) -> Value {
    match desk::figures(deal) {
        Ok(figures) => {
            let figures = serde_json::to_value(figures).expect("figures are JSON");
            without_words(&figures)
        }
        Err(faults) => {
            let faults = serde_json::to_value(faults).expect("faults are JSON");
            json!({ "faults": without_words(&faults) })
        }
    }
}

/// Fields that hold sentences, names and sources.
const WORDS: [&str; 14] = [
    "answer",
    "certificates",
    "citation",
    "detail",
    "engine_version",
    "law",
    "name",
    "paid_to",
    "questions",
    "reason",
    "rules_version",
    "source",
    "text",
    "verified",
];

fn without_words(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let told = fields
                .iter()
                .filter(|(name, value)| !WORDS.contains(&name.as_str()) && !value.is_null());
            let told = told.map(|(name, value)| (name.clone(), without_words(value)));
            Value::Object(told.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_words).collect()),
        other => other.clone(),
    }
}

/// Every place where two texts differ, as `pointer: before -> after`.
pub fn differences(at: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(was), Value::Object(is)) => {
            let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                let (was, is) = (was.get(name), is.get(name));
                let nothing = Value::Null;
                differences(
                    &format!("{at}/{name}"),
                    was.unwrap_or(&nothing),
                    is.unwrap_or(&nothing),
                    found,
                );
            }
        }
        (Value::Array(was), Value::Array(is)) if was.len() == is.len() => {
            for (place, (was, is)) in was.iter().zip(is).enumerate() {
                differences(&format!("{at}/{place}"), was, is, found);
            }
        }
        (was, is) if was == is => {}
        (was, is) => found.push(format!("{at}: {was} -> {is}")),
    }
}
