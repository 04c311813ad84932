//! The time from the contract to the first payment, and the days on which all payments fall due.

use tax::Date;

use crate::deal::{Frequency, OddDays};
use crate::unit_period::{UnitPeriod, When, months_back};

/// The first period, as it bears interest and as the APR counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstPeriod {
    pub date: Date,
    /// Days beyond whole intervals.
    pub odd_days: u32,
    /// As interest is charged for it.
    pub charged: When,
    /// As the APR counts it.
    pub disclosed: When,
    /// Set where the odd days are ignored although Regulation Z does not let a creditor disregard
    /// that many.
    pub beyond_tolerance: bool,
    frequency: Frequency,
    /// Later payments are intervals after this day, so that the 31st comes back after February.
    anchor: Date,
    /// Intervals from `anchor` to the first payment.
    anchored: u32,
}

impl FirstPeriod {
    /// Of a monthly contract of `date` whose first payment is on `first`, or one month after `date`.
    #[must_use]
    pub fn new(date: Date, first: Option<Date>, odd_days: OddDays, term_months: u32) -> Self {
        Self::every(Frequency::Monthly, date, first, odd_days, term_months)
    }

    /// Of a contract with any interval between payments.
    #[must_use]
    pub fn every(
        frequency: Frequency,
        date: Date,
        first: Option<Date>,
        odd_days: OddDays,
        term_months: u32,
    ) -> Self {
        let regular_due = match frequency {
            Frequency::Single => date.add_months(term_months.cast_signed()),
            Frequency::Semimonthly => date.add_days(15),
            _ => frequency.day_after(date, 1),
        };
        let due = first.unwrap_or(regular_due);
        let counted = frequency.unit_period().count_back(date, due);
        let (whole, days) = match frequency {
            Frequency::Monthly => months_back(date, due),
            Frequency::Single => (counted.periods, 0),
            _ => (counted.periods, counted.odd.0),
        };
        let regular = When::after(1);
        let within = may_be_disregarded(regular_due.days_between(due), term_months);
        let (charged, disclosed) = match odd_days {
            _ if frequency == Frequency::Single => (counted, counted),
            OddDays::Ignore if within => (regular, regular),
            OddDays::Ignore => (regular, counted),
            OddDays::Daily365 if days > 0 => {
                let daily = When::odd(whole, days * frequency.per_year(), 365);
                (daily, daily)
            }
            OddDays::Actuarial30 | OddDays::Daily365 => (counted, counted),
        };
        let (anchor, anchored) = match frequency {
            Frequency::Monthly if days == 0 => (date, whole),
            _ => (due, 0),
        };
        Self {
            date: due,
            odd_days: days,
            charged,
            disclosed,
            beyond_tolerance: odd_days == OddDays::Ignore
                && frequency != Frequency::Single
                && !within,
            frequency,
            anchor,
            anchored,
        }
    }

    /// Of interest that accrues by the day: nothing is ignored, so the APR counts every day.
    pub(crate) fn every_day(
        frequency: Frequency,
        date: Date,
        first: Option<Date>,
        term_months: u32,
    ) -> Self {
        Self::every(frequency, date, first, OddDays::Actuarial30, term_months)
    }

    /// The day of payment `number`, from 1.
    #[must_use]
    pub fn day(self, number: u32) -> Date {
        let intervals = self.anchored + number.saturating_sub(1);
        self.frequency.day_after(self.anchor, intervals)
    }
}

/// Whether a first period may be taken as regular (12 CFR 1026.17(c)(4)): 6 days short or 13 long in
/// a term under a year, 11 or 21 under ten years, 20 or 32 from there.
fn may_be_disregarded(days_over: i32, term_months: u32) -> bool {
    let (short, long) = match term_months {
        0..12 => (6, 13),
        12..120 => (11, 21),
        _ => (20, 32),
    };
    (-short..=long).contains(&days_over)
}

impl Frequency {
    /// Payments in a year; a single payment counts by the year.
    #[must_use]
    pub const fn per_year(self) -> u32 {
        match self {
            Self::Monthly => 12,
            Self::Semimonthly => 24,
            Self::Biweekly => 26,
            Self::Weekly => 52,
            Self::Single => 1,
        }
    }

    /// The day that is `intervals` payment intervals after a due day.
    fn day_after(self, day: Date, intervals: u32) -> Date {
        let count = intervals.cast_signed();
        match self {
            Self::Monthly => day.add_months(count),
            Self::Semimonthly => {
                // Whole months first, so that the 31st comes back; the other half of the pair from there.
                let whole = day.add_months(count / 2);
                match (count % 2, day.day()) {
                    (0, _) => whole,
                    (_, early @ ..=15) => on_day(whole, early + 15),
                    (_, late) => on_day(whole.add_months(1), late - 15),
                }
            }
            Self::Biweekly => day.add_days(count.saturating_mul(14)),
            Self::Weekly => day.add_days(count.saturating_mul(7)),
            Self::Single => day.add_months(count.saturating_mul(12)),
        }
    }

    /// The interval as Regulation Z counts time; a single payment by the year.
    pub(crate) const fn unit_period(self) -> UnitPeriod {
        match self {
            Self::Monthly => UnitPeriod::Months(1),
            Self::Semimonthly => UnitPeriod::SemiMonth,
            Self::Biweekly => UnitPeriod::Weeks(2),
            Self::Weekly => UnitPeriod::Weeks(1),
            Self::Single => UnitPeriod::Months(12),
        }
    }
}

/// A day of the same month, or its last where it is shorter.
fn on_day(month: Date, day: u8) -> Date {
    let first = Date::new(month.year(), month.month(), 1).unwrap_or(month);
    let last = tax::days_in_month(month.year(), month.month());
    first.add_days(i32::from(day.min(last)) - 1)
}
