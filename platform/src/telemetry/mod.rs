//! Structured logs and counters; neither ever carries personal data.

mod metrics;

pub use metrics::Metrics;

use tracing_subscriber::EnvFilter;

/// Writes JSON lines to standard output from here on. `filter` is the setting `LOG`, as `info` or `info,access=off`.
///
/// A second call changes nothing.
pub fn start(filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
    Ok(())
}
