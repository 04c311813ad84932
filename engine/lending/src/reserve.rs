//! What a lender pays the dealer for a contract, and what it takes back when the contract ends early.

use desk::plan::Plan;
use desk::{ReserveMethod, ReserveTerms};
use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};

/// How a lender pays for a retail contract. Only what the method asks for may be set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReservePlan {
    #[serde(default)]
    pub method: ReserveKind,
    /// The dealer's share of the spread, all of it where absent; under the two spread methods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Rate>,
    /// Another share for the spread above some points; under the two spread methods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Of the amount financed; under `percent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Rate>,
    /// Under `flat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Cents>,
    /// The lender pays at least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Cents>,
    /// The lender pays at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Cents>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReserveKind {
    /// What the payments are worth at the buy rate, less the amount financed.
    #[default]
    PresentValue,
    /// The payment difference times the number of payments.
    InterestDifference,
    Percent,
    Flat,
}

/// The spread above some points is shared otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// Points over the buy rate up to which the plan's own share holds.
    pub over: Rate,
    /// The dealer's share of the rest.
    pub share: Rate,
}

/// A retail contract as far as its reserve goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contract {
    pub amount_financed: Cents,
    pub buy_rate: Rate,
    /// How it is repaid, at the rate that it is sold at.
    pub plan: Plan,
}

impl Contract {
    fn payment_at(&self, rate: Rate) -> Cents {
        self.plan.at(rate).payment(self.amount_financed)
    }
}

impl ReservePlan {
    /// Whether it pays out of the finance charge, as the states' limits on markup mean it.
    #[must_use]
    pub fn is_of_the_spread(&self) -> bool {
        matches!(
            self.method,
            ReserveKind::PresentValue | ReserveKind::InterestDifference
        )
    }

    /// What the lender pays for a contract. `payment_at` answers the level payment at a rate, so that
    /// one who asks for many contracts may remember them.
    #[must_use]
    pub fn reserve_with(
        &self,
        contract: &Contract,
        payment_at: &mut dyn FnMut(Rate) -> Cents,
    ) -> Cents {
        let amount = contract.amount_financed;
        if !amount.is_positive() || contract.plan.rate < contract.buy_rate {
            return Cents::ZERO;
        }
        let paid = match self.method {
            ReserveKind::Percent => {
                amount.times(self.percent.unwrap_or_default(), Rounding::HalfUp)
            }
            ReserveKind::Flat => self.amount.unwrap_or_default(),
            ReserveKind::PresentValue | ReserveKind::InterestDifference => {
                self.of_spread(contract, payment_at)
            }
        };
        let at_least = paid.max(self.minimum.unwrap_or(paid));
        at_least.min(self.maximum.unwrap_or(at_least))
    }

    /// What the lender pays for a contract.
    #[must_use]
    pub fn reserve(&self, contract: &Contract) -> Cents {
        self.reserve_with(contract, &mut |rate| contract.payment_at(rate))
    }

    fn of_spread(&self, contract: &Contract, payment_at: &mut dyn FnMut(Rate) -> Cents) -> Cents {
        let share = self.share.unwrap_or(Rate::ONE);
        let all = self.spread(contract, contract.plan.rate, payment_at);
        let Some(split) = self.split else {
            return all.times(share, Rounding::HalfUp);
        };
        let edge = contract.buy_rate + split.over;
        if contract.plan.rate <= edge {
            return all.times(share, Rounding::HalfUp);
        }
        let below = self.spread(contract, edge, payment_at).min(all);
        below.times(share, Rounding::HalfUp) + (all - below).times(split.share, Rounding::HalfUp)
    }

    /// The spread between the buy rate and a rate above it. At equal rates the rounding of the
    /// payment can leave a few cents below zero.
    fn spread(
        &self,
        contract: &Contract,
        sell_rate: Rate,
        payment_at: &mut dyn FnMut(Rate) -> Cents,
    ) -> Cents {
        let (amount, buy) = (contract.amount_financed, contract.buy_rate);
        let plan = contract.plan.at(sell_rate);
        let payment = payment_at(sell_rate);
        let spread = if self.method == ReserveKind::InterestDifference {
            plan.spread_interest(amount, payment, buy)
        } else {
            plan.spread_present_value(amount, payment, buy)
        };
        spread.or_zero()
    }

    /// The plan as a deal carries it: the desk then finds the same `reserve`. What the desk has no
    /// words for (split, minimum, maximum) goes into the deal as the amount that it comes to.
    #[must_use]
    pub fn terms(&self, reserve: Cents) -> ReserveTerms {
        let bounded = self.minimum.is_some() || self.maximum.is_some();
        let method = match self.method {
            ReserveKind::PresentValue => ReserveMethod::PresentValue,
            ReserveKind::InterestDifference => ReserveMethod::InterestDifference,
            ReserveKind::Percent | ReserveKind::Flat => ReserveMethod::Flat,
        };
        if method == ReserveMethod::Flat || bounded || self.split.is_some() {
            return flat(reserve);
        }
        ReserveTerms {
            method,
            share: self.share,
            flat: None,
        }
    }
}

/// An amount as a deal carries it.
pub(crate) fn flat(reserve: Cents) -> ReserveTerms {
    ReserveTerms {
        method: ReserveMethod::Flat,
        share: None,
        flat: Some(reserve),
    }
}

/// What the lender takes back of the reserve when a contract is paid off early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Chargeback {
    /// Up to this day after the contract, the day itself included.
    pub within_days: u32,
    #[serde(default)]
    pub takes: ChargebackOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChargebackOf {
    /// The whole reserve.
    #[default]
    Whole,
    /// The part of the months that were not paid: months left to all months.
    Unearned,
}

impl Chargeback {
    /// What is taken back of `reserve` from a contract that ends `days` after its date, with
    /// `months_paid` of `term_months` paid.
    #[must_use]
    pub fn taken(&self, reserve: Cents, days: u32, months_paid: u32, term_months: u32) -> Cents {
        if days > self.within_days || !reserve.is_positive() {
            return Cents::ZERO;
        }
        match self.takes {
            ChargebackOf::Whole => reserve,
            ChargebackOf::Unearned => reserve.ratio(
                i64::from(term_months.saturating_sub(months_paid)),
                i64::from(term_months.max(1)),
                Rounding::HalfUp,
            ),
        }
    }
}
