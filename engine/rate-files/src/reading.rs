//! Reading one line's fields, every fault kept with its line and column.

use money::{Cents, Rate};
use tax::Date;

use crate::HIGHEST;
use crate::fault::{Fault, Notice};

/// What a reader gathers besides rows.
#[derive(Debug, Default)]
pub struct Reading {
    pub faults: Vec<Fault>,
    pub notices: Vec<Notice>,
    pub line: u32,
    /// Rows left out because their rate is blank.
    pub blank: u32,
}

impl Reading {
    pub fn fault(&mut self, column: &'static str, code: &'static str, detail: impl Into<String>) {
        self.faults.push(Fault {
            line: self.line,
            column,
            code,
            detail: detail.into(),
        });
    }

    /// Whether a line has as many fields as its format; a last line with fewer was cut.
    pub fn complete(&mut self, found: usize, expected: usize, last: bool) -> bool {
        if found >= expected {
            return true;
        }
        if last {
            self.fault(
                "",
                "cut_off",
                format!(
                    "the file ends in the middle of a line: {found} columns instead of {expected}"
                ),
            );
        } else {
            self.fault(
                "",
                "columns",
                format!("has {found} columns instead of {expected}"),
            );
        }
        false
    }

    /// A rate as a fraction, between nothing and the highest there is.
    pub fn rate(&mut self, column: &'static str, text: &str) -> Option<Rate> {
        match decimal(text) {
            Some(rate) => self.within(column, rate),
            None => {
                self.fault(column, "not_a_rate", format!("\"{text}\" is no rate"));
                None
            }
        }
    }

    /// A rate that was worked out of a file's figures.
    pub fn within(&mut self, column: &'static str, rate: Rate) -> Option<Rate> {
        if rate.is_negative() {
            let detail = format!("{} % is below nothing", rate.to_percent_text());
            self.fault(column, "negative_rate", detail);
            return None;
        }
        if rate > HIGHEST {
            let detail = format!(
                "{} % is more than any local rate (20 %); rates are fractions, 0.0125 for 1.25 %",
                rate.to_percent_text()
            );
            self.fault(column, "rate_too_high", detail);
            return None;
        }
        Some(rate)
    }

    pub fn amount(&mut self, column: &'static str, text: &str) -> Option<Cents> {
        match text.parse::<Cents>() {
            Ok(amount) if amount.is_positive() => Some(amount),
            _ => {
                let detail = format!("\"{text}\" is no amount of dollars above nothing");
                self.fault(column, "not_an_amount", detail);
                None
            }
        }
    }

    /// A day as `20260401`. 29991231 and 99991231 both mean that there is no end.
    pub fn day(&mut self, column: &'static str, text: &str) -> Option<Day> {
        let found = match text {
            "29991231" | "99991231" => Some(Day::Open),
            _ => compact(text).map(Day::On),
        };
        if found.is_none() {
            let detail = format!("\"{text}\" is no day such as 20260401");
            self.fault(column, "not_a_date", detail);
        }
        found
    }

    /// A day as `2026-04-01`, or nothing where the field is empty.
    pub fn iso_day(&mut self, column: &'static str, text: &str) -> Option<Date> {
        if text.is_empty() {
            return None;
        }
        let found = text.parse().ok();
        if found.is_none() {
            let detail = format!("\"{text}\" is no day such as 2026-04-01");
            self.fault(column, "not_a_date", detail);
        }
        found
    }

    /// Says that a period ends before it begins; true where it does not.
    pub fn in_order(&mut self, column: &'static str, from: Option<Date>, to: Option<Date>) -> bool {
        match (from, to) {
            (Some(from), Some(to)) if from > to => {
                self.fault(
                    column,
                    "ends_before_it_begins",
                    format!("ends on {to}, before it begins on {from}"),
                );
                false
            }
            _ => true,
        }
    }

    /// What is to be said of rows without a rate.
    pub fn say_blank(&mut self) {
        if self.blank > 0 {
            let detail = format!("{} rows without a rate were left out", self.blank);
            self.notices.push(Notice::of_file("blank_rates", detail));
        }
    }
}

/// A day that a file gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    On(Date),
    Open,
}

impl Day {
    pub const fn date(self) -> Option<Date> {
        match self {
            Self::On(date) => Some(date),
            Self::Open => None,
        }
    }
}

/// A decimal as spreadsheets write them, `0.0725`, `.0725`, `7.249999999E-2` never: digits behind the eighth are rounded.
pub fn decimal(text: &str) -> Option<Rate> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && part.is_empty())
        || !(whole.bytes().chain(part.bytes())).all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let kept: String = part.chars().chain("000000000".chars()).take(8).collect();
    let up = part.as_bytes().get(8).is_some_and(|digit| *digit >= b'5');
    let parts: i64 = format!("{whole}{kept}").parse().ok()?;
    let parts = parts.checked_add(i64::from(up))?;
    Some(Rate::new(if sign.is_empty() { parts } else { -parts }))
}

/// A day as eight digits.
pub fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Date::new(
        text[..4].parse().ok()?,
        text[4..6].parse().ok()?,
        text[6..].parse().ok()?,
    )
}

/// A day as Americans write it, `4/1/2022`, whatever follows it.
pub fn american(text: &str) -> Option<Date> {
    let day = text.split_whitespace().next()?;
    let mut parts = day.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{american, compact, decimal};
    use money::Rate;

    #[test]
    fn rates_are_read_without_a_float() {
        assert_eq!(decimal(".0725"), Some(Rate::new(7_250_000)));
        assert_eq!(decimal("0.02500000000004"), Some(Rate::new(2_500_000)));
        assert_eq!(decimal("0.024999999999"), Some(Rate::new(2_500_000)));
        assert_eq!(decimal("-0.01"), Some(Rate::new(-1_000_000)));
        assert_eq!(decimal("7%"), None);
        assert_eq!(decimal("."), None);
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert_eq!(compact("20260230"), None);
        assert_eq!(compact("2026041"), None);
        assert_eq!(american("4/1/2022 7:00:00 AM"), tax::Date::new(2022, 4, 1));
    }
}
