//! Deals: the structures of a deal and their figures, its versions, its way from draft to delivered, and the
//! buyer's worksheet.
//!
//! - `/deals`, `/deals/{id}`: make, list, read, give other parties, delete a draft.
//! - `/deals/{id}/structures/…`: the ways to make the deal; one is chosen. Inputs come from the client, figures
//!   never do: the engine works them out here, and they are stored with their engine and rules versions.
//! - `/deals/{id}/submit` and the other steps: one table says which step starts where and who may take it. From
//!   submission on the structures are frozen.
//! - `/deals/{id}/limits`, `/deals/{id}/overrides`, `/desk/overrides`: what is beyond whose limits, with which reason, who
//!   decided, and what it did.
//! - `/deals/{id}/copy`: a deal made from another.
//! - `/deals/{id}/versions`: who changed what when, with the effect on payment and gross.
//! - `/deals/{id}/worksheet`: what the buyer reads and signs; customer-safe by its types.
//! - `/products`, `/desk/catalogue`, `/desk/menu-columns/…`: what is sold beside the vehicle, by dated rate cards.
//! - `/deals/{id}/menus/…`: menus as they were put before the buyer, and what was decided, signed.
//! - `/deals/{id}/signatures`: what was signed on screen, to the byte.
//! - `/deals/{id}/disclosure`: the federal box of a retail contract or lease.
//! - `/deals/{id}/presentations`, `/q/{token}`: the page that a customer is shown, chooses from and signs.
//! - `/desk/…`, `/tax/quote`: the engine without storing.
//! - `/lenders/…`, `/desk/market`, `/desk/scan`: who buys contracts by which dated sheets, and which of them fit a deal.
//! - `/desk/settings`: what a rooftop's desk starts from and holds to, by edition.
//! - `/tax/rates/…`, `/tax/places`: local rates in force, the dealership's own over the product's table.
//!
//! The dealer's own figures (cost, ACV, buy rate, reserve, gross) leave only to callers with `deals.see_gross`;
//! every structure is stored in both renderings. It consumes no facts and publishes those of [`events`].

pub mod api;
pub mod confidential;
mod copying;
pub mod deal;
pub mod desking;
mod directory;
pub mod disclosure;
pub mod events;
pub mod lenders;
pub mod menus;
pub mod merging;
pub mod number;
mod opening;
pub mod overrides;
pub mod parties;
pub mod presentation;
pub mod print;
pub mod products;
pub mod rates;
pub mod settings;
pub mod signatures;
pub mod store;
pub mod structure;
pub mod version;
pub mod workflow;
pub mod worksheet;

use platform::Service;

/// The service, to be run alone or beside the others.
#[must_use]
pub fn service() -> Service {
    Service::new(
        "deals",
        "Deals: structures, figures, versions, workflow, worksheet",
        platform::migrations![
            "0001_deals",
            "0002_one_deal",
            "0003_structures_as_read",
            "0004_local_rates",
            "0005_lenders",
            "0006_house",
            "0007_menu",
            "0008_presentations",
            "0009_withdrawn"
        ],
        |platform| api::routes().with_state(platform.clone()),
    )
}
