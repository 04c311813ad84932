//! A calendar date, exact and small: the law is dated and so is every deal.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the Gregorian calendar, years 1900 to 2999. On the wire `"2026-11-21"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("is not a date such as \"2026-11-21\" between 1900 and 2999")
    }
}

impl std::error::Error for NotADate {}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days in a month of a year; 0 for a month outside 1..=12.
#[must_use]
pub const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

impl Date {
    pub const FIRST: Self = Self {
        year: 1900,
        month: 1,
        day: 1,
    };
    pub const LAST: Self = Self {
        year: 2999,
        month: 12,
        day: 31,
    };

    /// The date, or nothing where the calendar has no such day.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year < 1900 || year > 2999 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1900-01-01, which is day 0.
    #[must_use]
    pub const fn day_number(self) -> i32 {
        // Years run from March here, so that the leap day is the last day of its year.
        let shift = if self.month <= 2 { 1 } else { 0 };
        let year = self.year as i32 - shift;
        let month = (self.month as i32 + 9) % 12;
        let days = 365 * year + year / 4 - year / 100 + year / 400;
        days + (month * 153 + 2) / 5 + self.day as i32 - 1 - 693_901
    }

    /// The date of a [`Self::day_number`], held at the ends of the calendar.
    #[must_use]
    pub fn from_day_number(number: i32) -> Self {
        let number = number.clamp(Self::FIRST.day_number(), Self::LAST.day_number());
        let days = number + 693_901;
        let mut year = (days * 400 + 591) / 146_097;
        let first_of = |year: i32| 365 * year + year / 4 - year / 100 + year / 400;
        while first_of(year) > days {
            year -= 1;
        }
        while first_of(year + 1) <= days {
            year += 1;
        }
        let in_year = days - first_of(year);
        let month = (in_year * 5 + 2) / 153;
        let day = in_year - (month * 153 + 2) / 5 + 1;
        let (year, month) = if month >= 10 {
            (year + 1, month - 9)
        } else {
            (year, month + 3)
        };
        Self {
            year: u16::try_from(year).unwrap_or(1900),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The same day `months` later (or earlier), or the month's last day where that day is missing:
    /// January 31 plus one month is February 28 or 29. Held at the ends of the calendar.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let count = (i32::from(self.year) * 12 + i32::from(self.month) - 1).saturating_add(months);
        let year = count.div_euclid(12);
        if year < 1900 {
            return Self::FIRST;
        }
        if year > 2999 {
            return Self::LAST;
        }
        let year = u16::try_from(year).unwrap_or(2999);
        let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(12);
        Self {
            year,
            month,
            day: self.day.min(days_in_month(year, month)),
        }
    }

    /// `days` later (or earlier), held at the ends of the calendar.
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        Self::from_day_number(self.day_number().saturating_add(days))
    }

    /// Days from this date to `later`; negative where `later` is earlier.
    #[must_use]
    pub const fn days_between(self, later: Self) -> i32 {
        later.day_number() - self.day_number()
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADate);
        }
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0u16, |sum, byte| {
                byte.is_ascii_digit()
                    .then(|| sum * 10 + u16::from(byte - b'0'))
            })
        };
        let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10))
        else {
            return Err(NotADate);
        };
        let small = |value: u16| u8::try_from(value).unwrap_or(0);
        Self::new(year, small(month), small(day)).ok_or(NotADate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Iso;
        impl de::Visitor<'_> for Iso {
            type Value = Date;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a date such as \"2026-11-21\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse()
                    .map_err(|error| E::custom(format_args!("date {error}")))
            }
        }
        input.deserialize_str(Iso)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn knows_the_calendar() {
        assert!("2026-02-29".parse::<Date>().is_err());
        assert!("2024-02-29".parse::<Date>().is_ok());
        assert!("2000-02-29".parse::<Date>().is_ok());
        assert!("2100-02-29".parse::<Date>().is_err());
        for wrong in [
            "",
            "2026-1-01",
            "2026-13-01",
            "2026-00-10",
            "1899-12-31",
            "2026-11-21T00:00",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
        assert_eq!(date("2026-11-21").to_string(), "2026-11-21");
    }

    #[test]
    fn a_month_later_is_clamped_to_the_month() {
        assert_eq!(date("2026-01-31").add_months(1), date("2026-02-28"));
        assert_eq!(date("2024-01-31").add_months(1), date("2024-02-29"));
        assert_eq!(date("2026-11-21").add_months(3), date("2027-02-21"));
        assert_eq!(date("2026-03-31").add_months(-1), date("2026-02-28"));
        assert_eq!(date("2026-12-31").add_months(72), date("2032-12-31"));
        assert_eq!(date("2999-12-31").add_months(i32::MAX), Date::LAST);
    }

    #[test]
    fn days_between_counts_leap_days() {
        assert_eq!(Date::FIRST.day_number(), 0);
        // 1970-01-01 is day 25,567 of the spreadsheet calendar that counts from 1900-01-01 as 0.
        assert_eq!(date("1970-01-01").day_number(), 25_567);
        assert_eq!(date("2024-02-28").days_between(date("2024-03-01")), 2);
        assert_eq!(date("2026-02-28").days_between(date("2026-03-01")), 1);
        assert_eq!(date("2026-03-01").days_between(date("2026-02-28")), -1);
    }

    #[test]
    fn every_day_has_its_number_and_back() {
        let mut day = Date::FIRST;
        let mut number = 0;
        while day < Date::LAST {
            assert_eq!(day.day_number(), number);
            assert_eq!(Date::from_day_number(number), day);
            let next = Date::new(day.year(), day.month(), day.day() + 1)
                .or_else(|| Date::new(day.year(), day.month() + 1, 1))
                .or_else(|| Date::new(day.year() + 1, 1, 1));
            day = next.expect("a next day");
            number += 1;
        }
    }
}
