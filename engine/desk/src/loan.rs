//! The plain loan: level monthly payments at a rate by the month, and what its spread is worth.
//!
//! Every other way to repay is a [`Plan`](crate::plan::Plan).

use money::{Cents, Rate, Rounding};

use crate::apr::{Flow, apr};
use crate::compound::{annuity, growth, to_cents, to_float};
use crate::deal::Frequency;
use crate::unit_period::When;

pub use crate::first::FirstPeriod;

/// The level payment that repays `amount` in `payments` months at `rate` a year, to the nearest cent.
#[must_use]
pub fn level_payment(amount: Cents, rate: Rate, payments: u32, first: When) -> Cents {
    if rate.is_zero() {
        return amount.ratio(1, i64::from(payments.max(1)), Rounding::HalfUp);
    }
    let i = by_interval(rate, Frequency::Monthly);
    to_cents(owed_before_first(amount, i, first) / annuity(i, payments.max(1)))
}

/// A yearly rate by the payment interval.
pub(crate) fn by_interval(rate: Rate, frequency: Frequency) -> f64 {
    rate.get() as f64 / (f64::from(frequency.per_year()) * Rate::SCALE as f64)
}

/// What `amount` has grown to one interval before the first payment.
pub(crate) fn owed_before_first(amount: Cents, i: f64, first: When) -> f64 {
    to_float(amount) * first_growth(i, first) / (1.0 + i)
}

pub(crate) fn first_growth(i: f64, first: When) -> f64 {
    (1.0 + first.fraction() * i) * growth(i, first.periods)
}

/// What the payments of a loan come to, each interval's interest rounded to the cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// How many are made; fewer than the term where rounding repays a small loan sooner.
    pub payments: u32,
    pub last_payment: Cents,
    pub total: Cents,
}

/// The APR of a monthly loan whose payments are level but for the last.
#[must_use]
pub fn loan_apr(amount: Cents, payment: Cents, totals: Totals, first: When) -> Option<Rate> {
    level_apr(amount, payment, totals, first, (12, 1))
}

/// The same at any number of unit-periods a year.
pub(crate) fn level_apr(
    amount: Cents,
    payment: Cents,
    totals: Totals,
    first: When,
    per_year: (u32, u32),
) -> Option<Rate> {
    let level = totals.payments.saturating_sub(1);
    let last_at = When {
        periods: first.periods + level,
        odd: first.odd,
    };
    let last = Flow::once(totals.last_payment, last_at);
    let advance = [Flow::once(amount, When::START)];
    if totals.last_payment == payment {
        let all = [Flow::run(payment, totals.payments, first)];
        return apr(&advance, &all, per_year);
    }
    let all = [Flow::run(payment, level, first), last];
    apr(&advance, &all, per_year)
}

/// The dealer's reserve before the share: what the buyer pays over the lender's rate.
#[must_use]
pub fn spread_interest(sell_payment: Cents, buy_payment: Cents, payments: u32) -> Cents {
    (sell_payment - buy_payment).by(i64::from(payments))
}

/// The same as the lender counts it: what the payments are worth at the buy rate, less the amount
/// that was financed.
#[must_use]
pub fn spread_present_value(
    amount: Cents,
    sell_payment: Cents,
    payments: u32,
    buy_rate: Rate,
    first: When,
) -> Cents {
    let i = by_interval(buy_rate, Frequency::Monthly);
    let owed_a_month_before = to_float(sell_payment) * annuity(i, payments);
    let worth = owed_a_month_before * (1.0 + i) / first_growth(i, first);
    to_cents(worth) - amount
}
