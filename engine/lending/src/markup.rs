//! How far a contract may be marked up: the lender's limit and the state's, of which the stricter wins.

use money::Rate;
use tax::{Date, VehicleClass};

use crate::caps::state_limits;
use crate::lender::Lender;
use crate::reason::{MarkupRefusal, Reason};

/// The two limits at one term. An absent one does not limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkupLimits {
    pub lender: Option<Rate>,
    /// The state's name and points, of a law that was read.
    pub state: Option<(&'static str, Rate)>,
}

impl MarkupLimits {
    /// Of a contract that a dealer of `state` makes `on` a day and sells to the lender; `row` is the
    /// rate sheet's own limit.
    #[must_use]
    pub fn of(
        lender: &Lender,
        row: Option<Rate>,
        state: &str,
        on: Date,
        term_months: u32,
        class: VehicleClass,
    ) -> Self {
        let of_lender = lender.markup_cap(term_months).into_iter().chain(row).min();
        Self {
            lender: of_lender,
            state: state_points(state, on, term_months, class),
        }
    }

    /// The stricter of the two.
    #[must_use]
    pub fn stricter(&self) -> Option<Rate> {
        let state = self.state.map(|(_, points)| points);
        self.lender.into_iter().chain(state).min()
    }

    /// Refuses a markup above the stricter limit, naming both. Nothing is ever lowered to a limit.
    ///
    /// # Errors
    /// [`Reason::MarkupOver`].
    pub fn check(&self, markup: Rate, lender: &Lender, term_months: u32) -> Result<(), Reason> {
        if self.stricter().is_none_or(|most| markup <= most) {
            return Ok(());
        }
        Err(Reason::MarkupOver(Box::new(MarkupRefusal {
            markup,
            term_months,
            lender: lender.name.clone(),
            lender_limit: self.lender,
            state_limit: self.state,
        })))
    }
}

/// The name of a state and its most points, by a law that was read.
pub(crate) fn state_points(
    state: &str,
    on: Date,
    term_months: u32,
    class: VehicleClass,
) -> Option<(&'static str, Rate)> {
    let limits = state_limits(state)?;
    let (points, law) = limits.markup(on, term_months, class)?;
    law.verified.then_some((limits.name, points))
}
