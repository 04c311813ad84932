//! How a loan is repaid: how often, from when, with which interest and what last payment.

use money::{Cents, Rate, Rounding};
use tax::Date;

use crate::apr::{Flow, apr};
use crate::compound::{annuity, growth, to_cents, to_float};
use crate::deal::{Finance, Frequency, Interest};
use crate::first::FirstPeriod;
use crate::loan::{
    Totals, by_interval, first_growth, level_apr, level_payment, owed_before_first,
    spread_interest, spread_present_value,
};
use crate::schedule::Installment;
use crate::unit_period::{UnitPeriod, When, months_back};

/// The terms of a loan without its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub rate: Rate,
    pub frequency: Frequency,
    pub interest: Interest,
    /// Payments of the term.
    pub payments: u32,
    /// What the last payment is to be, instead of a level one.
    pub balloon: Option<Cents>,
    pub first: FirstPeriod,
    /// The day from which interest runs.
    pub start: Date,
}

impl Plan {
    /// Of a contract of `date`; `msrp` is what a balloon in percent is of.
    #[must_use]
    pub fn of(date: Date, finance: &Finance, msrp: Option<Cents>) -> Self {
        let months = finance.term_months;
        let due = finance.first_payment_date;
        let first = if finance.interest == Interest::Precomputed {
            FirstPeriod::every(finance.frequency, date, due, finance.odd_days, months)
        } else {
            FirstPeriod::every_day(finance.frequency, date, due, months)
        };
        let of_msrp = |percent| msrp.unwrap_or_default().times(percent, Rounding::HalfUp);
        let balloon = finance
            .balloon_amount
            .or_else(|| finance.balloon_percent.map(of_msrp));
        Self {
            rate: finance.sell_rate,
            frequency: finance.frequency,
            interest: finance.interest,
            payments: finance.frequency.payments(months).max(1),
            balloon: balloon.filter(|balloon| balloon.is_positive()),
            first,
            start: date,
        }
    }

    /// The same at another rate.
    #[must_use]
    pub fn at(self, rate: Rate) -> Self {
        Self { rate, ..self }
    }

    /// The level payment that repays `amount` but for the balloon, to the nearest cent. Zero or less where
    /// the balloon alone is worth more than `amount`.
    #[must_use]
    pub fn payment(&self, amount: Cents) -> Cents {
        if self.is_plain() {
            return level_payment(amount, self.rate, self.payments, self.first.charged);
        }
        if self.frequency == Frequency::Single {
            return amount + self.interest_at_once(amount);
        }
        let level = self.payments - u32::from(self.balloon.is_some());
        let balloon = self.balloon.unwrap_or_default();
        if self.rate.is_zero() {
            return (amount - balloon).ratio(1, i64::from(level.max(1)), Rounding::HalfUp);
        }
        let (owed, each, last) = self.present_values(amount);
        to_cents((owed - to_float(balloon) * last) / each)
    }

    fn is_plain(&self) -> bool {
        self.frequency == Frequency::Monthly
            && self.interest == Interest::Precomputed
            && self.balloon.is_none()
    }

    /// What the loan is worth, what one dollar in each level payment is, and one in the last payment, all on
    /// the same day at the plan's rate.
    fn present_values(&self, amount: Cents) -> (f64, f64, f64) {
        let level = self.payments - u32::from(self.balloon.is_some());
        if self.interest == Interest::Precomputed {
            let i = by_interval(self.rate, self.frequency);
            let owed = owed_before_first(amount, i, self.first.charged);
            return (owed, annuity(i, level), 1.0 / growth(i, self.payments));
        }
        let (mut worth, mut each) = (1.0, 0.0);
        for number in 1..=self.payments {
            worth /= 1.0 + self.by_days(self.days_before(number));
            if number <= level {
                each += worth;
            }
        }
        (to_float(amount), each, worth)
    }

    /// Days of interest that payment `number` bears.
    fn days_before(&self, number: u32) -> u32 {
        let from = if number == 1 {
            self.start
        } else {
            self.first.day(number - 1)
        };
        u32::try_from(from.days_between(self.first.day(number))).unwrap_or(0)
    }

    const fn days_a_year(&self) -> i64 {
        match self.interest {
            Interest::Precomputed | Interest::Simple365 => 365,
            Interest::Simple360 => 360,
        }
    }

    /// Simple interest on one dollar.
    fn by_days(&self, days: u32) -> f64 {
        self.rate.get() as f64 * f64::from(days) / (self.days_a_year() as f64 * Rate::SCALE as f64)
    }

    fn interest_of_days(&self, balance: Cents, days: u32) -> Cents {
        let parts = self.rate.get().saturating_mul(i64::from(days));
        balance.ratio(parts, self.days_a_year() * Rate::SCALE, Rounding::HalfUp)
    }

    /// Of a single payment: simple interest for whole months and the days beyond them, or by the day.
    fn interest_at_once(&self, amount: Cents) -> Cents {
        if self.interest != Interest::Precomputed {
            return self.interest_of_days(amount, self.days_before(1));
        }
        let (months, days) = months_back(self.start, self.first.date);
        // A month is 365 parts of a twelfth of a year, a day twelve of them.
        let parts = i64::from(months) * 365 + i64::from(days) * 12;
        let of_year = self.rate.get().saturating_mul(parts);
        amount.ratio(of_year, 12 * 365 * Rate::SCALE, Rounding::HalfUp)
    }

