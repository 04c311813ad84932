//! How much one socket may ask for.

use std::time::Instant;

/// Bytes of one message; the longest that a client has to say is a fraction of it.
pub const MESSAGE_BYTES: usize = 4 * 1024;
/// Deals that one socket watches.
pub const DEALS: usize = 50;
/// Sockets that one person has open: one a tab, on every machine they use.
pub const SOCKETS_PER_USER: i64 = 20;
/// Messages that wait for a client that does not read; one more and the socket is closed.
pub const WAITING: usize = 256;

/// Messages a second that a socket may send for long.
const A_SECOND: f64 = 20.0;
/// And at once, after a silence.
const AT_ONCE: f64 = 80.0;

/// What is left of a socket's messages.
pub struct Allowance {
    left: f64,
    at: Instant,
}

impl Allowance {
    #[must_use]
    pub fn full(now: Instant) -> Self {
        Self {
            left: AT_ONCE,
            at: now,
        }
    }

    /// Takes one message; false where none is left.
    pub fn take(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = AT_ONCE.min(self.left + passed * A_SECOND);
        self.at = now;
        if self.left < 1.0 {
            return false;
        }
        self.left -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Allowance;
    use std::time::{Duration, Instant};

    #[test]
    fn eighty_at_once_and_twenty_a_second() {
        let start = Instant::now();
        let mut allowance = Allowance::full(start);
        let at_once = (0..100).filter(|_| allowance.take(start)).count();
        assert_eq!(at_once, 80);
        let half = start + Duration::from_millis(500);
        assert_eq!((0..100).filter(|_| allowance.take(half)).count(), 10);
        // However long the silence, no more than at first.
        let later = half + Duration::from_secs(3600);
        assert_eq!((0..100).filter(|_| allowance.take(later)).count(), 80);
    }
}
