//! What it takes to pay a contract off: simple interest by the day, and the Rule of 78 of old contracts.

use money::{Cents, Rate, Rounding};

/// Simple interest on `balance` over `days` of a 365-day year, rounded once.
#[must_use]
pub fn simple_interest(balance: Cents, rate: Rate, days: u32) -> Cents {
    let parts = rate.get().saturating_mul(i64::from(days));
    balance.ratio(parts, 365 * Rate::SCALE, Rounding::HalfUp)
}

/// What a simple-interest contract takes to be paid off some days after its last payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payoff {
    /// One day's interest, rounded: what each day beyond the quote adds.
    pub per_diem: Cents,
    /// Interest of all the days, rounded once.
    pub interest: Cents,
    pub total: Cents,
}

/// The payoff of `balance` after `days` at `rate` a year of 365 days.
#[must_use]
pub fn payoff(balance: Cents, rate: Rate, days: u32) -> Payoff {
    let interest = simple_interest(balance, rate, days);
    Payoff {
        per_diem: simple_interest(balance, rate, 1),
        interest,
        total: balance + interest,
    }
}

/// The longest term in months whose refund may go by the Rule of 78 (15 USC 1615(b)).
pub const LONGEST_RULE_OF_78: u32 = 61;

/// Why no refund is reckoned by the Rule of 78.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermTooLong {
    pub term_months: u32,
}

impl std::fmt::Display for TermTooLong {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "a contract of {} months is refunded by the actuarial method: the Rule of 78 ends at \
             {LONGEST_RULE_OF_78} (15 USC 1615)",
            self.term_months
        )
    }
}

impl std::error::Error for TermTooLong {}

/// The refund of an unearned charge by the Rule of 78, of a contract that may go by it.
///
/// # Errors
/// Where the term is longer than [`LONGEST_RULE_OF_78`].
pub fn rule_of_78_refund(
    charge: Cents,
    term_months: u32,
    payments: u32,
    left: u32,
) -> Result<Cents, TermTooLong> {
    if term_months > LONGEST_RULE_OF_78 {
        return Err(TermTooLong { term_months });
    }
    Ok(rule_of_78_unearned(charge, payments, left))
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