    /// Interest that payment `number` bears on what is owed before it.
    fn interest_before(&self, balance: Cents, number: u32) -> Cents {
        match (self.frequency, self.interest) {
            (Frequency::Single, _) => self.interest_at_once(balance),
            (_, Interest::Simple365 | Interest::Simple360) => {
                self.interest_of_days(balance, self.days_before(number))
            }
            (frequency, Interest::Precomputed) => {
                let first = self.first.charged;
                if number == 1 && !first.is_one_period() {
                    let i = by_interval(self.rate, frequency);
                    return to_cents(to_float(balance) * (first_growth(i, first) - 1.0));
                }
                let a_year = i64::from(frequency.per_year()) * Rate::SCALE;
                balance.ratio(self.rate.get(), a_year, Rounding::HalfUp)
            }
        }
    }

    /// One payment after another, each interval's interest rounded to the cent and the last payment with
    /// the difference.
    fn run(self, amount: Cents, payment: Cents) -> impl Iterator<Item = Period> {
        let mut balance = amount;
        let mut number = 0;
        std::iter::from_fn(move || {
            if number == self.payments || (number > 0 && balance.is_zero()) {
                return None;
            }
            number += 1;
            let interest = self.interest_before(balance, number);
            let owed = balance + interest;
            let last = number == self.payments || owed <= payment;
            let payment = if last { owed } else { payment };
            balance = owed - payment;
            Some(Period {
                number,
                payment,
                interest,
                balance,
            })
        })
    }

    /// Count, last payment and sum of the payments of `amount`.
    #[must_use]
    pub fn totals(&self, amount: Cents, payment: Cents) -> Totals {
        let mut sums = Totals {
            payments: 0,
            last_payment: Cents::ZERO,
            total: Cents::ZERO,
        };
        for period in self.run(amount, payment) {
            sums.payments += 1;
            sums.last_payment = period.payment;
            sums.total += period.payment;
        }
        sums
    }

    /// Every payment with its date.
    #[must_use]
    pub fn installments(&self, amount: Cents) -> Vec<Installment> {
        self.run(amount, self.payment(amount))
            .map(|period| Installment {
                number: period.number,
                date: self.first.day(period.number),
                payment: period.payment,
                interest: period.interest,
                principal: period.payment - period.interest,
                balance: period.balance,
            })
            .collect()
    }

    /// The annual percentage rate of these payments on `advanced`, which is the loan less what of it is a
    /// prepaid finance charge (12 CFR 1026, App. J).
    #[must_use]
    pub fn apr(&self, advanced: Cents, payment: Cents, totals: Totals) -> Option<Rate> {
        if self.frequency != Frequency::Single {
            let per_year = self.frequency.unit_period().per_year();
            return level_apr(advanced, payment, totals, self.first.disclosed, per_year);
        }
        // A single payment: the unit-period is the term itself, at most a year (App. J (b)(4)(iii)).
        let (months, days) = months_back(self.start, self.first.date);
        let (unit, at) = match (months, days) {
            (1..12, 0) => (UnitPeriod::Months(months), When::after(1)),
            (..12, _) => {
                let days = u32::try_from(self.start.days_between(self.first.date)).unwrap_or(1);
                (UnitPeriod::Days(days), When::after(1))
            }
            _ => (UnitPeriod::Months(12), self.first.disclosed),
        };
        let repaid = [Flow::once(totals.total, at)];
        apr(
            &[Flow::once(advanced, When::START)],
            &repaid,
            unit.per_year(),
        )
    }

    /// What the buyer pays over the lender's rate.
    #[must_use]
    pub fn spread_interest(&self, amount: Cents, payment: Cents, buy_rate: Rate) -> Cents {
        let level = self.payments - u32::from(self.balloon.is_some());
        spread_interest(payment, self.at(buy_rate).payment(amount), level)
    }

    /// What these payments are worth at the lender's rate, less the amount that was financed: the dealer's
    /// reserve before the share, as the lender counts it.
    #[must_use]
    pub fn spread_present_value(&self, amount: Cents, payment: Cents, buy_rate: Rate) -> Cents {
        if self.is_plain() {
            let first = self.first.charged;
            return spread_present_value(amount, payment, self.payments, buy_rate, first);
        }
        let at_buy = self.at(buy_rate);
        if self.frequency == Frequency::Single {
            let (sold, bought) = (payment - amount, at_buy.interest_at_once(amount));
            let (spread, owed) = (sold - bought, amount + bought);
            return spread.ratio(amount.get(), owed.get().max(1), Rounding::HalfUp);
        }
        let (one, each, last) = at_buy.present_values(Cents::new(1));
        let balloon = self.balloon.map_or(0.0, to_float);
        to_cents((to_float(payment) * each + balloon * last) / one) - amount
    }
}

struct Period {
    number: u32,
    payment: Cents,
    interest: Cents,
    balance: Cents,
}
