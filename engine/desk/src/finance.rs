//! How a retail deal is financed, as the desk types it.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::Date;

use crate::deal::{or_nothing, says_nothing};
use crate::references::ProgrammeRef;

/// A retail instalment contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Finance {
    /// How long it runs, 1 to 120 months; the number of payments follows from `frequency`.
    pub term_months: u32,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub frequency: Frequency,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub interest: Interest,
    /// The contract rate a year: `"0.0649"`.
    pub sell_rate: Rate,
    /// The rate at which the lender buys the contract; without it there is no reserve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_rate: Option<Rate>,
    /// One payment interval after the deal's date where absent, the end of the term for a single payment. A
    /// later one defers the first payment while interest accrues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_payment_date: Option<Date>,
    /// Under `precomputed` interest; simple interest counts every day as it is.
    #[serde(default, deserialize_with = "or_nothing")]
    pub odd_days: OddDays,
    /// What the last payment is to be, instead of a level one. At most one of this and `balloon_percent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balloon_amount: Option<Cents>,
    /// The same as a share of MSRP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balloon_percent: Option<Rate>,
    /// Ids of fees and products that a cash buyer would not have to pay: finance charges by the law
    /// (12 CFR 1026.4), which are in the loan and not in the amount financed that is disclosed.
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub finance_charges: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<ReserveTerms>,
    /// The sheet that the rates are of, where they are of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeRef>,
}

/// How often the buyer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PaymentFrequency))]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    #[default]
    Monthly,
    /// Twice a month, fifteen days apart: the 1st and 16th, the 15th and 30th.
    Semimonthly,
    /// Every two weeks: 26 payments a year.
    Biweekly,
    /// 52 payments a year.
    Weekly,
    /// Once, at the end of the term.
    Single,
}

impl Frequency {
    /// How many payments a term has; of weeks, to the nearest whole number.
    #[must_use]
    pub fn payments(self, term_months: u32) -> u32 {
        let of_weeks = |a_year: u32| term_months.saturating_mul(a_year).saturating_add(6) / 12;
        match self {
            Self::Monthly => term_months,
            Self::Semimonthly => term_months.saturating_mul(2),
            Self::Biweekly => of_weeks(26),
            Self::Weekly => of_weeks(52),
            Self::Single => 1,
        }
    }
}

/// How interest accrues between payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = InterestMethod))]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// By whole payment intervals of equal length (the actuarial method), as if all is paid on its day.
    #[default]
    Precomputed,
    /// By the day at 1/365 of the yearly rate, on what is still owed.
    #[serde(rename = "simple_365")]
    Simple365,
    /// By the day at 1/360 of the yearly rate.
    #[serde(rename = "simple_360")]
    Simple360,
}

/// How a first period that is not one whole payment interval bears interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OddDays {
    /// As one interval, whatever its length.
    Ignore,
    /// Whole intervals counted back from the first payment, the rest in thirtieths of a month, fifteenths of a
    /// half, sevenths of a week (Reg. Z, 12 CFR 1026, App. J (b)(5)).
    #[default]
    #[serde(rename = "actuarial_30")]
    Actuarial30,
    /// The same, the rest by the day at 1/365 of a year.
    #[serde(rename = "daily_365")]
    Daily365,
}

/// What the lender pays the dealer for the spread between sell and buy rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReserveTerms {
    #[serde(default, deserialize_with = "or_nothing")]
    pub method: ReserveMethod,
    /// The dealer's share of the spread, all of it where absent; under `flat` without an amount,
    /// the share of the amount financed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Rate>,
    /// The amount, under `flat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flat: Option<Cents>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReserveMethod {
    /// What the payments are worth at the buy rate, less the amount financed.
    #[default]
    PresentValue,
    /// The payment difference times the number of payments.
    InterestDifference,
    Flat,
}
