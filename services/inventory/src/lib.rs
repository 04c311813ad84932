//! The inventory service: vehicles, what their VINs say, what they cost, and where they stand.
//!
//! Routes (each named with its permission in the OpenAPI document):
//!
//! | what | where |
//! |---|---|
//! | list, enter, read, change, put away, take back out | `/vehicles`, `/vehicles/{id}`, `/vehicles/{id}/restore` |
//! | take a step of the status, and all steps so far | `/vehicles/{id}/status` |
//! | what a VIN says, without a network | `/vin/{vin}` |
//!
//! It tells `vehicle.created`, `vehicle.updated`, `vehicle.status_changed`, `vehicle.archived` and
//! `vehicle.restored`, and hears `deal.contracted` (reserves), `deal.cancelled` (frees) and `deal.delivered` (sells).
//! It has no jobs. Everybody of a dealership sees the stock of all its stores, costs only with `inventory.see_cost`.

pub mod api;
pub mod events;
pub mod list;
pub mod status;
pub mod status_api;
pub mod step;
pub mod store;
pub mod vehicle;
pub mod vin;
pub mod vin_api;
pub mod wmi;

use std::sync::Arc;

use platform::Service;

/// The service, to be run alone or beside the others.
#[must_use]
pub fn service() -> Service {
    Service::new(
        "inventory",
        "Vehicles of the stock, what their VINs say, and where they stand.",
        platform::migrations!["0001_vehicles", "0002_certified"],
        |platform| {
            api::routes()
                .merge(status_api::routes())
                .merge(vin_api::routes())
                .with_state(platform.clone())
        },
    )
    .consumers(|_| vec![Arc::new(events::VehicleOfDeal)])
}
