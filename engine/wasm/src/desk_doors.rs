//! The doors of the desk: what one deal comes to, in every way that the browser shows it.

use wasm_bindgen::prelude::wasm_bindgen;

/// Every figure of a deal.
#[wasm_bindgen]
#[must_use]
pub fn figures(deal: &str) -> String {
    desk::json::figures(deal)
}

/// Every payment of a deal.
#[wasm_bindgen]
#[must_use]
pub fn schedule(deal: &str) -> String {
    desk::json::schedule(deal)
}

/// What each line of a deal does to its payment.
#[wasm_bindgen]
#[must_use]
pub fn effects(deal: &str) -> String {
    desk::json::effects(deal)
}

/// Payments by term and down payment.
#[wasm_bindgen]
#[must_use]
pub fn grid(ask: &str) -> String {
    desk::json::grid(ask)
}

/// Levers that bring the payment to a target.
#[wasm_bindgen]
#[must_use]
pub fn roll(ask: &str) -> String {
    desk::json::roll(ask)
}
