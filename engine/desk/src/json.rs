//! The JSON doors: text in, text out, the same bytes wherever the engine runs.

use tax::json::answer;

/// Every figure of a deal.
#[must_use]
pub fn figures(deal: &str) -> String {
    answer(deal, crate::figures)
}

/// Every payment of a deal.
#[must_use]
pub fn schedule(deal: &str) -> String {
    answer(deal, crate::schedule)
}

/// What each line does to the payment.
#[must_use]
pub fn effects(deal: &str) -> String {
    answer(deal, crate::effects)
}

/// Payments by term and down payment.
#[must_use]
pub fn grid(ask: &str) -> String {
    answer(ask, crate::grid)
}

/// Levers that bring the payment to a target.
#[must_use]
pub fn roll(ask: &str) -> String {
    answer(ask, crate::roll)
}

/// What a plan pays for a deal.
#[must_use]
pub fn commission(ask: &str) -> String {
    answer(ask, crate::commission)
}

/// Where a deal is beyond limits.
#[must_use]
pub fn limits(ask: &str) -> String {
    answer(ask, crate::held_to)
}

/// Holds the APR that is about to be printed against that of the deal.
#[must_use]
pub fn verify_apr(ask: &str) -> String {
    answer(ask, crate::hold_apr)
}

/// The tax of one sale.
#[must_use]
pub fn tax(sale: &str) -> String {
    tax::json::assess(sale)
}
