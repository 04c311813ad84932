//! The customers service: people and businesses, how to reach them, where they live, what was noted.
//!
//! Routes (each named with its permission in the OpenAPI document):
//!
//! | what | where |
//! |---|---|
//! | list, enter, read, change, put away, take back out | `/customers`, `/customers/{id}`, `/customers/{id}/restore` |
//! | notes: list, write, take back one's own | `/customers/{id}/notes`, `/customers/{id}/notes/{note_id}` |
//!
//! It tells `customer.created`, `customer.updated`, `customer.archived` and `customer.restored`, hears nothing and
//! has no jobs. A caller sees the customers of the rooftops at which they work; what is elsewhere does not exist.

pub mod address;
pub mod api;
pub mod customer;
pub mod events;
pub mod list;
pub mod note;
pub mod notes_api;
pub mod phone;
pub mod store;

use platform::Service;

/// The service, to be run alone or beside the others.
#[must_use]
pub fn service() -> Service {
    Service::new(
        "customers",
        "People and businesses, how to reach them, and what was noted about them.",
        platform::migrations!["0001_customers"],
        |platform| {
            api::routes()
                .merge(notes_api::routes())
                .with_state(platform.clone())
        },
    )
}
