//! A deal settled: its sums, its tax, and the payment. Figures, grid, roll and effects all go through here.

use std::mem;

use money::{Cents, Rounding};
use tax::{Assessment, EarlyPayments, Fault, Sale};

use crate::deal::{Deal, DealKind, Finance, Lease};
use crate::figures::DueAtSigning;
use crate::lease::base_payment;
use crate::plan::Plan;
use crate::reg_z::prepaid_finance_charge;
use crate::sale::{self, LeaseCost, fault_of_deal};
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
    fn of(&mut self, sale: &Sale) -> Result<tax::Figures, Vec<Fault>> {
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

fn faults_of_deal(faults: Vec<Fault>) -> Vec<Fault> {
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

#[derive(Debug, Clone, Copy)]
pub(crate) struct Leased {
    pub gross_cap_cost: Cents,
    pub reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    /// Below zero where the reduction leaves less than the residual.
    pub base_payment: Cents,
    /// Of a payment after the first ones, which may bear more.
    pub tax_per_payment: Cents,
    /// What the first payments bear beyond that.
    pub early_tax: EarlyPayments,
    /// The part of the tax at signing that is paid then and not capitalized.
    pub tax_at_signing: Cents,
}

impl Leased {
    pub fn payment(&self) -> Cents {
        self.base_payment + self.tax_per_payment
    }

    /// What the lessee pays when the lease is signed, line by line.
    pub fn due_at_signing(&self, lease: &Lease, sums: &Sums) -> DueAtSigning {
        let unless = |capitalized: bool, amount: Cents| {
            if capitalized { Cents::ZERO } else { amount }
        };
        let fee = &lease.acquisition_fee;
        let due = DueAtSigning {
            first_payment: self.payment() + self.early_tax.of(1),
            cap_reduction_cash: sums.cash_down,
            government_fees: sums.government_fees,
            tax: self.tax_at_signing,
            acquisition_fee: unless(fee.capitalized, fee.amount),
            doc_fee: unless(lease.doc_fee_capitalized, sums.doc_fee),
            security_deposit: lease.security_deposit,
            total: Cents::ZERO,
        };
        DueAtSigning {
            total: due.first_payment
                + due.cap_reduction_cash
                + due.government_fees
                + due.tax
                + due.acquisition_fee
                + due.doc_fee
                + due.security_deposit,
            ..due
        }
    }
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

fn leased(
    deal: &Deal,
    lease: &Lease,
    sums: Sums,
    taxing: &mut Taxing,
) -> Result<Settled, Vec<Fault>> {
    let unless = |kept: bool, amount: Cents| if kept { amount } else { Cents::ZERO };
    let acquisition = &lease.acquisition_fee;
    let before_tax = sums.goods()
        + unless(lease.doc_fee_capitalized, sums.doc_fee)
        + unless(acquisition.capitalized, acquisition.amount)
        + (-sums.trade_equity()).or_zero();
    let reduction = sums.cash_down + sums.rebates + sums.trade_equity().or_zero();
    let residual = residual(deal, lease);
    let mut sale = sale::sale(deal, &sums);

    // Tax that is capitalized raises the payment and the tax with it. From below the sums rise to
    // the point where they hold, by a small part of each step; most leases need one or two.
    let mut capitalized_tax = Cents::ZERO;
    let mut rounds_left = 60;
    let (figures, cost) = loop {
        let cost = capitalized(lease, before_tax + capitalized_tax, reduction, residual);
        sale.lease = Some(sale::lease(lease, &sums, cost.for_tax(lease)));
        let figures = taxing.of(&sale)?;
        let due = figures.collected_by_dealer;
        rounds_left -= 1;
        if !lease.tax_capitalized || due == capitalized_tax || rounds_left == 0 {
            break (figures, cost);
        }
        capitalized_tax = due;
    };
    let tax_total = figures.collected_by_dealer;
    Ok(Settled {
        sums,
        tax_total,
        total_price: sums.total_price(tax_total),
        outcome: Outcome::Leased(Leased {
            tax_per_payment: figures.totals.per_payment,
            early_tax: figures.early,
            tax_at_signing: tax_total - capitalized_tax,
            ..cost
        }),
    })
}

/// The residual in dollars; of MSRP where it is a percentage.
fn residual(deal: &Deal, lease: &Lease) -> Cents {
    let of_msrp = || {
        let msrp = deal.vehicle.msrp.unwrap_or_default();
        msrp.times(lease.residual_percent.unwrap_or_default(), Rounding::HalfUp)
    };
    lease.residual_amount.unwrap_or_else(of_msrp)
}

/// The lease before its tax is known.
fn capitalized(lease: &Lease, gross_cap_cost: Cents, reduction: Cents, residual: Cents) -> Leased {
    let adjusted_cap_cost = gross_cap_cost - reduction;
    Leased {
        gross_cap_cost,
        reduction,
        adjusted_cap_cost,
        residual,
        base_payment: base_payment(
            adjusted_cap_cost,
            residual,
            lease.money_factor,
            lease.term_months,
        ),
        tax_per_payment: Cents::ZERO,
        early_tax: EarlyPayments::default(),
        tax_at_signing: Cents::ZERO,
    }
}

impl Leased {
    /// What the payments bring over the term beyond the depreciation.
    pub fn rent_charge(&self, lease: &Lease) -> Cents {
        self.base_payment.by(i64::from(lease.term_months)) - self.depreciation()
    }

    pub fn depreciation(&self) -> Cents {
        self.adjusted_cap_cost - self.residual
    }

    fn for_tax(&self, lease: &Lease) -> LeaseCost {
        LeaseCost {
            base_payment: self.base_payment.or_zero(),
            gross_cap_cost: self.gross_cap_cost,
            residual: self.residual,
            rent_charge: self.rent_charge(lease).or_zero(),
        }
    }
}
