//! The JSON doors: what is asked comes in as text, the menu or the faults go out as text.

use door::{parse, written};
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
    written(&answer)
}
