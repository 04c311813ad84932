//! The payments of a deal one by one.

use money::{Cents, Rounding};
use serde::{Deserialize, Serialize};
use tax::{Date, Fault};

use crate::deal::{Deal, Lease};
use crate::loan::installments;
use crate::settle::{Leased, Outcome, Taxing, settle};
use crate::validate;

/// One payment of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Installment {
    /// From 1.
    pub number: u32,
    pub date: Date,
    /// What is paid; of a lease with its tax.
    pub payment: Cents,
    /// Interest, or the rent charge of a lease.
    pub interest: Cents,
    /// Principal, or the depreciation of a lease.
    pub principal: Cents,
    /// What is still owed after it; of a lease what is left down to the residual.
    pub balance: Cents,
}

/// Every payment of a deal. A cash deal has none.
///
/// # Errors
/// Every fault of the deal at once, each naming its field.
pub fn schedule(deal: &Deal) -> Result<Vec<Installment>, Vec<Fault>> {
    validate::deal(deal)?;
    let settled = settle(deal, &mut Taxing::default())?;
    Ok(match (&settled.outcome, &deal.finance, &deal.lease) {
        (Outcome::Retail(retail), Some(finance), _) if retail.amount_financed.is_positive() => {
            installments(retail.amount_financed, finance, retail.first)
        }
        (Outcome::Leased(leased), _, Some(lease)) if !leased.base_payment.is_negative() => {
            rents(deal.date, lease, leased)
        }
        _ => Vec::new(),
    })
}

/// The payments of a lease: depreciation in equal parts, the last one with the rest, and rent.
fn rents(date: Date, lease: &Lease, leased: &Leased) -> Vec<Installment> {
    let count = lease.term_months;
    let each = leased
        .depreciation()
        .ratio(1, i64::from(count), Rounding::HalfUp);
    let mut balance = leased.adjusted_cap_cost;
    (1..=count)
        .map(|number| {
            let principal = if number == count {
                balance - leased.residual
            } else {
                each
            };
            balance -= principal;
            Installment {
                number,
                date: date.add_months(i32::try_from(number - 1).unwrap_or(i32::MAX)),
                payment: leased.payment() + leased.early_tax.of(number),
                interest: leased.base_payment - principal,
                principal,
                balance,
            }
        })
        .collect()
}
