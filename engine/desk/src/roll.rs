//! The same deal with one unknown: which value of one lever brings the payment to a target.

use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::deal::{Deal, DealKind};
use crate::grid::TermOffer;
use crate::search::Search;
use crate::settle::{Taxing, settle};
use crate::validate::{Faults, faults_of_ask};

/// The most terms on offer.
const MOST_TERMS: usize = 24;

/// A deal, the target, and the levers to try one by one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RollAsk {
    pub deal: Deal,
    pub target: Cents,
    #[serde(default)]
    pub of: RollOf,
    /// At least one, none twice.
    pub levers: Vec<Lever>,
    /// The terms on offer, for the lever `term_months`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermOffer>,
}

/// What is rolled to the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RollOf {
    #[default]
    Payment,
    /// Of a lease only.
    DueAtSigning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// Of a lease that is made to meet a total at signing, that total.
    CashDown,
    SellingPrice,
    /// Of the first trade.
    TradeAllowance,
    SellRate,
    TermMonths,
    MoneyFactor,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roll {
    pub levers: Vec<Rolled>,
}

/// Where one lever ends. Amounts, rates and months are all decimal text in `value` and `change`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rolled {
    pub lever: Lever,
    /// Whether the recomputed figure is the target to the cent.
    pub reached: bool,
    /// The value that reaches the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// `value` less what the deal has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// The recomputed figure at `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<Cents>,
    /// What `value` (or `best_value`) does to the total gross, reserve included; absent where the
    /// gross is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross_change: Option<Cents>,
    /// Why the target is not reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The value that comes nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_value: Option<String>,
    /// The recomputed figure at `best_value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_payment: Option<Cents>,
    /// What comes with the term that was picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<TermOffer>,
}

/// Brings the payment to the target by each lever on its own.
///
/// # Errors
/// Every fault of the ask at once, each naming its field. A lever that cannot reach the target is no
/// fault: it says why and where it ends.
pub fn roll(ask: &RollAsk) -> Result<Roll, Vec<Fault>> {
    ask.check()?;
    let settled = settle(&ask.deal, &mut Taxing::default()).map_err(faults_of_ask)?;
    let mut search = Search::new(ask, &settled);
    Ok(Roll {
        levers: ask
            .levers
            .iter()
            .map(|lever| search.lever(*lever))
            .collect(),
    })
}

impl RollAsk {
    fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::of_deal(&self.deal);
        faults.amounts(&[("/target", Some(self.target))]);
        if self.of == RollOf::DueAtSigning && self.deal.kind != DealKind::Lease {
            faults.add("/of", "lease_only", "only a lease has this figure");
        }
        if self.levers.is_empty() {
            faults.add("/levers", "missing", "needs at least one lever");
        }
        for (at, lever) in self.levers.iter().enumerate() {
            if self.levers[..at].contains(lever) {
                faults.inside("/levers", at);
                faults.add("", "duplicate", "the lever is there twice");
            }
        }
        faults.outside();
        faults.count("/terms", self.terms.len(), MOST_TERMS);
        if self.levers.contains(&Lever::TermMonths) && self.terms.is_empty() {
            faults.add(
                "/terms",
                "missing",
                "the lever term_months needs the terms on offer",
            );
        }
        for (at, offer) in self.terms.iter().enumerate() {
            faults.inside("/terms", at);
            offer.check(&self.deal, &mut faults);
        }
        faults.into_result()
    }
}
