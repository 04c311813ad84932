//! What it takes to pay a contract off: simple interest by the day, and the Rule of 78 of old contracts.

use money::{Cents, Rate, Rounding};

/// Simple interest on `balance` over `days` of a 365-day year, rounded once.
#[must_use]
pub fn simple_interest(balance: Cents, rate: Rate, days: u32) -> Cents {
    let parts = rate.get().saturating_mul(i64::from(days));
    balance.ratio(parts, 365 * Rate::SCALE, Rounding::HalfUp)
}

/// The unearned part of a finance charge by the Rule of 78, with `left` of `payments` still to come.
///
/// Federal law (15 USC 1615) forbids it for consumer loans longer than 61 months, many states wholly.
#[must_use]
pub fn rule_of_78_unearned(charge: Cents, payments: u32, left: u32) -> Cents {
    let digits = |count: u32| i64::from(count) * (i64::from(count) + 1);
    charge.ratio(
        digits(left.min(payments)),
        digits(payments.max(1)),
        Rounding::HalfUp,
    )
}
