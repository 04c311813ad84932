//! Lenders over HTTP: lenders and their editions, sheets and their imports, the market of a rooftop, the scan of it.

mod imports;
mod lender;
mod market;
mod programmes;
mod scan;
mod views;

use jiff::civil::Date;
use platform::auth::Caller;
use platform::permission;
use platform::prelude::*;
use utoipa_axum::router::OpenApiRouter;

use crate::store;

pub use scan::{HIDDEN_LEASE_TERMS, HIDDEN_TERMS};

permission!(pub(in crate::api) SeeGross = "deals.see_gross");
permission!(pub(super) ManageLenders = "lenders.manage");

pub fn routes() -> OpenApiRouter<Platform> {
    lender::routes()
        .merge(programmes::routes())
        .merge(imports::routes())
        .merge(market::routes())
        .merge(scan::routes())
}

/// The day for what concerns no single rooftop: it lasts until it is over everywhere in the states, so that no sheet
/// counts as ended while somebody may still sell by it.
async fn today(platform: &Platform, caller: &Caller) -> Result<Date, Problem> {
    const LAST_ZONE: &str = "Pacific/Honolulu";
    store::day_at(platform.db(), caller, platform.clock().now(), LAST_ZONE).await
}
