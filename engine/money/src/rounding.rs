//! The one place where a fraction of a cent is dropped.

use serde::{Deserialize, Serialize};

/// How an exact fraction becomes a whole number of cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest, halves away from zero: what nearly every tax statute and lender asks.
    #[default]
    HalfUp,
    /// To the nearest, halves to the even neighbour.
    HalfEven,
    /// Any fraction counts as one more (away from zero).
    Up,
    /// Any fraction is dropped (toward zero).
    Down,
}

/// `numerator / denominator` as a whole number under `rounding`.
///
/// # Panics
/// When `denominator` is not positive: callers divide by counts and scales, never by data.
#[must_use]
pub fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> i128 {
    assert!(denominator > 0, "a scale or a count is positive");
    // Nearly every product of money and rate fits 64 bits, where a division is many times cheaper.
    let (quotient, remainder) = match (i64::try_from(numerator), i64::try_from(denominator)) {
        (Ok(n), Ok(d)) => (i128::from(n / d), i128::from(n % d)),
        _ => (numerator / denominator, numerator % denominator),
    };
    if remainder == 0 {
        return quotient;
    }
    let away = if numerator < 0 { -1 } else { 1 };
    let twice = remainder.abs() * 2;
    let step = match rounding {
        Rounding::HalfUp => twice >= denominator,
        Rounding::HalfEven => twice > denominator || (twice == denominator && quotient % 2 != 0),
        Rounding::Up => true,
        Rounding::Down => false,
    };
    if step { quotient + away } else { quotient }
}
