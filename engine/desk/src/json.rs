//! The JSON doors: text in, text out, the same bytes wherever the engine runs.

use serde::Serialize;
use tax::Fault;

use crate::reader::{Read, read};

/// Every figure of a deal.
#[must_use]
pub fn figures(deal: &str) -> String {
    answer(deal, crate::figures)
}

/// Every payment of a deal.
#[must_use]
pub fn schedule(deal: &str) -> String {
    answer(deal, crate::schedule)
}

/// What each line does to the payment.
#[must_use]
pub fn effects(deal: &str) -> String {
    answer(deal, crate::effects)
}

/// Payments by term and down payment.
#[must_use]
pub fn grid(ask: &str) -> String {
    answer(ask, crate::grid)
}

/// Levers that bring the payment to a target.
#[must_use]
pub fn roll(ask: &str) -> String {
    answer(ask, crate::roll)
}

/// The tax of one sale.
#[must_use]
pub fn tax(sale: &str) -> String {
    answer(sale, tax::assess)
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer<T> {
    Ok(T),
    Faults(Vec<Fault>),
}

fn answer<Ask: Read, Ok: Serialize>(
    text: &str,
    compute: impl FnOnce(&Ask) -> Result<Ok, Vec<Fault>>,
) -> String {
    let answer = match read(text).and_then(|ask| compute(&ask)) {
        Ok(ok) => Answer::Ok(ok),
        Err(faults) => Answer::Faults(faults),
    };
    let mut out = Vec::with_capacity(4096);
    match serde_json::to_writer(&mut out, &answer) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(error) => error.to_string(),
    }
}
