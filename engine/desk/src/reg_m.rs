//! What Regulation M (12 CFR 1013.4) discloses of a consumer lease beside its payment: what is paid at signing and
//! how, the total of payments, other charges.

use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Date;

use crate::deal::{Deal, FirstPayment, Lease};
use crate::figures::DueAtSigning;
use crate::leasing::Leased;
use crate::reg_z::coverage_limit;
use crate::sums::Sums;

/// The federal box of a lease, as far as it says more than the lease's own figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegulationM {
    /// What is paid at signing, be it in cash, by rebate or by trade; lines of nothing are left out.
    pub due_at_signing: Vec<SigningLine>,
    pub due_at_signing_total: Cents,
    /// How that is paid; the three make the same total (1013.4(b)).
    pub paid_by: PaidBy,
    /// How many payments the lessee makes, the first at signing among them unless it is waived.
    pub payments: u32,
    /// Each with its tax; of a lease that is paid at once the whole.
    pub payment: Cents,
    /// Of the first payment after signing; nothing where none follows.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub next_payment_date: Option<Date>,
    /// Depreciation and rent charge.
    pub total_of_base_payments: Cents,
    /// Due at the end where the vehicle goes back.
    pub disposition_fee: Cents,
    /// What the lessee will have paid by the end: all at signing but refundable deposits, the other payments,
    /// and the disposition fee (1013.4(e)).
    pub total_of_payments: Cents,
    #[cfg_attr(feature = "openapi", schema(required))]
    pub miles_per_year: Option<u32>,
    /// For each mile beyond the allowance.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub excess_mile_charge: Option<Cents>,
    pub purchase_option_price: Cents,
    /// What the lessee is bound to pay the lessor, without taxes, government fees and refundable deposits.
    pub contractual_obligation: Cents,
    /// The obligation above which the law does not ask for all this, where it is known for the year.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub coverage_limit: Option<Cents>,
    #[cfg_attr(feature = "openapi", schema(required))]
    pub above_coverage_limit: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SigningLine {
    pub code: SigningCode,
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SigningCode {
    CapCostReduction,
    FirstPayment,
    SecurityDeposit,
    GovernmentFees,
    Tax,
    AcquisitionFee,
    DocFee,
}

/// How the amount due at signing is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SigningPaidBy))]
pub struct PaidBy {
    pub net_trade: Cents,
    pub rebates: Cents,
    pub cash: Cents,
}

pub(crate) fn regulation_m(
    deal: &Deal,
    lease: &Lease,
    leased: &Leased,
    sums: &Sums,
) -> RegulationM {
    let due = leased.due_at_signing(lease, sums);
    let paid_by = PaidBy {
        net_trade: sums.trade_equity().or_zero(),
        rebates: sums.rebates,
        cash: due.total,
    };
    let due_at_signing_total = paid_by.net_trade + paid_by.rebates + paid_by.cash;
    let later = leased.total_of_payments(lease) - due.first_payment;
    let obligation = leased.base_payment.by(i64::from(lease.term_months))
        + sums.cash_down
        + paid_by.net_trade
        + due.acquisition_fee
        + due.doc_fee;
    let coverage_limit = coverage_limit(deal.date);
    let (payments, next) = match (lease.one_pay, lease.first_payment) {
        (true, _) => (1, None),
        (false, FirstPayment::AtSigning) => (lease.term_months, Some(1)),
        (false, FirstPayment::Waived) => (lease.term_months.saturating_sub(1), Some(1)),
    };
    RegulationM {
        due_at_signing: lines(&due, leased.reduction),
        due_at_signing_total,
        paid_by,
        payments,
        payment: if lease.one_pay {
            due.first_payment
        } else {
            leased.payment()
        },
        next_payment_date: next
            .filter(|_| lease.term_months > 1)
            .map(|months| deal.date.add_months(months)),
        total_of_base_payments: leased.base_payment.by(i64::from(lease.term_months)),
        disposition_fee: lease.disposition_fee,
        total_of_payments: due_at_signing_total - due.security_deposit
            + later
            + lease.disposition_fee,
        miles_per_year: lease.miles_per_year,
        excess_mile_charge: lease.excess_mile_charge,
        purchase_option_price: leased.residual + lease.purchase_option_fee,
        contractual_obligation: obligation,
        coverage_limit,
        above_coverage_limit: coverage_limit.map(|limit| obligation > limit),
    }
}

/// What is rolled into the capitalized cost is not paid: fees first, the deposit last.
fn lines(due: &DueAtSigning, reduction: Cents) -> Vec<SigningLine> {
    use SigningCode::{
        AcquisitionFee, CapCostReduction, DocFee, FirstPayment, GovernmentFees, SecurityDeposit,
        Tax,
    };
    let mut rolled_in = due.rolled_in;
    let mut lines: Vec<SigningLine> = [
        (DocFee, due.doc_fee),
        (AcquisitionFee, due.acquisition_fee),
        (Tax, due.tax),
        (GovernmentFees, due.government_fees),
        (FirstPayment, due.first_payment),
        (SecurityDeposit, due.security_deposit),
    ]
    .into_iter()
    .map(|(code, amount)| {
        let rolled = rolled_in.min(amount);
        rolled_in -= rolled;
        SigningLine {
            code,
            amount: amount - rolled,
        }
    })
    .collect();
    lines.push(SigningLine {
        code: CapCostReduction,
        amount: reduction,
    });
    lines.retain(|line| !line.amount.is_zero());
    lines.reverse();
    lines
}
