//! The only place that reads the time, so that a test can say which time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

/// The wall clock; in tests one that stands still until it is moved.
#[derive(Clone, Default)]
pub struct Clock {
    /// Milliseconds since the epoch, or none for the machine's own clock.
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `at` until [`Clock::advance`] moves it; every clone moves with it.
    pub fn fixed(at: Timestamp) -> Self {
        Self {
            fixed: Some(Arc::new(AtomicI64::new(at.as_millisecond()))),
        }
    }

    /// The instant now.
    pub fn now(&self) -> Timestamp {
        match &self.fixed {
            Some(millis) => Timestamp::from_millisecond(millis.load(Ordering::SeqCst))
                .unwrap_or(Timestamp::UNIX_EPOCH),
            None => Timestamp::now(),
        }
    }

    /// Seconds since the epoch, as tokens count them.
    pub fn seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// Moves a fixed clock on; the machine's clock cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Some(millis) = &self.fixed {
            let step = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            millis.fetch_add(step, Ordering::SeqCst);
        }
    }
}
