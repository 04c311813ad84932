//! What must be true of the keys of one part of a base and of one fee.

use std::ops::Range;

use super::document::{Fee, Part};
use super::words::{Kind, Treat};

/// Everything that is wrong with a part.
pub fn part(part: &Part) -> Vec<&'static str> {
    let only = |kinds: &[Kind]| part.kind.iter().all(|kind| kinds.contains(kind));
    let trades = only(&[Kind::TradeIn, Kind::CapReductionTrade]);
    let mut problems = Vec::new();
    if !trades && (part.measured_by.is_some() || part.net_of_payoff) {
        problems.push("only a trade-in has a book value of its own or a payoff");
    }
    if part.items == Some(0) {
        problems.push("is of no item at all");
    }
    if part.items.is_some() && part.limit.is_some() {
        problems.push("counts its items or limits its sum, not both");
    }
    if part.at_most_tax_paid && !(trades && part.treat == Treat::Deducted) {
        problems.push("only a deducted trade-in is held to the tax that was paid on it");
    }
    problems
}

/// Everything that is wrong with a fee, with its place in the file.
pub fn fee(at: &Range<usize>, fee: &Fee) -> Vec<(Range<usize>, String)> {
    let mut problems = Vec::new();
    let mut wrong =
        |reason: &str| problems.push((at.clone(), format!("fee {} {reason}", fee.code)));
    let computed = fee.percent.is_some() || fee.per_100_lb.is_some();
    if fee.percent.is_some() != fee.of.is_some() {
        wrong("has a percentage of something, both or neither");
    }
    if fee.per_100_lb.is_some() != fee.of_weight.is_some() {
        wrong("has an amount per 100 lb of one of the weights, both or neither");
    }
    if !computed && (fee.min.is_some() || fee.max.is_some()) {
        wrong("is held between amounts and not computed");
    }
    if fee.amount.is_none() && !computed {
        wrong("has no amount; one that is not known is \"unknown\"");
    }
    if fee.amount.as_deref() == Some("unknown") && computed {
        wrong("is not known and computed");
    }
    problems
}
