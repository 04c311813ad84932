//! A lease settled: its residual, its deposits, what is paid at signing, and the payment.

use money::{Cents, Rate, Rounding};
use tax::{EarlyPayments, Fault, Sale};

use crate::deal::{Deal, FirstPayment, Lease};
use crate::figures::DueAtSigning;
use crate::lease::base_payment;
use crate::sale::{self, LeaseCost};
use crate::settle::{Outcome, Settled, Taxing};
use crate::sums::Sums;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Leased {
    pub gross_cap_cost: Cents,
    pub reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    /// The contract's factor less what deposits take off it.
    pub money_factor: Rate,
    /// All refundable deposits together.
    pub deposits: Cents,
    /// What would be due at signing and is in the capitalized cost instead, to meet a total at signing.
    pub rolled_in: Cents,
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
    /// One payment with its tax; of a lease that is paid at once, what a month comes to.
    pub fn payment(&self) -> Cents {
        self.base_payment + self.tax_per_payment
    }

    /// All payments of the term with their tax, the first among them even where it is waived.
    fn all_payments(&self, lease: &Lease) -> Cents {
        self.payment().by(i64::from(lease.term_months)) + self.early_tax.total()
    }

    /// What the first payment comes to, be it waived or not.
    fn first_of_term(&self, lease: &Lease) -> Cents {
        if lease.one_pay {
            self.all_payments(lease)
        } else {
            self.payment() + self.early_tax.of(1)
        }
    }

    /// The payment that the lessee makes at signing.
    pub fn first_payment(&self, lease: &Lease) -> Cents {
        match lease.first_payment {
            FirstPayment::AtSigning => self.first_of_term(lease),
            FirstPayment::Waived => Cents::ZERO,
        }
    }

    /// All payments that the lessee makes.
    pub fn total_of_payments(&self, lease: &Lease) -> Cents {
        self.all_payments(lease) - self.first_of_term(lease) + self.first_payment(lease)
    }

    /// What the lessee pays when the lease is signed, line by line.
    pub fn due_at_signing(&self, lease: &Lease, sums: &Sums) -> DueAtSigning {
        let unless = |capitalized: bool, amount: Cents| {
            if capitalized { Cents::ZERO } else { amount }
        };
        let fee = &lease.acquisition_fee;
        let due = DueAtSigning {
            first_payment: self.first_payment(lease),
            cap_reduction_cash: sums.cash_down,
            government_fees: sums.government_fees,
            tax: self.tax_at_signing,
            acquisition_fee: unless(fee.capitalized, fee.amount),
            doc_fee: unless(lease.doc_fee_capitalized, sums.doc_fee),
            security_deposit: self.deposits,
            rolled_in: self.rolled_in,
            total: Cents::ZERO,
        };
        DueAtSigning {
            total: due.first_payment
                + due.cap_reduction_cash
                + due.government_fees
                + due.tax
                + due.acquisition_fee
                + due.doc_fee
                + due.security_deposit
                - due.rolled_in,
            ..due
        }
    }

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

/// A lease whose tax is still to be asked for.
struct Leasing<'a> {
    lease: &'a Lease,
    sums: Sums,
    sale: &'a mut Sale,
    residual: Cents,
    /// The capitalized cost before tax, and before what a total at signing rolls in.
    cost: Cents,
}

pub(crate) fn leased(
    deal: &Deal,
    lease: &Lease,
    sums: Sums,
    taxing: &mut Taxing,
) -> Result<Settled, Vec<Fault>> {
    leased_as(&mut sale::sale(deal, &sums), deal, lease, sums, taxing)
}

/// The same where the sale of the deal is laid out already; what it holds of a lease is written anew.
pub(crate) fn leased_as(
    sale: &mut Sale,
    deal: &Deal,
    lease: &Lease,
    sums: Sums,
    taxing: &mut Taxing,
) -> Result<Settled, Vec<Fault>> {
    let unless = |kept: bool, amount: Cents| if kept { amount } else { Cents::ZERO };
    let acquisition = &lease.acquisition_fee;
    let mut leasing = Leasing {
        lease,
        sums,
        sale,
        residual: residual(deal, lease),
        cost: sums.goods()
            + unless(lease.doc_fee_capitalized, sums.doc_fee)
            + unless(acquisition.capitalized, acquisition.amount)
            + (-sums.trade_equity()).or_zero(),
    };
    let cash = match lease.signing_total {
        Some(total) => leasing.cash_for(total, taxing.for_search())?,
        None => sums.cash_down,
    };
    leasing.at(cash, taxing)
}

/// The most steps in search of the cash for a total at signing.
const STEPS: u32 = 60;

