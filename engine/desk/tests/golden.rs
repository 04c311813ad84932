//! The recorded deals come to the recorded figures. Where the arithmetic or a law is changed on purpose:
//! `cargo run -p desk --example record_golden` says what that changes, and with `-- --record` keeps it.

#[path = "common/golden.rs"]
mod golden;

use std::collections::HashSet;

use desk::DealKind;
use golden::{differences, kept, recorded};

#[test]
fn every_recorded_deal_comes_to_its_figures() {
    let recorded = recorded();
    assert_eq!(recorded.len(), 200);
    let mut changed = Vec::new();
    for (number, one) in recorded.iter().enumerate() {
        let at = format!("deal {}", number + 1);
        differences(&at, &one.kept, &kept(&one.deal), &mut changed);
    }
    assert!(
        changed.is_empty(),
        "{} figures are others now: {:#?}",
        changed.len(),
        &changed[..changed.len().min(20)]
    );
}

#[test]
fn there_is_one_of_each_kind_in_each_state() {
    let recorded = recorded();
    let there: HashSet<(&str, DealKind)> = recorded
        .iter()
        .map(|one| (one.deal.places.registration.state.as_str(), one.deal.kind))
        .collect();
    for state in tax::jurisdictions() {
        for kind in [DealKind::Cash, DealKind::Retail, DealKind::Lease] {
            assert!(there.contains(&(state, kind)), "{kind:?} in {state}");
        }
    }
    let faulty = recorded.iter().any(|one| one.kept.get("faults").is_some());
    assert!(!faulty, "every one of them has figures");
}
