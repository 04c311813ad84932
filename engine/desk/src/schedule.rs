//! The payments of a deal one by one.

use money::{Cents, Rounding};
use serde::{Deserialize, Serialize};
use tax::{Date, Fault};

use crate::deal::{Deal, Lease};
use crate::leasing::Leased;
use crate::settle::{Outcome, Taxing, settle};
use crate::validate;

/// One payment of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Installment {
    /// From 1.
    pub number: u32,
    pub date: Date,
    /// What is paid; of a lease with its tax, nothing where the payment is waived.
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
    Ok(match (&settled.outcome, &deal.lease) {
        (Outcome::Retail(retail), _) if retail.has_payments() => {
            retail.plan.installments(retail.amount_financed)
        }
        (Outcome::Leased(leased), Some(lease)) if !leased.base_payment.is_negative() => {
            rents(deal.date, lease, leased)
        }
        _ => Vec::new(),
    })
}

/// The payments of a lease: depreciation in equal parts, the last one with the rest, and rent.
fn rents(date: Date, lease: &Lease, leased: &Leased) -> Vec<Installment> {
    let count = lease.term_months;
    if lease.one_pay {
        return vec![Installment {
            number: 1,
            date,
            payment: leased.first_payment(lease),
            interest: leased.rent_charge(lease),
            principal: leased.depreciation(),
            balance: leased.residual,
        }];
    }
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
                payment: if number == 1 {
                    leased.first_payment(lease)
                } else {
                    leased.payment() + leased.early_tax.of(number)
                },
                interest: leased.base_payment - principal,
                principal,
                balance,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use money::{Cents, Rate};
    use tax::{EarlyPayments, Step};

    use super::rents;
    use crate::deal::Lease;
    use crate::leasing::Leased;
    use crate::sums::Sums;

    /// Four payments of 400.00 with 4.00 tax each and, of a tax that reaches only the first receipts,
    /// 8.00 with the first two and 6.00 with the third.
    #[test]
    fn what_the_first_payments_bear_more_is_in_the_schedule_and_due_at_signing() {
        let lease: Lease =
            serde_json::from_str(r#"{"term_months":4,"money_factor":"0"}"#).expect("a lease");
        let step = |from, to, cents| Step {
            from,
            to,
            amount: Cents::new(cents),
        };
        let leased = Leased {
            gross_cap_cost: Cents::dollars(11_600),
            reduction: Cents::ZERO,
            adjusted_cap_cost: Cents::dollars(11_600),
            residual: Cents::dollars(10_000),
            money_factor: Rate::ZERO,
            deposits: Cents::ZERO,
            rolled_in: Cents::ZERO,
            base_payment: Cents::dollars(400),
            tax_per_payment: Cents::dollars(4),
            early_tax: EarlyPayments::from_iter([step(1, 2, 800), step(3, 3, 600)]),
            tax_at_signing: Cents::ZERO,
        };
        assert_eq!(lease.money_factor, Rate::ZERO);
        let date = "2026-06-01".parse().expect("a date");
        let paid: Vec<String> = rents(date, &lease, &leased)
            .iter()
            .map(|one| one.payment.to_text())
            .collect();
        assert_eq!(paid, ["412.00", "412.00", "410.00", "404.00"]);
        let deal = serde_json::from_str(
            r#"{"date":"2026-06-01","kind":"lease","places":{"registration":{"state":"TX"},"dealer":{"state":"TX"}},"selling_price":"0"}"#,
        )
        .expect("a deal");
        let due = leased.due_at_signing(&lease, &Sums::of(&deal));
        assert_eq!(due.first_payment.to_text(), "412.00");
        // 412 + 412 + 410 + 404 = 4 × 404 + 22.
        assert_eq!(leased.early_tax.total().to_text(), "22.00");
    }
}
