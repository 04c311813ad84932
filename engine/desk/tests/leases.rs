//! The money-factor lease against figures computed by a second method.

use desk::lease::{base_payment, rent_spread};
use money::{Cents, Rate};

fn money(text: &str) -> Cents {
    text.parse().expect("an amount")
}

fn rate(text: &str) -> Rate {
    text.parse().expect("a rate")
}

/// 34,590 adjusted over 36 months: the residual and the factor of each programme.
#[test]
fn base_payments_of_the_reference_lease() {
    for (residual, factor, base) in [
        ("22040", "0.0021", "467.53"),
        // Five and ten security deposits take .00008 each off the factor.
        ("22040", "0.0017", "444.88"),
        ("22040", "0.0013", "422.23"),
        // One payment in advance at a lower factor.
        ("22040", "0.0014", "427.89"),
        // 10,000 miles a year raise the residual to 60 % of 38,000.
        ("22800", "0.0021", "448.02"),
    ] {
        let payment = base_payment(money("34590"), money(residual), rate(factor), 36);
        assert_eq!(payment, money(base), "{residual} at {factor}");
    }
    assert_eq!(money("427.89").by(36), money("15404.04"));
    // Rent over the term: 36 × 467.53 less the depreciation of 12,550.
    assert_eq!(money("467.53").by(36) - money("12550"), money("4281.08"));
}

/// (34,590 + 22,040) × 0.0004 × 36 = 815.472.
#[test]
fn the_lessor_spread_is_rent_between_the_factors() {
    let spread = rent_spread(money("34590"), money("22040"), rate("0.0004"), 36);
    assert_eq!(spread, money("815.47"));
}
