//! Compounding with nothing but `+ - * /`, so that every machine and the browser agree to the last bit.
//!
//! The platform's `powf` and `exp` differ between C libraries; IEEE 754 basic operations do not.
//! This is the only place beside `apr` where a float stands for money, and each result leaves it
//! rounded to the cent once.

use money::Cents;

/// `(1 + i)^periods`, by squaring.
pub(crate) fn growth(i: f64, periods: u32) -> f64 {
    let mut factor = 1.0 + i;
    let mut left = periods;
    let mut product = 1.0;
    while left > 0 {
        if left % 2 == 1 {
            product *= factor;
        }
        factor *= factor;
        left /= 2;
    }
    product
}

/// `v + v² + … + v^count` with `v = 1/(1+i)`: the present value of one dollar a period in arrears.
/// Summed, not by the closed form, which loses its digits at small rates.
pub(crate) fn annuity(i: f64, count: u32) -> f64 {
    let v = 1.0 / (1.0 + i);
    let mut sum = 0.0;
    for _ in 0..count {
        sum = (sum + 1.0) * v;
    }
    sum
}

pub(crate) fn to_float(amount: Cents) -> f64 {
    amount.get() as f64
}

/// To the nearest cent, halves away from zero; what no integer holds is held at the ends of the range.
pub(crate) fn to_cents(cents: f64) -> Cents {
    let half = if cents < 0.0 { -0.5 } else { 0.5 };
    Cents::new((cents + half) as i64)
}
