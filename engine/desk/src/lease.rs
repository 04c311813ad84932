//! A lease by the money-factor method, as Regulation M (12 CFR 1013) discloses it.

use money::{Cents, Rate, Rounding, divide};

/// One payment before tax: `(C - R) / n + (C + R) × money factor`, rounded once.
#[must_use]
pub fn base_payment(adjusted: Cents, residual: Cents, money_factor: Rate, payments: u32) -> Cents {
    let count = i128::from(payments.max(1));
    let scale = i128::from(Rate::SCALE);
    let (cost, residual) = (i128::from(adjusted.get()), i128::from(residual.get()));
    let depreciation = (cost - residual) * scale;
    let rent = (cost + residual) * i128::from(money_factor.get()) * count;
    Cents::saturate(divide(depreciation + rent, scale * count, Rounding::HalfUp))
}

/// Rent charge over the term between two money factors: the lessor's spread.
#[must_use]
pub fn rent_spread(adjusted: Cents, residual: Cents, spread: Rate, payments: u32) -> Cents {
    (adjusted + residual)
        .by(i64::from(payments))
        .times(spread, Rounding::HalfUp)
}
