//! Local rates over HTTP: those in force, the book that the browser's engine loads, imports, rates set by hand, places.

mod imports;
mod in_force;
mod overrides;
mod places;
mod views;

use platform::permission;
use platform::prelude::*;
use utoipa_axum::router::OpenApiRouter;

permission!(pub(super) ReadRates = "tax.quote" | "deals.read_own" | "deals.read_all");
permission!(pub(super) ManageRates = "tax.manage_rates");

pub fn routes() -> OpenApiRouter<Platform> {
    in_force::routes()
        .merge(imports::routes())
        .merge(overrides::routes())
        .merge(places::routes())
}

/// A state by its two letters, as the engine writes them.
fn state_of(text: &str, pointer: &str) -> Result<String, Problem> {
    let state = text.to_ascii_uppercase();
    if tax::is_state(&state) {
        return Ok(state);
    }
    let detail = format!("“{text}” is no state by its two letters");
    Err(Problem::fault(pointer, "unknown_state", detail))
}

/// Today in UTC, as the engine counts days.
fn today(platform: &Platform) -> Result<tax::Date, Problem> {
    let now = platform
        .clock()
        .now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    crate::rates::tax_day(now).ok_or_else(|| Problem::internal("the clock is out of the calendar"))
}
