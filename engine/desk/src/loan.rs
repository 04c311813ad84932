//! A level-payment loan: its payment, its schedule, and what Regulation Z discloses of it.

use money::{Cents, Rate, Rounding};
use tax::Date;

use crate::apr::{Flow, apr};
use crate::compound::{annuity, growth, monthly, to_cents, to_float};
use crate::deal::{Finance, OddDays};
use crate::schedule::Installment;
use crate::unit_period::{UnitPeriod, When, months_back};

/// Months in a year times parts in one: what a yearly rate is divided by for a month.
const YEAR: i64 = 12 * Rate::SCALE;

/// The time from the contract to the first payment, as it bears interest and as the APR counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstPeriod {
    pub date: Date,
    /// Days beyond whole months.
    pub odd_days: u32,
    /// As interest is charged for it.
    pub charged: When,
    /// As the APR counts it.
    pub disclosed: When,
    /// Set where the odd days are ignored although Regulation Z does not let a creditor disregard
    /// that many.
    pub beyond_tolerance: bool,
    /// Later payments are months after this day, so that the 31st comes back after February.
    anchor: Date,
    /// Months from `anchor` to the first payment.
    anchored: u32,
}

impl FirstPeriod {
    /// Of a contract of `date` whose first payment is on `first`, or one month after `date`.
    #[must_use]
    pub fn new(date: Date, first: Option<Date>, odd_days: OddDays, payments: u32) -> Self {
        let due = first.unwrap_or_else(|| date.add_months(1));
        let (months, days) = months_back(date, due);
        let counted = UnitPeriod::Months(1).count_back(date, due);
        let regular = When::after(1);
        let within = may_be_disregarded(date, due, payments);
        let (charged, disclosed) = match odd_days {
            OddDays::Ignore if within => (regular, regular),
            OddDays::Ignore => (regular, counted),
            OddDays::Actuarial30 => (counted, counted),
            OddDays::Daily365 if days == 0 => (counted, counted),
            OddDays::Daily365 => {
                let daily = When::odd(months, days * 12, 365);
                (daily, daily)
            }
        };
        let (anchor, anchored) = if days == 0 { (date, months) } else { (due, 0) };
        Self {
            date: due,
            odd_days: days,
            charged,
            disclosed,
            beyond_tolerance: odd_days == OddDays::Ignore && !within,
            anchor,
            anchored,
        }
    }

    /// The day of payment `number`, from 1.
    #[must_use]
    pub fn day(self, number: u32) -> Date {
        let months = self.anchored + number.saturating_sub(1);
        self.anchor
            .add_months(i32::try_from(months).unwrap_or(i32::MAX))
    }
}

/// Whether a first period may be taken as regular (12 CFR 1026.17(c)(4)): 6 days short or 13 long in
/// a term under a year, 11 or 21 under ten years, 20 or 32 from there.
fn may_be_disregarded(date: Date, due: Date, payments: u32) -> bool {
    let (short, long) = match payments {
        0..12 => (6, 13),
        12..120 => (11, 21),
        _ => (20, 32),
    };
    let over = date.add_months(1).days_between(due);
    (-short..=long).contains(&over)
}

/// The level payment that repays `amount` in `payments` months at `rate` a year, to the nearest cent.
#[must_use]
pub fn level_payment(amount: Cents, rate: Rate, payments: u32, first: When) -> Cents {
    let count = payments.max(1);
    if rate.is_zero() {
        return amount.ratio(1, i64::from(count), Rounding::HalfUp);
    }
    let i = monthly(rate);
    let owed_a_month_before = to_float(amount) * first_growth(i, first) / (1.0 + i);
    to_cents(owed_a_month_before / annuity(i, count))
}

fn first_growth(i: f64, first: When) -> f64 {
    (1.0 + first.fraction() * i) * growth(i, first.periods)
}

/// What the level payments of a loan come to, each month's interest rounded to the cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// How many are made; fewer than the term where rounding repays a small loan sooner.
    pub payments: u32,
    pub last_payment: Cents,
    pub total: Cents,
}

