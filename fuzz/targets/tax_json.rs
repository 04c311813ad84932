//! Any bytes at the JSON door of the tax: an assessment whose lines add up, or faults; never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use money::Cents;
use tax::{Due, SaleKind};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let answer = tax::json::assess(text);
    let said: serde_json::Value = serde_json::from_str(&answer).expect("the answer is JSON");
    assert!(
        said.get("ok").is_some() != said.get("faults").is_some(),
        "an assessment or faults"
    );
    let Ok(sale) = tax::json::parse(text) else {
        return;
    };
    let Ok(assessment) = tax::assess(&sale) else {
        return;
    };
    let term = match (sale.kind, &sale.lease) {
        (SaleKind::Lease, Some(lease)) => i64::from(lease.term_months),
        _ => 1,
    };
    let lines = assessment.lines.iter().fold(Cents::ZERO, |sum, line| {
        sum + match line.due {
            Due::Signing => line.amount,
            Due::Payment => line.amount.by(line.payments.map_or(term, i64::from)),
        }
    });
    let totals = assessment.totals;
    assert!(assessment.lines.iter().all(|line| !line.amount.is_negative()));
    assert!(!totals.due.is_negative() && totals.due <= totals.before_credit);
    assert_eq!(lines, totals.before_credit, "the lines are the tax");
    assert_eq!(
        tax::assess_figures(&sale).expect("the same sale").totals,
        totals,
        "figures alone are the same figures"
    );
});
