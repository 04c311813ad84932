//! The annual percentage rate by the general equation of Regulation Z, 12 CFR 1026, Appendix J (b)(8).
//!
//! `sum A_k / ((1 + e_k i)(1 + i)^q_k) = sum P_j / ((1 + f_j i)(1 + i)^t_j)`, APR = `w i`. The root is
//! found by Newton's step inside a bracket, with `+ - * /` only.

use money::{Cents, Rate};

use crate::compound::{growth, to_float};
use crate::unit_period::When;

/// Equal amounts one unit-period apart: an advance, a payment, or a run of payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    pub amount: Cents,
    pub count: u32,
    /// Of the first one.
    pub at: When,
}

impl Flow {
    /// One amount.
    #[must_use]
    pub const fn once(amount: Cents, at: When) -> Self {
        Self {
            amount,
            count: 1,
            at,
        }
    }

    /// `count` equal amounts from `at` on.
    #[must_use]
    pub const fn run(amount: Cents, count: u32, at: When) -> Self {
        Self { amount, count, at }
    }

    /// Present value at `i` a unit-period, and its derivative.
    fn value(self, i: f64) -> (f64, f64) {
        let v = 1.0 / (1.0 + i);
        let (mut sum, mut slope) = (0.0, 0.0);
        for _ in 0..self.count {
            slope = slope * v + sum;
            sum = sum * v + 1.0;
        }
        let periods = f64::from(self.at.periods);
        let fraction = self.at.fraction();
        let odd = 1.0 + fraction * i;
        let back = 1.0 / growth(i, self.at.periods);
        let value = to_float(self.amount) * back * sum / odd;
        let by_discount = to_float(self.amount) * back * slope / odd;
        let derivative = -by_discount * v * v - value * (periods * v + fraction / odd);
        (value, derivative)
    }

    fn total(self) -> i128 {
        i128::from(self.amount.get()) * i128::from(self.count)
    }
}

/// The annual percentage rate, to six decimals of a percent: a fraction of eight places. `per_year`
/// is the number of unit-periods in a year as a fraction (12/1, 365/255).
///
/// Nothing where no rate above zero solves the equation, as when less is paid than was advanced.
#[must_use]
pub fn apr(advances: &[Flow], payments: &[Flow], per_year: (u32, u32)) -> Option<Rate> {
    let advanced: i128 = advances.iter().map(|flow| flow.total()).sum();
    let paid: i128 = payments.iter().map(|flow| flow.total()).sum();
    if advanced <= 0 || paid < advanced {
        return None;
    }
    if paid == advanced {
        return Some(Rate::ZERO);
    }
    // What is advanced less what the payments are worth: below zero at i = 0, rising with i.
    let excess = |i: f64| {
        let side = |flows: &[Flow]| {
            flows.iter().fold((0.0, 0.0), |(value, slope), flow| {
                let (more, steeper) = flow.value(i);
                (value + more, slope + steeper)
            })
        };
        let ((advanced, advanced_slope), (paid, paid_slope)) = (side(advances), side(payments));
        (advanced - paid, advanced_slope - paid_slope)
    };
    let i = root(excess)?;
    let yearly = i * f64::from(per_year.0) / f64::from(per_year.1.max(1));
    Some(Rate::new((yearly * Rate::SCALE as f64 + 0.5) as i64))
}

/// The rate a unit-period at which `excess` (value and slope) crosses zero from below.
fn root(excess: impl Fn(f64) -> (f64, f64)) -> Option<f64> {
    const STEEPEST: f64 = 1_000_000.0;
    let (mut low, mut high) = (0.0, 0.01);
    while excess(high).0 < 0.0 {
        low = high;
        high *= 4.0;
        if high > STEEPEST {
            return None;
        }
    }
    let mut i = low + (high - low) / 2.0;
    for _ in 0..200 {
        let (value, slope) = excess(i);
        if value == 0.0 {
            return Some(i);
        }
        if value < 0.0 {
            low = i;
        } else {
            high = i;
        }
        let newton = i - value / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            low + (high - low) / 2.0
        };
        let step = if next > i { next - i } else { i - next };
        i = next;
        if step <= 1e-15 * (1.0 + i) {
            break;
        }
    }
    Some(i)
}
