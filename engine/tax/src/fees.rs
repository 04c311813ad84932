//! Government fees: a fixed amount, a share of a sum, so much for every hundred pounds.

use money::{Cents, Rate, Rounding};

use crate::conditions::Circumstances;
use crate::rules::{FeeFormula, FeeOf, FeeRule, WeightOf};

const HUNDREDWEIGHT: u32 = 100;

/// The amount of a fee; absent where it, or something that it is computed of, is not known.
pub fn amount(rule: &FeeRule, these: &Circumstances<'_>, taxable_base: Cents) -> Option<Cents> {
    let fixed = rule.amount?;
    let Some(formula) = rule.computed else {
        return Some(fixed);
    };
    let sum = fixed + by_sum(formula, these, taxable_base)? + by_weight(formula, these)?;
    let most = formula.max.unwrap_or(Cents::LIMIT);
    Some(sum.max(formula.min).min(most))
}

fn by_sum(formula: &FeeFormula, these: &Circumstances<'_>, taxable_base: Cents) -> Option<Cents> {
    if formula.percent == 0 {
        return Some(Cents::ZERO);
    }
    let sale = these.sale;
    let sum = match formula.of {
        FeeOf::Price => (sale.price - sale.dealer_discount).or_zero(),
        FeeOf::Msrp => sale.vehicle.msrp?,
        FeeOf::TaxableBase => taxable_base,
    };
    Some(sum.times(Rate::new(formula.percent), Rounding::HalfUp))
}

/// A begun hundred pounds is a whole one.
fn by_weight(formula: &FeeFormula, these: &Circumstances<'_>) -> Option<Cents> {
    if formula.per_100_lb.is_zero() {
        return Some(Cents::ZERO);
    }
    let vehicle = &these.sale.vehicle;
    let pounds = match formula.of_weight {
        WeightOf::Curb => vehicle.curb_weight_lb?,
        WeightOf::Gross => vehicle.gross_weight_lb?,
    };
    let hundreds = pounds.div_ceil(HUNDREDWEIGHT);
    Some(formula.per_100_lb.by(i64::from(hundreds)))
}
