//! How Regulation Z counts time: whole unit-periods back from a payment, and the odd rest.

use tax::Date;

/// The common interval between payments (12 CFR 1026, App. J (b)(4)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitPeriod {
    /// 1 to 12 months; 12 is a year.
    Months(u32),
    SemiMonth,
    Weeks(u32),
    Days(u32),
}

/// A time after the first advance: whole unit-periods and a fraction of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    pub periods: u32,
    /// Numerator and denominator of the fraction; the denominator is positive.
    pub odd: (u32, u32),
}

impl When {
    /// At the first advance.
    pub const START: Self = Self::after(0);

    /// After whole unit-periods.
    #[must_use]
    pub const fn after(periods: u32) -> Self {
        Self {
            periods,
            odd: (0, 1),
        }
    }

    /// After whole unit-periods and a fraction of one.
    #[must_use]
    pub const fn odd(periods: u32, numerator: u32, denominator: u32) -> Self {
        Self {
            periods,
            odd: (numerator, denominator),
        }
    }

    /// Whether it is one unit-period and no odd part, however the fraction of nothing is written.
    pub(crate) const fn is_one_period(self) -> bool {
        self.periods == 1 && self.odd.0 == 0
    }

    pub(crate) fn fraction(self) -> f64 {
        f64::from(self.odd.0) / f64::from(self.odd.1.max(1))
    }
}

impl UnitPeriod {
    /// Unit-periods in a year, as numerator and denominator.
    #[must_use]
    pub const fn per_year(self) -> (u32, u32) {
        match self {
            Self::Months(months) => (12, at_least_one(months)),
            Self::SemiMonth => (24, 1),
            Self::Weeks(weeks) => (52, at_least_one(weeks)),
            Self::Days(days) => (365, at_least_one(days)),
        }
    }

    /// The time from `start` to `payment`, counted back from the payment (App. J (b)(5)). Months
    /// count as thirty days each where a unit-period is not made of whole ones.
    #[must_use]
    pub fn count_back(self, start: Date, payment: Date) -> When {
        let all_days = u32::try_from(start.days_between(payment)).unwrap_or(0);
        let of = |days: u32, length: u32| When::odd(days / length, days % length, length);
        match self {
            Self::Weeks(weeks) => of(all_days, 7 * at_least_one(weeks)),
            Self::Days(days) => of(all_days, at_least_one(days)),
            Self::SemiMonth => {
                let (months, days) = months_back(start, payment);
                of(months * 30 + days, 15)
            }
            Self::Months(12) => {
                let (months, days) = months_back(start, payment);
                if days == 0 {
                    of(months, 12)
                } else {
                    let years = months / 12;
                    let whole = i32::try_from(years * 12).unwrap_or(0);
                    let rest = start.days_between(payment.add_months(-whole));
                    When::odd(years, u32::try_from(rest).unwrap_or(0), 365)
                }
            }
            Self::Months(months_each) => {
                let (months, days) = months_back(start, payment);
                of(months * 30 + days, 30 * at_least_one(months_each))
            }
        }
    }
}

const fn at_least_one(count: u32) -> u32 {
    if count == 0 { 1 } else { count }
}

/// Whole months counted back from `payment` without passing `start`, and the days that are left.
/// The last day of a month stands for a day that the month does not have, from either end: a month
/// after January 31 is February 28.
pub(crate) fn months_back(start: Date, payment: Date) -> (u32, u32) {
    if payment <= start {
        return (0, 0);
    }
    let apart = (i32::from(payment.year()) - i32::from(start.year())) * 12
        + i32::from(payment.month())
        - i32::from(start.month());
    if start.add_months(apart) == payment {
        return (u32::try_from(apart).unwrap_or(0), 0);
    }
    let months = if payment.add_months(-apart) < start {
        apart - 1
    } else {
        apart
    };
    let days = start.days_between(payment.add_months(-months));
    (
        u32::try_from(months).unwrap_or(0),
        u32::try_from(days).unwrap_or(0),
    )
}
