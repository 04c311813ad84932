//! Trade-ins, guide values, what is in the payments of a lease and computed fees, tried on an invented jurisdiction.

use super::Worked;
use super::places_and_leases::found;
use crate::PartKind;

fn sold(rest: &str) -> Worked {
    found("XS", r#""county":"Any""#, rest)
}

fn due(rest: &str) -> String {
    sold(rest).figures.totals.due.to_text()
}

fn with(answer: &str, trades: &str) -> String {
    format!(r#""price":"30000.00","answers":{{"{answer}":true}},"trades":[{trades}]"#)
}

fn warns_of_guide_value(worked: &Worked) -> bool {
    worked
        .warnings
        .iter()
        .any(|warning| warning.code == "book_value_missing")
}

#[test]
fn trade_ins_count_less_what_is_owed_on_all_of_them() {
    // 30,000 − (10,000 + 3,000 − 4,000 − 5,000) = 26,000 × 4 %.
    let two =
        r#"{"allowance":"10000.00","payoff":"4000.00"},{"allowance":"3000.00","payoff":"5000.00"}"#;
    assert_eq!(due(&with("net", two)), "1040.00");
    // More owed than allowed takes nothing off.
    let owing = r#"{"allowance":"3000.00","payoff":"5000.00"}"#;
    assert_eq!(due(&with("net", owing)), "1200.00");
}

#[test]
fn a_trade_in_counts_at_its_guide_value() {
    // 30,000 − 8,000 = 22,000 × 4 %.
    let known = with(
        "by_book",
        r#"{"allowance":"10000.00","book_value":"8000.00"}"#,
    );
    assert_eq!(due(&known), "880.00");
    assert!(!warns_of_guide_value(&sold(&known)));
    let unknown = with("by_book", r#"{"allowance":"10000.00"}"#);
    assert_eq!(due(&unknown), "800.00");
    assert!(warns_of_guide_value(&sold(&unknown)));
}

#[test]
fn a_trade_in_counts_up_to_the_sum_that_was_taxed_when_it_was_bought() {
    let paid = |field: &str| {
        due(&with(
            "taxed_before",
            &format!(r#"{{"allowance":"10000.00"{field}}}"#),
        ))
    };
    // 200 is 4 % of 5,000: 25,000 × 4 %. Without tax nothing comes off; unknown, all of it does.
    assert_eq!(paid(r#","tax_amount_paid":"200.00""#), "1000.00");
    assert_eq!(paid(r#","tax_amount_paid":"900.00""#), "800.00");
    assert_eq!(paid(r#","tax_paid_on_it":false"#), "1200.00");
    assert_eq!(paid(r#","tax_paid_on_it":true"#), "800.00");
    assert_eq!(paid(""), "800.00");
}

#[test]
fn a_share_of_the_list_price_stands_in_for_the_price() {
    // 40,000 × 0.9 − 10,000 = 26,000 × 4 %.
    let listed =
        with("no_affidavit", r#"{"allowance":"10000.00"}"#) + r#","vehicle":{"msrp":"40000.00"}"#;
    assert_eq!(due(&listed), "1040.00");
    let unlisted = sold(&with("no_affidavit", ""));
    assert_eq!(unlisted.figures.totals.due.to_text(), "1200.00");
    assert!(warns_of_guide_value(&unlisted));
}

#[test]
fn a_base_does_not_fall_below_a_share_of_the_difference_of_guide_values() {
    let used = |price: &str, trades: &str| {
        sold(&format!(
            r#""price":"{price}","vehicle":{{"condition":"used","book_value":"20000.00"}},"trades":[{trades}]"#
        ))
    };
    // Half of 20,000 is more than 5,000: 10,000 × 4 %.
    let low = used("5000.00", "");
    assert_eq!(low.figures.totals.due.to_text(), "400.00");
    let lifted = low
        .explanation
        .counted
        .iter()
        .find(|part| part.kind == PartKind::BookValueAdjustment);
    assert_eq!(
        lifted.map(|part| part.amount.to_text()).as_deref(),
        Some("5000.00")
    );
    // 5,000 − 3,000 is below half of 20,000 − 6,000: 7,000 × 4 %.
    let traded = r#"{"allowance":"3000.00","book_value":"6000.00"}"#;
    assert_eq!(
        used("5000.00", traded).figures.totals.due.to_text(),
        "280.00"
    );
    // 20,000 − 3,000 = 17,000 stands.
    assert_eq!(
        used("20000.00", traded).figures.totals.due.to_text(),
        "680.00"
    );
}

fn lease(inside: &str, rest: &str) -> Worked {
    sold(&format!(
        r#""kind":"lease","price":"30000.00","lease":{{"term_months":36,"base_payment":"400.00","rent_charge":"3600.00"{inside}}}{rest}"#
    ))
}

fn payment_and_signing(worked: &Worked) -> (String, String) {
    let totals = worked.figures.totals;
    (totals.per_payment.to_text(), totals.at_signing.to_text())
}

#[test]
fn a_product_that_the_law_leaves_out_is_taken_out_of_the_payments_evenly() {
    // (400 − 1,800 / 36) × 5 % = 17.50; (400 − 3,600 / 36) × 1 % = 3.00.
    let product = |more: &str| {
        format!(
            r#","products":[{{"kind":"service_contract","price":"1800.00"{more}}},{{"kind":"gap","price":"500.00"}}]"#
        )
    };
    let inside = lease("", &product(""));
    assert_eq!(
        payment_and_signing(&inside),
        ("20.50".into(), "0.00".into())
    );
    let taken = inside
        .explanation
        .counted
        .iter()
        .find(|part| part.kind == PartKind::ServiceContract);
    assert_eq!(
        taken.map(|part| part.amount.to_text()).as_deref(),
        Some("-1800.00")
    );
    // Paid at signing it was never in the payments; 400 × 5 % and 3.00.
    let beside = lease("", &product(r#","in_payments":false"#));
    assert_eq!(
        payment_and_signing(&beside),
        ("23.00".into(), "0.00".into())
    );
}

#[test]
fn a_product_that_the_law_taxes_is_in_the_payments_or_due_at_signing() {
    let gap = |more: &str| {
        lease(
            "",
            &format!(r#","products":[{{"kind":"gap","price":"500.00"{more}}}]"#),
        )
    };
    assert_eq!(
        payment_and_signing(&gap("")),
        ("23.00".into(), "0.00".into())
    );
    assert_eq!(
        payment_and_signing(&gap(r#","in_payments":false"#)),
        ("23.00".into(), "25.00".into())
    );
}

#[test]
fn what_is_taken_out_of_a_lease_taxed_at_once_is_taken_out_of_the_whole() {
    // (36 × 400 − 1,000) × 5 % = 670; (14,400 − 3,600) × 1 % = 108. Nothing else is paid at signing.
    let once = lease(
        r#","method":"total_of_payments""#,
        r#","products":[{"kind":"service_contract","price":"1000.00"}]"#,
    );
    assert_eq!(once.figures.totals.due.to_text(), "778.00");
}

#[test]
fn what_is_owed_beyond_the_trade_in_is_taken_out_of_the_payments() {
    // (400 − 3,600 / 36) × 5 % = 15.00, and 3.00.
    let owing = lease(
        "",
        r#","trades":[{"allowance":"2000.00","payoff":"5600.00"}]"#,
    );
    assert_eq!(payment_and_signing(&owing), ("18.00".into(), "0.00".into()));
}

#[test]
fn the_trade_in_of_a_lease_counts_less_what_is_owed_however_it_is_given() {
    let traded = |reduction: &str, class: &str| {
        let worked = lease(
            &format!(r#","cap_reduction":{{"trade":"{reduction}"}}"#),
            &format!(
                r#","trades":[{{"allowance":"10000.00","payoff":"4000.00","class":"{class}"}}]"#
            ),
        );
        worked.figures.totals.at_signing.to_text()
    };
    // 10,000 − 4,000 = 6,000 × 5 %, whether the payoff is in the reduction already or not.
    assert_eq!(traded("10000.00", "passenger"), "300.00");
    assert_eq!(traded("6000.00", "passenger"), "300.00");
    // The class is that of the first trade-in.
    assert_eq!(traded("6000.00", "trailer"), "0.00");
}

#[test]
fn a_rent_charge_is_asked_for() {
    let sale = r#"{"date":"2026-06-01","kind":"lease","registration":{"state":"XS"},"price":"1.00","lease":{"term_months":36}}"#;
    let faults = super::places_and_leases::worked("XS", sale)
        .err()
        .unwrap_or_default();
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(pointers, ["/lease/rent_charge"]);
}

fn fee(code: &str, rest: &str) -> Option<String> {
    let worked = sold(rest);
    let fee = worked
        .explanation
        .fees
        .iter()
        .find(|fee| fee.code == code)?;
    Some(
        fee.amount
            .map_or("unknown".into(), |amount| amount.to_text()),
    )
}

#[test]
fn fees_are_computed_of_price_base_and_weight() {
    let by_price = |price: &str| fee("by_price", &format!(r#""price":"{price}""#));
    // 15 + 0.65 % of 10,000 = 80; 15 + 195 is held at 100; 15 + 3.25 is lifted to 20.
    assert_eq!(by_price("10000.00").as_deref(), Some("80.00"));
    assert_eq!(by_price("30000.00").as_deref(), Some("100.00"));
    assert_eq!(by_price("500.00").as_deref(), Some("20.00"));
    // 37 begun hundreds of pounds × 0.40.
    let weighed = r#""price":"500.00","vehicle":{"curb_weight_lb":3601}"#;
    assert_eq!(fee("by_weight", weighed).as_deref(), Some("14.80"));
    assert_eq!(
        fee("by_weight", r#""price":"1.00""#).as_deref(),
        Some("unknown")
    );
    // (30,000 − 10,000) × 1 %.
    let traded = r#""price":"30000.00","trades":[{"allowance":"10000.00"}]"#;
    assert_eq!(fee("by_base", traded).as_deref(), Some("200.00"));
    assert_eq!(fee("by_base", r#""price":"0.00""#), None);
    let listed = r#""price":"1.00","vehicle":{"msrp":"40000.00"}"#;
    assert_eq!(fee("by_msrp", listed).as_deref(), Some("41.00"));
    assert_eq!(
        fee("by_msrp", r#""price":"1.00""#).as_deref(),
        Some("unknown")
    );
}