impl Leasing<'_> {
    /// The cash reduction at which so much is due at signing, below zero for what is rolled in. Every dollar
    /// of it moves the total by nearly a dollar, less what it takes off the first payment.
    fn cash_for(&mut self, total: Cents, mut taxing: Taxing) -> Result<Cents, Vec<Fault>> {
        let mut cash = Cents::ZERO;
        let mut best = (Cents::LIMIT, cash);
        for _ in 0..STEPS {
            let off = self.off(cash, total, &mut taxing)?;
            if off.abs() < best.0 {
                best = (off.abs(), cash);
            }
            if off.is_zero() {
                return Ok(cash);
            }
            cash -= off;
        }
        // Where the roundings of payment and tax step over the total, a neighbour may hit it.
        let near = best.1;
        for cents in -10..=10 {
            let cash = near + Cents::new(cents);
            let off = self.off(cash, total, &mut taxing)?;
            if off.abs() < best.0 {
                best = (off.abs(), cash);
            }
        }
        Ok(best.1)
    }

    fn off(&mut self, cash: Cents, total: Cents, taxing: &mut Taxing) -> Result<Cents, Vec<Fault>> {
        let settled = self.at(cash, taxing)?;
        Ok(match &settled.outcome {
            Outcome::Leased(leased) => {
                leased.due_at_signing(self.lease, &settled.sums).total - total
            }
            Outcome::Cash { .. } | Outcome::Retail(_) => Cents::ZERO,
        })
    }

    /// The lease with so much cash as its reduction.
    fn at(&mut self, cash: Cents, taxing: &mut Taxing) -> Result<Settled, Vec<Fault>> {
        let lease = self.lease;
        let (rolled_in, cash) = ((-cash).or_zero(), cash.or_zero());
        let sums = Sums {
            cash_down: cash,
            ..self.sums
        };
        // Tax that is capitalized raises the payment and the tax with it. From below the sums rise to
        // the point where they hold, by a small part of each step; most leases need one or two.
        let mut capitalized_tax = Cents::ZERO;
        let mut rounds_left = 60;
        let (figures, cost) = loop {
            let cost = self.capitalized(&sums, rolled_in, capitalized_tax);
            self.sale.lease = Some(sale::lease(lease, &sums, cost.for_tax(lease)));
            let figures = taxing.of(self.sale)?;
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

    /// The lease before its tax is known.
    fn capitalized(&self, sums: &Sums, rolled_in: Cents, tax: Cents) -> Leased {
        let lease = self.lease;
        let gross_cap_cost = self.cost + rolled_in + tax;
        let reduction = sums.cash_down + sums.rebates + sums.trade_equity().or_zero();
        let adjusted_cap_cost = gross_cap_cost - reduction;
        let payment_at = |factor: Rate| {
            base_payment(adjusted_cap_cost, self.residual, factor, lease.term_months)
        };
        let money_factor = lease.money_factor_after_deposits();
        Leased {
            gross_cap_cost,
            reduction,
            adjusted_cap_cost,
            residual: self.residual,
            money_factor,
            deposits: deposits(lease, payment_at(lease.money_factor).or_zero()),
            rolled_in,
            base_payment: payment_at(money_factor),
            tax_per_payment: Cents::ZERO,
            early_tax: EarlyPayments::default(),
            tax_at_signing: Cents::ZERO,
        }
    }
}

/// All refundable deposits of a lease with this base payment, before deposits lower it.
fn deposits(lease: &Lease, base_payment: Cents) -> Cents {
    let rounded_up = |multiple: Cents| {
        let whole = base_payment.ratio(1, multiple.get().max(1), Rounding::Up);
        multiple.by(whole.get())
    };
    let one = match (
        lease.security_deposit_waived,
        lease.security_deposit_rounding,
    ) {
        (true, _) => Cents::ZERO,
        (false, Some(multiple)) => rounded_up(multiple),
        (false, None) => lease.security_deposit,
    };
    let several = lease
        .multiple_deposits
        .as_ref()
        .map_or(Cents::ZERO, |many| {
            rounded_up(many.round_to).by(i64::from(many.count))
        });
    one + several
}

/// The residual in dollars: of MSRP where it is a percentage, with its adjustments.
pub(crate) fn residual(deal: &Deal, lease: &Lease) -> Cents {
    let adjustments = &lease.residual_adjustments;
    let points = adjustments.iter().filter_map(|one| one.points);
    let points = points.fold(Rate::ZERO, |sum, points| sum + points);
    let amounts: Cents = adjustments.iter().filter_map(|one| one.amount).sum();
    let percent = lease.residual_percent.unwrap_or_default() + points;
    let of_msrp = |percent: Rate| {
        let msrp = deal.vehicle.msrp.unwrap_or_default();
        msrp.times(percent, Rounding::HalfUp)
    };
    let before = match lease.residual_amount {
        Some(amount) => amount + of_msrp(points),
        None => of_msrp(percent),
    };
    before + amounts
}