/// The months of a loan one after another: payment, interest, principal, balance.
struct Months {
    balance: Cents,
    rate: Rate,
    payment: Cents,
    left: u32,
    first_interest: Option<Cents>,
}

struct Month {
    payment: Cents,
    interest: Cents,
    balance: Cents,
}

impl Months {
    fn new(amount: Cents, rate: Rate, payments: u32, first: When, payment: Cents) -> Self {
        let regular = first == When::after(1);
        let i = monthly(rate);
        let first_interest =
            (!regular).then(|| to_cents(to_float(amount) * (first_growth(i, first) - 1.0)));
        Self {
            balance: amount,
            rate,
            payment,
            left: payments.max(1),
            first_interest,
        }
    }
}

impl Iterator for Months {
    type Item = Month;

    fn next(&mut self) -> Option<Month> {
        if self.left == 0 {
            return None;
        }
        let interest = self
            .first_interest
            .take()
            .unwrap_or_else(|| self.balance.ratio(self.rate.get(), YEAR, Rounding::HalfUp));
        let owed = self.balance + interest;
        let payment = if self.left == 1 || owed <= self.payment {
            owed
        } else {
            self.payment
        };
        self.balance = owed - payment;
        self.left = if self.balance.is_zero() {
            0
        } else {
            self.left - 1
        };
        Some(Month {
            payment,
            interest,
            balance: self.balance,
        })
    }
}

/// Count, last payment and sum of the payments of a loan.
#[must_use]
pub fn totals(amount: Cents, rate: Rate, payments: u32, first: When, payment: Cents) -> Totals {
    let mut sums = Totals {
        payments: 0,
        last_payment: Cents::ZERO,
        total: Cents::ZERO,
    };
    for month in Months::new(amount, rate, payments, first, payment) {
        sums.payments += 1;
        sums.last_payment = month.payment;
        sums.total += month.payment;
    }
    sums
}

/// Every payment of a loan with its date.
#[must_use]
pub fn installments(amount: Cents, finance: &Finance, first: FirstPeriod) -> Vec<Installment> {
    let payment = level_payment(
        amount,
        finance.sell_rate,
        finance.term_months,
        first.charged,
    );
    Months::new(
        amount,
        finance.sell_rate,
        finance.term_months,
        first.charged,
        payment,
    )
    .zip(1..)
    .map(|(month, number)| Installment {
        number,
        date: first.day(number),
        payment: month.payment,
        interest: month.interest,
        principal: month.payment - month.interest,
        balance: month.balance,
    })
    .collect()
}

/// The APR of a loan whose payments are level but for the last.
#[must_use]
pub fn loan_apr(amount: Cents, payment: Cents, totals: Totals, first: When) -> Option<Rate> {
    let level = totals.payments.saturating_sub(1);
    let last_at = When {
        periods: first.periods + level,
        odd: first.odd,
    };
    let last = Flow::once(totals.last_payment, last_at);
    let advance = [Flow::once(amount, When::START)];
    if totals.last_payment == payment {
        let all = [Flow::run(payment, totals.payments, first)];
        return apr(&advance, &all, (12, 1));
    }
    apr(&advance, &[Flow::run(payment, level, first), last], (12, 1))
}

/// The dealer's reserve before the share: what the buyer pays over the lender's rate.
#[must_use]
pub fn spread_interest(sell_payment: Cents, buy_payment: Cents, payments: u32) -> Cents {
    (sell_payment - buy_payment).by(i64::from(payments))
}

/// The same as the lender counts it: what the payments are worth at the buy rate, less the amount
/// that was financed.
#[must_use]
pub fn spread_present_value(
    amount: Cents,
    sell_payment: Cents,
    payments: u32,
    buy_rate: Rate,
    first: When,
) -> Cents {
    let i = monthly(buy_rate);
    let owed_a_month_before = to_float(sell_payment) * annuity(i, payments);
    let worth = owed_a_month_before * (1.0 + i) / first_growth(i, first);
    to_cents(worth) - amount
}
