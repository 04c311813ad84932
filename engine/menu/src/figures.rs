//! What a buyer reads of a deal's figures: the payment and what it comes of, nothing of the dealer's.

use desk::{DealKind, Figures, Frequency};
use money::{Cents, Rate};
use serde::{Deserialize, Serialize};

/// The payment and the terms behind it. Every figure is the desk's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuFigures {
    /// One payment, with its tax under a lease; of a cash deal what is due at delivery. Absent where nothing is
    /// financed.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub payment: Option<Cents>,
    /// How many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<u32>,
    /// The last of them, where it is a balloon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_payment: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// Of a retail contract: the contract rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// Of a retail contract, to two decimals of a percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apr: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finance_charge: Option<Cents>,
    /// As Regulation Z has it: finance charges are no part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_financed: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_of_payments: Option<Cents>,
    /// Of a lease.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at_signing: Option<Cents>,
    /// The tax that is charged at signing.
    pub tax_at_signing: Cents,
    /// Out the door: the vehicle, all lines, fees and tax.
    pub total_price: Cents,
}

impl MenuFigures {
    #[must_use]
    pub fn of(figures: &Figures) -> Self {
        let (loan, lease) = (figures.loan.as_ref(), figures.lease.as_ref());
        let disclosed = figures.regulation_z.as_ref();
        Self {
            payment: match figures.kind {
                DealKind::Cash => figures.balance_due,
                DealKind::Retail => loan.map(|loan| loan.payment),
                DealKind::Lease => lease.map(|lease| lease.payment),
            },
            payments: loan
                .map(|loan| loan.payments)
                .or_else(|| lease.map(|lease| lease.payments)),
            last_payment: loan
                .filter(|loan| loan.balloon.is_some())
                .map(|loan| loan.last_payment),
            frequency: loan.map(|loan| loan.frequency),
            rate: loan.map(|loan| loan.rate),
            apr: loan.map(|loan| loan.apr),
            finance_charge: loan.map(|loan| loan.finance_charge),
            amount_financed: disclosed.map(|it| it.amount_financed),
            total_of_payments: loan
                .map(|loan| loan.total_of_payments)
                .or_else(|| lease.map(|lease| lease.total_of_payments)),
            due_at_signing: lease.map(|lease| lease.due_at_signing.total),
            tax_at_signing: figures.tax_total,
            total_price: figures.total_price,
        }
    }
}

/// What is financed of the deal, by which caps and bounds go: the amount financed of a loan, the adjusted capitalized
/// cost of a lease, nothing of a cash deal. Unknown where the deal has no such figure.
#[must_use]
pub fn financed(figures: &Figures) -> Option<Cents> {
    match figures.kind {
        DealKind::Cash => Some(Cents::ZERO),
        DealKind::Retail => figures.amount_financed,
        DealKind::Lease => figures.lease.as_ref().map(|lease| lease.adjusted_cap_cost),
    }
}
