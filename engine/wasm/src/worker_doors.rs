//! The doors that a thread beside the page's has more: lenders, the menu, limits, commission, the APR that may be printed.

use std::sync::RwLock;

use lending::json::Market;
use wasm_bindgen::prelude::wasm_bindgen;

/// What was handed over last.
static MARKET: RwLock<Option<Market>> = RwLock::new(None);

const NO_MARKET: &str = r#"{"faults":[{"pointer":"","code":"no_market","detail":"there are no lenders and sheets yet: hand them over first"}]}"#;

/// Hands over lenders and sheets, as `GET /desk/market` gives them, in place of those before:
/// `{"ok": {"lenders": n, "programmes": n}}`. Where something is wrong with them those before stay.
#[wasm_bindgen]
#[must_use]
pub fn load_market(market: &str) -> String {
    let read = Market::read(market);
    let told = lending::json::told(&read);
    if let (Ok(market), Ok(mut held)) = (read, MARKET.write()) {
        *held = Some(market);
    }
    told
}

/// Every row of every sheet tried on a deal.
#[wasm_bindgen]
#[must_use]
pub fn scan(ask: &str) -> String {
    match MARKET.read().as_deref() {
        Ok(Some(market)) => market.scan(ask),
        _ => NO_MARKET.into(),
    }
}

/// What a plan pays for a deal.
#[wasm_bindgen]
#[must_use]
pub fn commission(ask: &str) -> String {
    desk::json::commission(ask)
}

/// Where a deal is beyond limits.
#[wasm_bindgen]
#[must_use]
pub fn limits(ask: &str) -> String {
    desk::json::limits(ask)
}

/// Holds the APR that is about to be printed against that of the deal.
#[wasm_bindgen]
#[must_use]
pub fn verify_apr(ask: &str) -> String {
    desk::json::verify_apr(ask)
}

/// The menu of a deal: columns of products, each with its payment.
#[wasm_bindgen]
#[must_use]
pub fn menu(ask: &str) -> String {
    ::menu::json::menu(ask)
}

/// Every plan of a catalogue tried on a deal.
#[wasm_bindgen]
#[must_use]
pub fn plans(ask: &str) -> String {
    ::menu::json::plans(ask)
}
