//! Days of rule files as numbers.

use toml::value::Datetime;

use crate::date::Date;

/// A last day that is not set.
pub const OPEN: u16 = u16::MAX;

/// The day number of a TOML date.
///
/// # Errors
/// Where it is not a plain date of the calendar between 1900 and 2078.
pub fn day(date: Datetime) -> Result<u16, String> {
    if date.time.is_some() || date.offset.is_some() {
        return Err(format!("{date} is a time, not a date"));
    }
    date.date
        .and_then(|date| Date::new(date.year, date.month, date.day))
        .and_then(|date| u16::try_from(date.day_number()).ok())
        .filter(|day| *day < OPEN)
        .ok_or_else(|| format!("{date} is not a date between 1900 and 2078"))
}

/// First and last day of dated parameters.
///
/// # Errors
/// Where a date is none.
pub fn span(from: Option<Datetime>, to: Option<Datetime>) -> Result<(u16, u16), String> {
    Ok((from.map_or(Ok(0), day)?, to.map_or(Ok(OPEN), day)?))
}

/// The date of a day number, for messages.
pub fn iso(number: u16) -> String {
    Date::from_day_number(i32::from(number)).to_string()
}
