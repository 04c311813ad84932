//! The dates that govern a sale, as the day numbers that rules are dated by.

use crate::{Date, Sale};

/// Which date of a sale a rule goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The date of the sale.
    Date,
    Contract,
    Delivery,
    Titling,
}

impl By {
    pub const ALL: [Self; 4] = [Self::Date, Self::Contract, Self::Delivery, Self::Titling];
}

/// Every date of one sale, counted in days from 1900-01-01; a date that is not given is the sale's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days([u16; 4]);

impl Days {
    pub fn of(sale: &Sale) -> Self {
        let date = number(sale.date);
        let or_date = |other: Option<Date>| other.map_or(date, number);
        let dates = sale.dates;
        Self([
            date,
            or_date(dates.contract),
            or_date(dates.delivery),
            or_date(dates.titling),
        ])
    }

    /// Everything on one day.
    pub fn all_on(date: Date) -> Self {
        Self([number(date); 4])
    }

    pub const fn on(self, by: By) -> u16 {
        self.0[by as usize]
    }
}

fn number(date: Date) -> u16 {
    u16::try_from(date.day_number()).unwrap_or(u16::MAX)
}
