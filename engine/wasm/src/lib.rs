//! The browser's door to the engine: JSON text in, JSON text out, the same bytes as the services give.
//!
//! Each answer is `{"ok": …}` or `{"faults": [{pointer, code, detail}]}`. Texts, local rates and ZIPs
//! are files of their own, handed over once by [`load_tables`]. Built without the feature `desk` it is the tax alone;
//! with `worker` it has the lenders too and is for a thread beside the page's.

#[cfg(feature = "desk")]
mod desk_doors;
#[cfg(feature = "worker")]
mod worker_doors;

use tax::TableKind;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The tax of one sale.
#[wasm_bindgen]
#[must_use]
pub fn tax(sale: &str) -> String {
    ::tax::json::assess(sale)
}

/// Hands over a side table, `"texts"`, `"rates"` or `"zips"`; false where the bytes are none.
#[wasm_bindgen]
#[must_use]
pub fn load_tables(kind: &str, bytes: Vec<u8>) -> bool {
    TableKind::from_name(kind).is_some_and(|kind| ::tax::load_tables(kind, bytes).is_ok())
}

/// Hands over the dealership's own local rates, as `GET /tax/rates/book` gives them, in place of those before; false
/// where the text is no book, or the table of rates is not there yet.
#[wasm_bindgen]
#[must_use]
pub fn load_own_rates(book: &str) -> bool {
    ::tax::load_own_rates(book).is_ok()
}

/// `{"engine_version": …, "rules_version": …, "jurisdictions": […]}`.
#[wasm_bindgen]
#[must_use]
pub fn versions() -> String {
    let mut jurisdictions = String::new();
    for state in ::tax::jurisdictions() {
        jurisdictions.push_str(if jurisdictions.is_empty() {
            "\""
        } else {
            ",\""
        });
        jurisdictions.push_str(state);
        jurisdictions.push('"');
    }
    format!(
        r#"{{"engine_version":"{}","rules_version":"{}","jurisdictions":[{jurisdictions}]}}"#,
        env!("CARGO_PKG_VERSION"),
        ::tax::rules_version(),
    )
}
