#![doc = include_str!("../README.md")]

pub mod auth;
pub mod client;
pub mod clock;
pub mod cursor;
pub mod db;
pub mod etag;
pub mod events;
pub mod host;
mod housekeeping;
pub mod http;
pub mod idempotency;
pub mod ids;
pub mod json;
mod lock;
pub mod migrate;
pub mod path;
pub mod pg;
pub mod problem;
pub mod secrets;
pub mod service;
pub mod settings;
mod stopping;
pub mod telemetry;
#[cfg(feature = "testkit")]
pub mod testkit;

pub use problem::{Fault, Problem};
pub use service::{Job, Platform, Service};
pub use stopping::Stopping;

/// What a handler module needs, in one line: `use platform::prelude::*;`.
pub mod prelude {
    pub use crate::auth::{Allowed, Caller};
    pub use crate::cursor::{Cursor, Limit, Page};
    pub use crate::db::{Db, TenantTx};
    pub use crate::etag::{IfMatch, Versioned};
    pub use crate::idempotency::{Begun, Create, Created};
    pub use crate::json::{Body, Query};
    pub use crate::path::Path;
    pub use crate::problem::{Fault, Problem};
    pub use crate::service::{Platform, Service};
    pub use axum::Json;
    pub use axum::extract::State;
    pub use axum::response::{IntoResponse, Response};
    pub use utoipa_axum::router::OpenApiRouter;
    pub use utoipa_axum::routes;
}
