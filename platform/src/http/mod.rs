//! How a service meets HTTP: what surrounds its routes, and serving them.

mod context;
mod doorway;
mod offers;
mod probes;
mod problems;
mod serve;

pub(crate) use context::{RequestContext, pass_on};
pub use context::{authorization, request_id, traceparent};
pub(crate) use doorway::assemble;
pub use serve::{serve, shutdown_signal};
