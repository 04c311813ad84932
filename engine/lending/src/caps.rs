//! What the states allow: the most markup over the buy rate and the most finance charge, as dated, cited data.

use desk::plan::Plan;
use money::{Cents, Rate, Rounding};
use tax::{Condition, Date, VehicleClass};

include!(concat!(env!("OUT_DIR"), "/caps.rs"));

const fn day(year: u16, month: u8, day: u8) -> Date {
    match Date::new(year, month, day) {
        Some(date) => date,
        None => Date::FIRST,
    }
}

/// The limits of one state. A state that is not in the table sets none that this edition knows of.
#[derive(Debug)]
pub struct StateLimits {
    pub state: &'static str,
    pub name: &'static str,
    pub markups: &'static [MarkupLaw],
    pub ceilings: &'static [CeilingLaw],
}

/// How much of the finance charge a dealer may be paid, in points over the buy rate.
#[derive(Debug)]
pub struct MarkupLaw {
    pub from: Date,
    pub to: Option<Date>,
    /// Whether the text of the law was read. Only then is anything refused by it.
    pub verified: bool,
    pub citation: &'static str,
    pub source: &'static str,
    /// Vehicles that the law does not speak of.
    pub not_for: &'static [VehicleClass],
    /// The longest term and its points, rising; the last has no longest term.
    pub limits: &'static [(Option<u32>, Rate)],
}

/// The most finance charge that a contract may bear.
#[derive(Debug)]
pub struct CeilingLaw {
    pub from: Date,
    pub to: Option<Date>,
    /// Whether the text of the law was read. Only then is anything refused by it.
    pub verified: bool,
    pub citation: &'static str,
    pub source: &'static str,
    /// The first that takes the vehicle holds.
    pub classes: &'static [CeilingClass],
}

#[derive(Debug)]
pub struct CeilingClass {
    /// Every condition where absent.
    pub condition: Option<Condition>,
    /// Year of the sale less model year, at most; any where absent.
    pub model_age_to: Option<i32>,
    pub most: Most,
}

/// How a law writes its ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Most {
    /// A yearly rate on the unpaid balance.
    Rate(Rate),
    /// Finance charge a year as a share of the amount financed: `0.10` is 10 dollars per 100.
    AddOn(Rate),
}

/// The limits of a state by its two-letter code.
#[must_use]
pub fn state_limits(state: &str) -> Option<&'static StateLimits> {
    STATES.iter().find(|one| one.state == state)
}

/// Every state that the table knows, in alphabetical order of the codes.
#[must_use]
pub fn all_state_limits() -> &'static [StateLimits] {
    STATES
}

fn in_force(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

impl StateLimits {
    /// The law on markup that is in force, and its points at a term.
    #[must_use]
    pub fn markup(
        &self,
        on: Date,
        term_months: u32,
        class: VehicleClass,
    ) -> Option<(Rate, &'static MarkupLaw)> {
        let law = self
            .markups
            .iter()
            .find(|law| in_force(law.from, law.to, on) && !law.not_for.contains(&class))?;
        let (_, points) = law
            .limits
            .iter()
            .find(|(term_to, _)| term_to.is_none_or(|to| term_months <= to))?;
        Some((*points, law))
    }

    /// The law on finance charges that is in force.
    #[must_use]
    pub fn ceiling(&self, on: Date) -> Option<&'static CeilingLaw> {
        self.ceilings
            .iter()
            .find(|law| in_force(law.from, law.to, on))
    }
}

impl CeilingLaw {
    /// What holds for a vehicle whose model is `model_age` years old; `None` where the age is asked
    /// for and unknown.
    #[must_use]
    pub fn most(&self, condition: Condition, model_age: Option<i32>) -> Option<Most> {
        for class in self.classes {
            if class.condition.is_some_and(|only| only != condition) {
                continue;
            }
            match (class.model_age_to, model_age) {
                (None, _) => return Some(class.most),
                (Some(to), Some(age)) if age <= to => return Some(class.most),
                (Some(_), Some(_)) => {}
                (Some(_), None) => return None,
            }
        }
        None
    }
}

/// The finance charge that a loan bears by its plan: all its payments less the amount financed.
#[must_use]
pub fn finance_charge(amount: Cents, plan: &Plan) -> Cents {
    plan.totals(amount, plan.payment(amount)).total - amount
}

/// The finance charge that an add-on rate comes to over a term.
#[must_use]
pub fn add_on_charge(amount: Cents, add_on: Rate, term_months: u32) -> Cents {
    amount
        .by(i64::from(term_months))
        .ratio(add_on.get(), 12 * Rate::SCALE, Rounding::HalfUp)
}
