//! How long an e-mail address waits after failed sign-ins: four are free, then each doubles the wait up to an hour.
//!
//! The count belongs to the address that was typed, whether or not an account stands behind it, so that being locked
//! tells nobody which addresses exist.

use jiff::SignedDuration;

/// Failures in a row that cost nothing.
pub const FREE_FAILURES: u32 = 4;
/// The wait after the first failure that costs.
const FIRST_WAIT: i64 = 30;
/// The longest wait.
const LONGEST_WAIT: i64 = 3600;
/// A count is forgotten when nothing failed for this long.
pub const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The wait that follows the given count of failures in a row.
#[must_use]
pub fn wait_after(failures: u32) -> SignedDuration {
    let over = failures.saturating_sub(FREE_FAILURES);
    if over == 0 {
        return SignedDuration::ZERO;
    }
    let doublings = (over - 1).min(16);
    SignedDuration::from_secs((FIRST_WAIT << doublings).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_are_free_then_it_doubles_to_an_hour() {
        let seconds: Vec<i64> = (0..=14)
            .map(|failures| wait_after(failures).as_secs())
            .collect();
        assert_eq!(
            seconds,
            [
                0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600
            ]
        );
        assert_eq!(wait_after(u32::MAX).as_secs(), 3600);
    }
}
