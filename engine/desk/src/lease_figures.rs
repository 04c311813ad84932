//! The figures of a lease.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};
use tax::Warning;

use crate::figures::warning;
use crate::lease_terms::{FirstPayment, Lease};
use crate::leasing::Leased;
use crate::settle::Settled;

/// The lease, as Regulation M discloses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaseFigures {
    pub gross_cap_cost: Cents,
    /// Cash, rebates and positive trade equity.
    pub cap_cost_reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    /// Over the whole term.
    pub depreciation: Cents,
    /// Over the whole term: what the base payments bring beyond the depreciation.
    pub rent_charge: Cents,
    pub monthly_depreciation: Cents,
    pub monthly_rent: Cents,
    /// The contract's factor less what deposits take off it.
    pub money_factor: Rate,
    /// One payment before tax.
    pub base_payment: Cents,
    /// The first payments may bear more, as a warning then says.
    pub tax_per_payment: Cents,
    /// One payment with its tax; of a lease that is paid at once, what a month comes to.
    pub payment: Cents,
    /// How many the lessee makes.
    pub payments: u32,
    /// Of a lease that is paid at once: all of it, with its tax.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub single_payment: Option<Cents>,
    /// All payments that the lessee makes, with their tax.
    pub total_of_payments: Cents,
    pub due_at_signing: DueAtSigning,
    /// The residual and the fee to buy the vehicle at the end.
    pub purchase_option_price: Cents,
    pub disposition_fee: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DueAtSigning {
    pub first_payment: Cents,
    pub cap_reduction_cash: Cents,
    pub government_fees: Cents,
    pub tax: Cents,
    pub acquisition_fee: Cents,
    pub doc_fee: Cents,
    /// All refundable deposits.
    pub security_deposit: Cents,
    /// What of the lines above is capitalized to meet a total at signing.
    pub rolled_in: Cents,
    pub total: Cents,
}

pub(crate) fn lease_figures(
    lease: &Lease,
    settled: &Settled,
    leased: &Leased,
    warnings: &mut Vec<Warning>,
) -> Option<LeaseFigures> {
    if leased.base_payment.is_negative() {
        warnings.push(warning(
            "nothing_to_lease",
            format!(
                "the adjusted capitalized cost of {} leaves no payment above the residual of {}",
                leased.adjusted_cap_cost, leased.residual
            ),
        ));
        return None;
    }
    if leased.depreciation().is_negative() {
        warnings.push(warning(
            "residual_over_cap_cost",
            format!(
                "the residual of {} is above the adjusted capitalized cost of {}",
                leased.residual, leased.adjusted_cap_cost
            ),
        ));
    }
    if lease.first_payment == FirstPayment::Waived {
        warnings.push(warning(
            "first_payment_waived",
            "the first payment is made by somebody else and is no part of what the lessee pays"
                .into(),
        ));
    }
    let due_at_signing = leased.due_at_signing(lease, &settled.sums);
    if let Some(total) = lease.signing_total
        && due_at_signing.total != total
    {
        warnings.push(warning(
            "signing_total_missed",
            format!(
                "{total} at signing cannot be met to the cent; the nearest is {}",
                due_at_signing.total
            ),
        ));
    }
    let count = i64::from(lease.term_months);
    let payments = match (lease.one_pay, lease.first_payment) {
        (true, _) => 1,
        (false, FirstPayment::AtSigning) => lease.term_months,
        (false, FirstPayment::Waived) => lease.term_months.saturating_sub(1),
    };
    let monthly_depreciation = leased.depreciation().ratio(1, count, Rounding::HalfUp);
    Some(LeaseFigures {
        gross_cap_cost: leased.gross_cap_cost,
        cap_cost_reduction: leased.reduction,
        adjusted_cap_cost: leased.adjusted_cap_cost,
        residual: leased.residual,
        depreciation: leased.depreciation(),
        rent_charge: leased.rent_charge(lease),
        monthly_depreciation,
        monthly_rent: leased.base_payment - monthly_depreciation,
        money_factor: leased.money_factor,
        base_payment: leased.base_payment,
        tax_per_payment: leased.tax_per_payment,
        payment: leased.payment(),
        payments,
        single_payment: lease.one_pay.then_some(due_at_signing.first_payment),
        total_of_payments: leased.total_of_payments(lease),
        due_at_signing,
        purchase_option_price: leased.residual + lease.purchase_option_fee,
        disposition_fee: lease.disposition_fee,
    })
}
