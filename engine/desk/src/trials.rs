//! One lease under the terms of many lessors: what none of them changes is worked out once, and nothing is explained.

use std::collections::BTreeMap;

use money::{Cents, Rate};
use tax::{Fault, Sale};

use crate::deal::{Deal, DealKind};
use crate::gross::{by_lessor, gross};
use crate::lease_terms::{Lease, MultipleDeposits};
use crate::leasing::leased_as;
use crate::settle::{Outcome, Settled, Taxing, faults_of_deal, settle};
use crate::sums::Sums;
use crate::validate;

/// What of a lease its lessor decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessorTerms {
    pub money_factor: Rate,
    /// The lessor's own factor.
    pub buy_money_factor: Rate,
    pub reserve_share: Rate,
    pub residual: ResidualTerm,
    pub acquisition_fee: Cents,
    /// What of it the lessor charges.
    pub acquisition_fee_cost: Cents,
    pub disposition_fee: Cents,
    pub purchase_option_fee: Cents,
    pub deposits: Option<MultipleDeposits>,
}

/// A residual in one of the two ways that a lease may carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResidualTerm {
    /// Of MSRP.
    Percent(Rate),
    Amount(Cents),
}

/// What a lease comes to under a lessor's terms: each figure is the one of the same name in [`crate::Figures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseTried {
    pub base_payment: Cents,
    pub payment: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    /// The contract's factor less what deposits take off it.
    pub money_factor: Rate,
    /// All refundable deposits.
    pub security_deposit: Cents,
    /// In all.
    pub due_at_signing: Cents,
    /// Of a lease that is paid at once.
    pub single_payment: Option<Cents>,
    /// In all; absent where the vehicle's cost is unknown.
    pub gross: Option<Cents>,
}

/// What the settling of a lease goes by: terms that agree in it are settled once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SettledBy {
    money_factor: Rate,
    residual: ResidualTerm,
    acquisition_fee: Cents,
    /// Count, step, rounding.
    deposits: Option<(u32, Rate, Cents)>,
}

/// A lease on trial.
#[derive(Debug)]
pub struct LeaseTrials {
    /// With the terms that were tried last.
    deal: Deal,
    sums: Sums,
    sale: Sale,
    /// All that the dealer makes but for what goes by the lessor.
    gross: Option<Cents>,
    known: BTreeMap<SettledBy, Settled>,
}

impl LeaseTrials {
    /// # Errors
    /// Every fault of the deal at once, each naming its field.
    pub fn new(deal: Deal) -> Result<Self, Vec<Fault>> {
        validate::deal(&deal)?;
        if deal.kind != DealKind::Lease {
            return Err(vec![Fault {
                pointer: "/kind".into(),
                code: "not_a_lease".into(),
                detail: "only a lease has a lessor".into(),
            }]);
        }
        let settled = settle(&deal, &mut Taxing::Figures)?;
        let own = gross(&deal, &settled, &mut Vec::new());
        let sums = Sums::of(&deal);
        Ok(Self {
            sale: crate::sale::sale(&deal, &sums),
            sums,
            gross: own.map(|gross| gross.total - by_lessor(&deal, &settled)),
            known: BTreeMap::new(),
            deal,
        })
    }

    /// The lease under a lessor's terms; nothing where there is nothing to lease.
    ///
    /// # Errors
    /// Every fault of the lease under these terms, as [`crate::figures`] finds them.
    pub fn under(&mut self, terms: &LessorTerms) -> Result<Option<LeaseTried>, Vec<Fault>> {
        if let Some(lease) = &mut self.deal.lease {
            terms.put_into(lease);
        }
        let Some(lease) = &self.deal.lease else {
            return Ok(None);
        };
        validate::lease(&self.deal, lease)?;
        let by = SettledBy {
            money_factor: terms.money_factor,
            residual: terms.residual,
            acquisition_fee: terms.acquisition_fee,
            deposits: terms
                .deposits
                .as_ref()
                .map(|many| (many.count, many.factor_step, many.round_to)),
        };
        let settled = match self.known.get(&by) {
            Some(settled) => *settled,
            None => {
                let (sale, sums) = (&mut self.sale, self.sums);
                let settled = leased_as(sale, &self.deal, lease, sums, &mut Taxing::Figures)
                    .map_err(faults_of_deal)?;
                self.known.insert(by, settled);
                settled
            }
        };
        let gross = self
            .gross
            .map(|gross| gross + by_lessor(&self.deal, &settled));
        let Outcome::Leased(leased) = &settled.outcome else {
            return Ok(None);
        };
        if leased.base_payment.is_negative() {
            return Ok(None);
        }
        let due = leased.due_at_signing(lease, &settled.sums);
        Ok(Some(LeaseTried {
            base_payment: leased.base_payment,
            payment: leased.payment(),
            adjusted_cap_cost: leased.adjusted_cap_cost,
            residual: leased.residual,
            money_factor: leased.money_factor,
            security_deposit: due.security_deposit,
            due_at_signing: due.total,
            single_payment: lease.one_pay.then_some(due.first_payment),
            gross,
        }))
    }
}

impl LessorTerms {
    /// Writes the terms into a lease; what it holds besides stays.
    pub fn put_into(&self, lease: &mut Lease) {
        lease.money_factor = self.money_factor;
        lease.buy_money_factor = Some(self.buy_money_factor);
        lease.reserve_share = Some(self.reserve_share);
        (lease.residual_percent, lease.residual_amount) = match self.residual {
            ResidualTerm::Percent(percent) => (Some(percent), None),
            ResidualTerm::Amount(amount) => (None, Some(amount)),
        };
        lease.acquisition_fee.amount = self.acquisition_fee;
        lease.acquisition_fee_cost = Some(self.acquisition_fee_cost);
        lease.disposition_fee = self.disposition_fee;
        lease.purchase_option_fee = self.purchase_option_fee;
        lease.multiple_deposits.clone_from(&self.deposits);
    }
}
