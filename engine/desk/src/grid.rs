//! The same deal at other terms and down payments.

use money::{Cents, Rate};
use serde::{Deserialize, Serialize};
use tax::Fault;

use crate::deal::{Deal, DealKind};
use crate::settle::{Taxing, settle};
use crate::validate::{self, Faults, faults_of_ask};

/// The most columns, and the most rows.
const MOST: usize = 24;

/// A deal and the terms and down payments to try on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GridAsk {
    pub deal: Deal,
    /// Columns, 1 to 24.
    pub terms: Vec<TermOffer>,
    /// Rows, 1 to 24: cash down, or the total at signing of a lease that is made to meet one.
    pub downs: Vec<Cents>,
    /// Cells at or under this payment are marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Cents>,
}

/// A term that is on offer, with what comes with it. What is absent stays as the deal has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TermOffer {
    pub term_months: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sell_rate: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_rate: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money_factor: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual_percent: Option<Rate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grid {
    pub terms: Vec<TermOffer>,
    pub rows: Vec<GridRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GridRow {
    pub down: Cents,
    /// One a term, in the order of the terms.
    pub cells: Vec<GridCell>,
}

/// A payment, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum GridCell {
    Payment {
        payment: Cents,
        at_or_under_target: bool,
    },
    Problem {
        problem: String,
    },
}

impl TermOffer {
    /// Puts the offer into a deal; what belongs to the other kind of deal is left aside.
    pub(crate) fn put_into(&self, deal: &mut Deal) {
        match (deal.kind, &mut deal.finance, &mut deal.lease) {
            (DealKind::Retail, Some(finance), _) => {
                finance.term_months = self.term_months;
                finance.sell_rate = self.sell_rate.unwrap_or(finance.sell_rate);
                finance.buy_rate = self.buy_rate.or(finance.buy_rate);
            }
            (DealKind::Lease, _, Some(lease)) => {
                lease.term_months = self.term_months;
                lease.money_factor = self.money_factor.unwrap_or(lease.money_factor);
                if self.residual_percent.is_some() {
                    lease.residual_percent = self.residual_percent;
                    lease.residual_amount = None;
                }
            }
            _ => {}
        }
    }

    /// Checks the offer as the entry of a list that `faults` stands at.
    pub(crate) fn check(&self, deal: &Deal, faults: &mut Faults) {
        faults.term("/term_months", self.term_months);
        faults.rates(&[
            ("/sell_rate", self.sell_rate, Rate::ONE),
            ("/buy_rate", self.buy_rate, Rate::ONE),
            (
                "/money_factor",
                self.money_factor,
                validate::STEEPEST_FACTOR,
            ),
            ("/residual_percent", self.residual_percent, Rate::ONE),
        ]);
        let by_percent = deal.kind == DealKind::Lease && self.residual_percent.is_some();
        if by_percent && deal.vehicle.msrp.is_none() {
            faults.add(
                "/residual_percent",
                "missing",
                "a residual in percent needs the MSRP",
            );
        }
    }
}

impl GridAsk {
    fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::of_deal(&self.deal);
        if self.deal.kind == DealKind::Cash {
            faults.add("/deal/kind", "no_terms", "a cash deal has no terms");
        }
        faults.count("/terms", self.terms.len(), MOST);
        faults.count("/downs", self.downs.len(), MOST);
        if self.terms.is_empty() {
            faults.add("/terms", "missing", "needs at least one term");
        }
        if self.downs.is_empty() {
            faults.add("/downs", "missing", "needs at least one down payment");
        }
        for (at, offer) in self.terms.iter().enumerate() {
            faults.inside("/terms", at);
            offer.check(&self.deal, &mut faults);
        }
        for (at, down) in self.downs.iter().enumerate() {
            faults.inside("/downs", at);
            faults.amounts(&[("", Some(*down))]);
        }
        faults.outside();
        faults.amounts(&[("/target", self.target)]);
        faults.into_result()
    }
}

/// The payment of a deal at every term and down payment of the ask.
///
/// # Errors
/// Every fault of the ask at once, each naming its field. A cell that has no payment says why
/// instead.
pub fn grid(ask: &GridAsk) -> Result<Grid, Vec<Fault>> {
    ask.check()?;
    let mut taxing = Taxing::terms_only(&ask.deal).map_err(faults_of_ask)?;
    let mut deal = ask.deal.clone();
    let rows = ask
        .downs
        .iter()
        .map(|down| GridRow {
            down: *down,
            cells: ask
                .terms
                .iter()
                .map(|offer| {
                    deal.finance.clone_from(&ask.deal.finance);
                    deal.lease.clone_from(&ask.deal.lease);
                    deal.set_put_down(*down);
                    offer.put_into(&mut deal);
                    cell(&deal, ask.target, &mut taxing)
                })
                .collect(),
        })
        .collect();
    Ok(Grid {
        terms: ask.terms.clone(),
        rows,
    })
}

fn cell(deal: &Deal, target: Option<Cents>, taxing: &mut Taxing) -> GridCell {
    let problem = |problem: String| GridCell::Problem { problem };
    match settle(deal, taxing) {
        Ok(settled) => match settled.payment() {
            Some(payment) => GridCell::Payment {
                payment,
                at_or_under_target: target.is_some_and(|target| payment <= target),
            },
            None => problem("more is put in than there is to pay".into()),
        },
        Err(faults) => problem(faults.first().map(Fault::to_string).unwrap_or_default()),
    }
}
