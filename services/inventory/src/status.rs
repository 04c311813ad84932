//! Where a vehicle stands in its life on the lot, and which steps it can take: by hand, or with a deal.
//!
//! A vehicle that a deal has reserved belongs to that deal: only the deal frees or sells it.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VehicleStatus)]
pub enum Status {
    InTransit,
    Available,
    Reserved,
    Sold,
    Hold,
    Wholesaled,
}

impl Status {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTransit => "in_transit",
            Self::Available => "available",
            Self::Reserved => "reserved",
            Self::Sold => "sold",
            Self::Hold => "hold",
            Self::Wholesaled => "wholesaled",
        }
    }

    /// Whether the vehicle has left the dealership's stock.
    #[must_use]
    pub const fn is_gone(self) -> bool {
        matches!(self, Self::Sold | Self::Wholesaled)
    }

    /// The step to another status by hand; none where there is no such step.
    #[must_use]
    pub const fn step(self, to: Self) -> Option<Step> {
        use Status::{Available, Hold, InTransit, Reserved, Sold, Wholesaled};
        match (self, to) {
            (InTransit, Available | Reserved)
            | (Available, Reserved)
            | (Reserved, Sold)
            | (Hold, Available) => Some(Step::Plain),
            (InTransit | Available | Reserved, Hold)
            | (Available | Hold, Wholesaled)
            | (Available, InTransit)
            | (Reserved | Sold | Wholesaled, Available) => Some(Step::NeedsReason),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Plain,
    /// Onto hold, to wholesale, and every step back.
    NeedsReason,
}

/// A vehicle's status and the deal behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Standing {
    pub status: Status,
    /// The deal that reserved or bought it.
    pub deal_id: Option<Uuid>,
    /// Where it goes when that deal lets it go.
    pub status_before: Option<Status>,
}

/// Why a vehicle cannot take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("a vehicle that is {} cannot become {}", .0.as_str(), .1.as_str())]
    NoSuchStep(Status, Status),
    #[error("this step needs a reason")]
    ReasonMissing,
    #[error("deal {0} has reserved it: only that deal can free or sell it")]
    HeldByDeal(Uuid),
    #[error("the vehicle is {} and cannot go to this deal", .0.as_str())]
    NotForDeal(Status),
}

impl Standing {
    #[must_use]
    pub const fn at(status: Status) -> Self {
        Self {
            status,
            deal_id: None,
            status_before: None,
        }
    }

    #[must_use]
    pub const fn is_held_by_deal(self) -> bool {
        matches!((self.status, self.deal_id), (Status::Reserved, Some(_)))
    }

    /// A step that a person takes.
    ///
    /// # Errors
    /// [`Refusal`] where a deal holds the vehicle, the step does not exist or its reason is missing.
    pub fn by_hand(self, to: Status, has_reason: bool) -> Result<Self, Refusal> {
        if let (Status::Reserved, Some(deal)) = (self.status, self.deal_id) {
            return Err(Refusal::HeldByDeal(deal));
        }
        match self.status.step(to) {
            None => Err(Refusal::NoSuchStep(self.status, to)),
            Some(Step::NeedsReason) if !has_reason => Err(Refusal::ReasonMissing),
            Some(_) => Ok(Self::at(to)),
        }
    }

    /// A deal was contracted. None where that deal has the vehicle already.
    ///
    /// # Errors
    /// Where the vehicle is not to be had: sold, on hold, or reserved for somebody else.
    pub fn reserve(self, deal: Uuid) -> Result<Option<Self>, Refusal> {
        match self.status {
            Status::Available | Status::InTransit => Ok(Some(Self {
                status: Status::Reserved,
                deal_id: Some(deal),
                status_before: Some(self.status),
            })),
            // Reserved by hand for the buyer whose deal now comes.
            Status::Reserved if self.deal_id.is_none() => Ok(Some(Self {
                status: Status::Reserved,
                deal_id: Some(deal),
                status_before: Some(Status::Available),
            })),
            Status::Reserved | Status::Sold if self.deal_id == Some(deal) => Ok(None),
            status => Err(Refusal::NotForDeal(status)),
        }
    }

