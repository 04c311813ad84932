//! Taxes that a seller passes on with the tax on themselves: together at r / (1 − r), cut off at some decimals.

use money::{Cents, Rate};

use crate::assessment::Due;
use crate::levy::{Instalment, Levy};
use crate::rate::{Charged, charge, in_force};
use crate::rules::{NO_BASE, Tax};

/// The taxes passed on so far, of one base.
#[derive(Debug, Clone, Copy)]
pub struct Passed {
    /// The sum of the rates of all taxes that are passed on.
    whole: Rate,
    /// That rate with the tax on itself.
    grossed: Rate,
    /// Of the lines before: their rates, the same grossed up, and their amounts.
    rates: Rate,
    grossed_rates: Rate,
    amount: Cents,
}

/// r / (1 − r), cut off after `decimals`.
fn grossed_up(rate: Rate, decimals: u8) -> Rate {
    let part = i128::from(rate.get());
    let scale = i128::from(Rate::SCALE);
    let rest = (scale - part).max(1);
    let exact = i64::try_from(part * scale / rest).unwrap_or(Rate::SCALE);
    let unit = 10i64.pow(8u32.saturating_sub(u32::from(decimals)));
    Rate::new(exact / unit * unit)
}

impl Levy<'_, '_> {
    /// A charge as the step that it adds to what all taxes passed on come to.
    pub fn passed_on(&mut self, tax: &'static Tax, charged: Charged, of: Instalment) -> Charged {
        let Some(rate) = charged.rate else {
            return charged;
        };
        let slot = usize::from(of.due == Due::Payment);
        let before = self.passed[slot].unwrap_or_else(|| {
            let whole = self.all_passed_on(of);
            Passed {
                whole,
                grossed: grossed_up(whole, tax.passed_on),
                rates: Rate::ZERO,
                grossed_rates: Rate::ZERO,
                amount: Cents::ZERO,
            }
        });
        let rates = before.rates + rate;
        let share = i128::from(before.grossed.get()) * i128::from(rates.get())
            / i128::from(before.whole.get().max(1));
        let grossed_rates = Rate::new(i64::try_from(share).unwrap_or(0));
        let amount = charged.base.times(grossed_rates, tax.rounding);
        self.passed[slot] = Some(Passed {
            rates,
            grossed_rates,
            amount,
            ..before
        });
        Charged {
            rate: Some(grossed_rates - before.grossed_rates),
            amount: amount - before.amount,
            ..charged
        }
    }

    /// The rates of all taxes that are passed on, which the compiler holds to one base.
    fn all_passed_on(&mut self, of: Instalment) -> Rate {
        let mut sum = Rate::ZERO;
        for tax in self.these.law.taxes {
            let borne = tax.passed_on > 0 && self.base_of(tax) != NO_BASE;
            if !borne || !self.these.hold(tax.when) {
                continue;
            }
            let Some(period) = in_force(tax.rates, self.these) else {
                continue;
            };
            sum = sum
                + match tax.local {
                    Some(local) => self.local_parts(local, of.due).rate(),
                    None => charge(tax, period, of.base, of.test, self.these)
                        .rate
                        .unwrap_or_default(),
                };
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::grossed_up;
    use money::Rate;

    #[test]
    fn the_rate_bears_itself_and_is_cut_off() {
        // 4.5 / 95.5 = 0.047120418…, 4 / 96 = 0.0416666…
        assert_eq!(grossed_up(Rate::basis_points(450), 5), Rate::new(4_712_000));
        assert_eq!(grossed_up(Rate::basis_points(400), 5), Rate::new(4_166_000));
        assert_eq!(grossed_up(Rate::basis_points(400), 8), Rate::new(4_166_666));
    }
}
