//! What the dealership's books add to a deal or take off it beside price and cost: packs, holdback, dealer cash.

use money::Cents;
use serde::{Deserialize, Serialize};

use crate::deal::{or_nothing, says_nothing};

/// One amount of the books. It moves the front gross and never the payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DealBookEntry))]
#[serde(deny_unknown_fields)]
pub struct BookEntry {
    /// Unique among these entries. The deal's other lines have ids of their own: who may not see the books
    /// could not tell why one is taken.
    pub id: String,
    pub kind: BookKind,
    #[serde(default, deserialize_with = "or_nothing")]
    pub name: String,
    /// Never below zero; whether it raises or lowers the gross follows from `kind`.
    pub amount: Cents,
    #[serde(
        default,
        deserialize_with = "or_nothing",
        skip_serializing_if = "says_nothing"
    )]
    pub counts: Counts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookKind {
    /// Lowers the gross: what the house keeps of every deal.
    Pack,
    /// Raises it: what the manufacturer pays back later.
    Holdback,
    /// Raises it: the manufacturer's money for the dealer.
    DealerCash,
    /// Lowers it: making a used vehicle ready for sale.
    Reconditioning,
    /// Lowers it: interest on the vehicle while it stood.
    Floorplan,
    /// Lowers it.
    OtherCost,
    /// Raises it.
    OtherIncome,
}

/// Which gross an amount counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CountsIn))]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    #[default]
    Both,
    /// The house's gross and not the one that commission is paid on.
    Gross,
    /// The gross that commission is paid on and not the house's.
    Commission,
    None,
}

impl BookEntry {
    /// What it does to the gross that it counts in.
    #[must_use]
    pub fn effect(&self) -> Cents {
        match self.kind {
            BookKind::Holdback | BookKind::DealerCash | BookKind::OtherIncome => self.amount,
            BookKind::Pack
            | BookKind::Reconditioning
            | BookKind::Floorplan
            | BookKind::OtherCost => -self.amount,
        }
    }
}

impl Counts {
    #[must_use]
    pub fn in_gross(self) -> bool {
        matches!(self, Self::Both | Self::Gross)
    }

    #[must_use]
    pub fn in_commission(self) -> bool {
        matches!(self, Self::Both | Self::Commission)
    }
}
