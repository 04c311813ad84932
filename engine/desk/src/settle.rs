//! A deal settled: its sums, its tax, and the payment. Figures, grid, roll and effects all go through here.

use std::mem;

use money::Cents;
use tax::{Assessment, Fault, Sale};

use crate::deal::{Deal, DealKind, Finance};
use crate::leasing::{Leased, leased};
use crate::plan::Plan;
use crate::reg_z::prepaid_finance_charge;
use crate::sale::{self, fault_of_deal};
use crate::sums::Sums;

/// Who is asked for the tax.
#[derive(Default)]
pub(crate) enum Taxing {
    /// The law, for the figures alone.
    #[default]
    Figures,
    /// The law, for the figures and the explanation.
    Explained(Option<Box<Assessment>>),
    /// Nobody: the tax is known, as only the down payment, the rate or the term of a sale have changed.
    Known(tax::Figures),
    /// Nobody: the deal as it would be in a place without tax.
    Nowhere,
}

impl Taxing {
    /// For tries on the way to a lease: the same law, without explaining each.
    pub fn for_search(&self) -> Self {
        match self {
            Self::Figures | Self::Explained(_) => Self::Figures,
            Self::Known(figures) => Self::Known(*figures),
            Self::Nowhere => Self::Nowhere,
        }
    }

    pub fn of(&mut self, sale: &Sale) -> Result<tax::Figures, Vec<Fault>> {
        match self {
            Self::Figures => tax::assess_figures(sale),
            Self::Explained(assessment) => {
                let explained = tax::assess(sale)?;
                let figures = without_explanation(&explained);
                *assessment = Some(Box::new(explained));
                Ok(figures)
            }
            Self::Known(figures) => Ok(*figures),
            Self::Nowhere => Ok(tax::Figures::default()),
        }
    }

    /// The tax of a sale, which is laid out only where somebody looks at it.
    fn of_sale(&mut self, deal: &Deal, sums: &Sums) -> Result<tax::Figures, Vec<Fault>> {
        match self {
            Self::Known(figures) => Ok(*figures),
            Self::Nowhere => Ok(tax::Figures::default()),
            Self::Figures | Self::Explained(_) => self.of(&sale::sale(deal, sums)),
        }
    }

    /// The explanation of the last sale that was taxed.
    pub fn explanation(&mut self) -> Option<Box<Assessment>> {
        match mem::take(self) {
            Self::Explained(assessment) => assessment,
            Self::Figures | Self::Known(_) | Self::Nowhere => None,
        }
    }

    /// For a deal of which only the down payment, the rate or the term will change: the tax of a sale
    /// stays what it is, that of a lease does not.
    pub fn terms_only(deal: &Deal) -> Result<Self, Vec<Fault>> {
        if deal.kind == DealKind::Lease {
            return Ok(Self::Figures);
        }
        let figures = Self::Figures.of_sale(deal, &Sums::of(deal));
        figures.map(Self::Known).map_err(faults_of_deal)
    }
}

pub(crate) fn faults_of_deal(faults: Vec<Fault>) -> Vec<Fault> {
    faults.into_iter().map(fault_of_deal).collect()
}

fn without_explanation(assessment: &Assessment) -> tax::Figures {
    tax::Figures {
        taxable_base: assessment.taxable_base,
        totals: assessment.totals,
        collected_by_dealer: assessment.collected_by_dealer,
        due_at_registration: assessment.due_at_registration,
        early: assessment.early_payments(),
    }
}

/// A deal with its tax and its payment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled {
    pub sums: Sums,
    /// Charged in the deal at signing.
    pub tax_total: Cents,
    pub total_price: Cents,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Outcome {
    Cash { balance_due: Cents },
    Retail(Retail),
    Leased(Leased),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Retail {
    pub amount_financed: Cents,
    /// Finance charges that are in the amount from the start.
    pub prepaid: Cents,
    pub plan: Plan,
    /// Zero where nothing is left to finance, or less where the balloon is worth more than that.
    pub payment: Cents,
}

impl Retail {
    /// What the buyer has the use of: the loan less its prepaid finance charges.
    pub fn advanced(&self) -> Cents {
        self.amount_financed - self.prepaid
    }

    /// Whether there is something to pay off, in payments above zero.
    pub fn has_payments(&self) -> bool {
        self.amount_financed.is_positive()
            && self.advanced().is_positive()
            && self.payment.is_positive()
    }
}

impl Settled {
    /// The payment a month, or of a cash deal the whole; nothing where there is nothing to pay off.
    pub fn payment(&self) -> Option<Cents> {
        match &self.outcome {
            Outcome::Cash { balance_due } => Some(*balance_due),
            Outcome::Retail(retail) => retail.has_payments().then_some(retail.payment),
            Outcome::Leased(leased) => {
                (!leased.base_payment.is_negative()).then(|| leased.payment())
            }
        }
    }
}

/// Settles a valid deal.
pub(crate) fn settle(deal: &Deal, taxing: &mut Taxing) -> Result<Settled, Vec<Fault>> {
    let sums = Sums::of(deal);
    let settled = match (deal.kind, &deal.finance, &deal.lease) {
        (DealKind::Lease, _, Some(lease)) => leased(deal, lease, sums, taxing),
        (DealKind::Retail, Some(finance), _) => bought(deal, sums, taxing).map(|settled| Settled {
            outcome: Outcome::Retail(financed(deal, finance, &settled)),
            ..settled
        }),
        _ => bought(deal, sums, taxing),
    };
    settled.map_err(faults_of_deal)
}

fn bought(deal: &Deal, sums: Sums, taxing: &mut Taxing) -> Result<Settled, Vec<Fault>> {
    let tax_total = taxing.of_sale(deal, &sums)?.collected_by_dealer;
    let total_price = sums.total_price(tax_total);
    Ok(Settled {
        sums,
        tax_total,
        total_price,
        outcome: Outcome::Cash {
            balance_due: total_price - sums.put_in(),
        },
    })
}

fn financed(deal: &Deal, finance: &Finance, settled: &Settled) -> Retail {
    let amount_financed = settled.total_price - settled.sums.put_in();
    let plan = Plan::of(deal.date, finance, deal.vehicle.msrp);
    let payment = if amount_financed.is_positive() {
        plan.payment(amount_financed)
    } else {
        Cents::ZERO
    };
    Retail {
        amount_financed,
        prepaid: prepaid_finance_charge(deal, finance),
        plan,
        payment,
    }
}
