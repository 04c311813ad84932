//! The deal that a product is held against, with what the deal itself does not hold.

use desk::{Deal, DealKind};
use serde::{Deserialize, Serialize};
use tax::Condition;

use crate::catalogue::{PlanCondition, PlanKind};

/// The vehicle as far as a rate card asks more than the deal holds. What is absent is unknown, never assumed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProductVehicle))]
#[serde(deny_unknown_fields)]
pub struct VehicleFacts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub make: Option<String>,
    /// Under the manufacturer's programme; of a used vehicle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<bool>,
}

/// What is known of a deal before any product is tried on it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub deal: &'a Deal,
    pub vehicle: &'a VehicleFacts,
    /// The id of the rooftop that sells.
    pub rooftop: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// The state of the dealer, whose law governs what the dealer sells.
    #[must_use]
    pub fn state(&self) -> &'a str {
        &self.deal.places.dealer.state
    }

    /// Year of the contract less model year; a model of next year has none.
    pub(crate) fn age(&self) -> Option<i32> {
        let year = self.deal.vehicle.model_year?;
        Some((i32::from(self.deal.date.year()) - i32::from(year)).max(0))
    }

    /// Months of the loan or lease; none of a cash deal.
    pub(crate) fn term_months(&self) -> Option<u32> {
        match self.deal.kind {
            DealKind::Cash => None,
            DealKind::Retail => self.deal.finance.as_ref().map(|it| it.term_months),
            DealKind::Lease => self.deal.lease.as_ref().map(|it| it.term_months),
        }
    }

    pub(crate) const fn kind(&self) -> PlanKind {
        PlanKind::of(self.deal.kind)
    }

    /// Whether the vehicle is of one of these conditions; nothing where it is not known to be certified.
    pub(crate) fn is_one_of(&self, conditions: &[PlanCondition]) -> Option<bool> {
        let has = |condition| conditions.contains(&condition);
        match (self.deal.vehicle.condition, self.vehicle.certified) {
            (Condition::New, _) => Some(has(PlanCondition::New)),
            (Condition::Used, _) if has(PlanCondition::Used) => Some(true),
            (Condition::Used, _) if !has(PlanCondition::Certified) => Some(false),
            (Condition::Used, certified) => certified,
        }
    }
}
