//! How amounts, rates and dates are written on paper for a customer.

use money::{Cents, Rate};
use tax::Date;

/// The minus of typography; a hyphen before digits breaks over lines.
const MINUS: &str = "\u{2212}";

/// An amount on paper.
pub trait Amount {
    /// `41,000.00`, `−1,645.00`.
    fn plain(&self) -> String;
    /// `$41,000.00`, `−$1,645.00`.
    fn dollars(&self) -> String;
}

impl Amount for Cents {
    fn plain(&self) -> String {
        signed(*self, "")
    }

    fn dollars(&self) -> String {
        signed(*self, "$")
    }
}

fn signed(amount: Cents, currency: &str) -> String {
    let text = amount.abs().to_text();
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let minus = if amount.is_negative() { MINUS } else { "" };
    format!("{minus}{currency}{}.{cents}", by_thousands(whole))
}

/// A count on paper.
pub trait Count {
    /// `12,000`.
    fn grouped(&self) -> String;
}

impl Count for u32 {
    fn grouped(&self) -> String {
        by_thousands(&self.to_string())
    }
}

fn by_thousands(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A rate on paper.
pub trait Percent {
    /// `6.49%`, `8.875%`: at least two places, no more than the rate has.
    fn percent(&self) -> String;
}

impl Percent for Rate {
    fn percent(&self) -> String {
        let text = self.to_percent_text();
        let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole}.{places:0<2}%")
    }
}

/// A date on paper.
pub trait Day {
    /// `Nov 21, 2026`.
    fn day_of_year(&self) -> String;
}

impl Day for Date {
    fn day_of_year(&self) -> String {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let month = MONTHS[usize::from(self.month() - 1)];
        format!("{month} {}, {}", self.day(), self.year())
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Count, Day, Percent};
    use money::{Cents, Rate};
    use tax::Date;

    fn amount(text: &str) -> Cents {
        text.parse().expect("money")
    }

    #[test]
    fn amounts_are_grouped_by_thousands() {
        for (text, paper) in [
            ("0.00", "0.00"),
            ("5.07", "5.07"),
            ("999.99", "999.99"),
            ("1000.00", "1,000.00"),
            ("41017.77", "41,017.77"),
            ("1234567.80", "1,234,567.80"),
            ("-1645.00", "\u{2212}1,645.00"),
        ] {
            assert_eq!(amount(text).plain(), paper);
        }
        assert_eq!(amount("-1645.00").dollars(), "\u{2212}$1,645.00");
        assert_eq!(12_000.grouped(), "12,000");
    }

    #[test]
    fn rates_keep_the_places_they_have() {
        for (rate, paper) in [
            ("0.0649", "6.49%"),
            ("0.07", "7.00%"),
            ("0.065", "6.50%"),
            ("0.08875", "8.875%"),
        ] {
            let rate: Rate = rate.parse().expect("a rate");
            assert_eq!(rate.percent(), paper);
        }
    }

    #[test]
    fn dates_are_american() {
        let day: Date = "2026-11-01".parse().expect("a date");
        assert_eq!(day.day_of_year(), "Nov 1, 2026");
    }
}
