//! What must be true of the keys of one tax beside its rates: places, units, passing on, caps.

use std::ops::Range;

use money::Cents;

use super::document::{Document, Tax};
use super::words::{CapOn, Pick};

/// Everything that is wrong, with the place in the file.
pub fn check(document: &Document, at: &Range<usize>, tax: &Tax) -> Vec<(Range<usize>, String)> {
    let mut problems = Vec::new();
    let mut wrong = |at: &Range<usize>, reason: &str| {
        problems.push((at.clone(), format!("tax {} {reason}", tax.code)));
    };
    let second = [tax.topped_up_at, tax.shared_with];
    if second.iter().any(Option::is_some) && tax.local.is_none() {
        wrong(at, "names a second place and has no local rate");
    }
    if second.iter().all(Option::is_some) {
        wrong(
            at,
            "is either topped up at a place or shared with one, not both",
        );
    }
    if tax.given_only && (tax.local.is_none() || !tax.overridable) {
        wrong(
            at,
            "takes only a rate that is given, so it is local and overridable",
        );
    }
    match &tax.unit {
        Some(unit)
            if !unit
                .parse::<Cents>()
                .is_ok_and(|unit| unit.is_positive() && unit <= Cents::LIMIT) =>
        {
            wrong(at, &format!("is taken of units of \"{unit}\""));
        }
        None if tax.unit_rounding.is_some() => wrong(at, "rounds to units and names no unit"),
        _ => {}
    }
    for period in &tax.rate {
        let (at, rate) = (period.span(), period.get_ref());
        if rate.cap_on == CapOn::LeaseTotal && rate.cap.is_none() && tax.local.is_none() {
            wrong(
                &at,
                "holds all receipts of a lease against a cap and has none",
            );
        }
        let bent = [&rate.cap, &rate.min, &rate.max, &rate.trigger_over];
        if tax.passed_on.is_some()
            && (rate.pick == Pick::Slices || bent.into_iter().any(Option::is_some))
        {
            wrong(&at, "is passed on, so its rate reaches the whole base");
        }
    }
    if let Some(decimals) = tax.passed_on {
        if !(2..=8).contains(&decimals) {
            wrong(at, "is passed on at a rate of 2 to 8 decimals");
        }
        if tax.combined {
            wrong(at, "is passed on and so already rounded with the others");
        }
        let alike = document.tax.iter().all(|other| {
            let other = other.get_ref();
            other.passed_on.is_none()
                || (other.passed_on, &other.base, &other.lease_base)
                    == (tax.passed_on, &tax.base, &tax.lease_base)
        });
        if !alike {
            wrong(
                at,
                "is passed on with others, so all have the same bases and decimals",
            );
        }
    }
    problems
}