    /// A deal was cancelled. None where that deal does not hold the vehicle.
    #[must_use]
    pub fn free(self, deal: Uuid) -> Option<Self> {
        (self.status == Status::Reserved && self.deal_id == Some(deal))
            .then(|| Self::at(self.status_before.unwrap_or(Status::Available)))
    }

    /// A deal was delivered. None where the vehicle is sold to it already.
    ///
    /// # Errors
    /// Where somebody else has the vehicle.
    pub fn sell(self, deal: Uuid) -> Result<Option<Self>, Refusal> {
        match self.status {
            Status::Sold if self.deal_id == Some(deal) => Ok(None),
            Status::Available | Status::InTransit | Status::Reserved
                if self.deal_id.is_none_or(|holder| holder == deal) =>
            {
                Ok(Some(Self {
                    status: Status::Sold,
                    deal_id: Some(deal),
                    status_before: None,
                }))
            }
            status => Err(Refusal::NotForDeal(status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status::{Available, Hold, InTransit, Reserved, Sold, Wholesaled};
    use super::*;

    const ALL: [Status; 6] = [InTransit, Available, Reserved, Sold, Hold, Wholesaled];
    const DEAL: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    #[test]
    fn every_pair_is_a_step_a_step_with_reason_or_none() {
        // Rows from, columns to, in the order of ALL: `.` plain, `!` with a reason, `x` none.
        let steps = ["x..x!x", "!x.x!!", "x!x.!x", "x!xxxx", "x.xxx!", "x!xxxx"];
        for (from, row) in ALL.into_iter().zip(steps) {
            for (to, step) in ALL.into_iter().zip(row.chars()) {
                let expected = match step {
                    '.' => Some(Step::Plain),
                    '!' => Some(Step::NeedsReason),
                    _ => None,
                };
                assert_eq!(
                    from.step(to),
                    expected,
                    "{} to {}",
                    from.as_str(),
                    to.as_str()
                );
            }
        }
    }

    #[test]
    fn a_deal_reserves_frees_and_buys() {
        for before in [Available, InTransit] {
            let reserved = Standing::at(before).reserve(DEAL).unwrap().unwrap();
            assert_eq!((reserved.status, reserved.deal_id), (Reserved, Some(DEAL)));
            assert_eq!(reserved.reserve(DEAL), Ok(None), "the same fact twice");
            assert_eq!(reserved.reserve(OTHER), Err(Refusal::NotForDeal(Reserved)));
            assert_eq!(reserved.free(OTHER), None);
            assert_eq!(reserved.free(DEAL), Some(Standing::at(before)));
            assert_eq!(reserved.sell(OTHER), Err(Refusal::NotForDeal(Reserved)));
            let sold = reserved.sell(DEAL).unwrap().unwrap();
            assert_eq!((sold.status, sold.deal_id), (Sold, Some(DEAL)));
            assert_eq!(sold.sell(DEAL), Ok(None), "the same fact twice");
            assert_eq!(sold.free(DEAL), None, "what is delivered stays sold");
            assert_eq!(sold.reserve(OTHER), Err(Refusal::NotForDeal(Sold)));
        }
        for gone in [Sold, Hold, Wholesaled] {
            assert_eq!(
                Standing::at(gone).reserve(DEAL),
                Err(Refusal::NotForDeal(gone))
            );
        }
    }

    #[test]
    fn nobody_takes_a_vehicle_from_a_deal_by_hand() {
        let reserved = Standing::at(Available).reserve(DEAL).unwrap().unwrap();
        for to in [Available, Sold, Hold] {
            assert_eq!(reserved.by_hand(to, true), Err(Refusal::HeldByDeal(DEAL)));
        }
        let held = Standing::at(Available).by_hand(Hold, false);
        assert_eq!(held, Err(Refusal::ReasonMissing));
        assert_eq!(
            Standing::at(Available).by_hand(Sold, true),
            Err(Refusal::NoSuchStep(Available, Sold))
        );
    }
}
