//! The box of a lease: what is due at signing and how it is paid, how the payment is made, what else may be charged.

use desk::{LeaseFigures, RegulationM, SigningCode};
use money::Cents;
use serde::{Deserialize, Serialize};
use tax::Date;
use utoipa::ToSchema;

use super::line;
use crate::worksheet::Line;

/// Regulation M's box, in the order of model form A-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DisclosedLease)]
pub struct LeaseBox {
    /// The lines of nothing are left out.
    pub due_at_signing: Vec<Line>,
    pub due_at_signing_total: Cents,
    /// Net trade, rebates and cash: the same total.
    pub paid_by: Vec<Line>,
    pub payments: u32,
    pub payment: Cents,
    /// Of the first payment after signing.
    pub next_payment_date: Option<Date>,
    /// What of the first payment is in the capitalized cost instead of being paid at signing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_payment_capitalized: Option<Cents>,
    pub disposition_fee: Cents,
    pub total_of_payments: Cents,
    /// From the gross capitalized cost to the base payment and its tax, each line following from those before.
    pub gross_cap_cost: Cents,
    pub cap_cost_reduction: Cents,
    pub adjusted_cap_cost: Cents,
    pub residual: Cents,
    pub depreciation: Cents,
    pub rent_charge: Cents,
    pub total_of_base_payments: Cents,
    pub base_payment: Cents,
    pub tax_per_payment: Cents,
    pub miles_per_year: Option<u32>,
    pub excess_mile_charge: Option<Cents>,
    pub purchase_option_price: Cents,
}

impl LeaseBox {
    pub(super) fn of(lease: &LeaseFigures, disclosed: &RegulationM) -> Self {
        let signing = disclosed.due_at_signing.iter();
        let by = disclosed.paid_by;
        let at_signing = disclosed.due_at_signing.iter();
        let first_capitalized = lease.due_at_signing.first_payment
            - at_signing
                .filter(|it| it.code == SigningCode::FirstPayment)
                .map(|it| it.amount)
                .sum();
        let paid_by = [
            ("Net trade-in allowance", by.net_trade),
            ("Rebates and noncash credits", by.rebates),
            ("Amount to be paid in cash", by.cash),
        ];
        Self {
            due_at_signing: signing
                .map(|it| line(signing_label(it.code), it.amount))
                .collect(),
            due_at_signing_total: disclosed.due_at_signing_total,
            paid_by: paid_by
                .into_iter()
                .map(|(label, amount)| line(label, amount))
                .collect(),
            payments: disclosed.payments,
            payment: disclosed.payment,
            next_payment_date: disclosed.next_payment_date,
            first_payment_capitalized: Some(first_capitalized).filter(|it| it.is_positive()),
            disposition_fee: disclosed.disposition_fee,
            total_of_payments: disclosed.total_of_payments,
            gross_cap_cost: lease.gross_cap_cost,
            cap_cost_reduction: lease.cap_cost_reduction,
            adjusted_cap_cost: lease.adjusted_cap_cost,
            residual: lease.residual,
            depreciation: lease.depreciation,
            rent_charge: lease.rent_charge,
            total_of_base_payments: disclosed.total_of_base_payments,
            base_payment: lease.base_payment,
            tax_per_payment: lease.tax_per_payment,
            miles_per_year: disclosed.miles_per_year,
            excess_mile_charge: disclosed.excess_mile_charge,
            purchase_option_price: disclosed.purchase_option_price,
        }
    }
}

const fn signing_label(code: SigningCode) -> &'static str {
    match code {
        SigningCode::CapCostReduction => "Capitalized cost reduction",
        SigningCode::FirstPayment => "First payment",
        SigningCode::SecurityDeposit => "Refundable security deposit",
        SigningCode::GovernmentFees => "Title and registration fees",
        SigningCode::Tax => "Taxes",
        SigningCode::AcquisitionFee => "Acquisition fee",
        SigningCode::DocFee => "Dealer service fee",
    }
}
