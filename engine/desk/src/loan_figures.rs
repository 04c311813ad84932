//! The figures of a loan.

use money::{Cents, Rate, Rounding};
use serde::{Deserialize, Serialize};
use tax::{Date, Warning};

use crate::deal::Deal;
use crate::figures::warning;
use crate::finance::Frequency;
use crate::reg_z::Disclosed;
use crate::settle::{Retail, Settled};

/// The loan of a retail deal, as Regulation Z discloses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoanFigures {
    pub payment: Cents,
    /// How many there are.
    pub payments: u32,
    pub last_payment: Cents,
    pub first_payment_date: Date,
    pub last_payment_date: Date,
    pub frequency: Frequency,
    /// What the last payment was to be, instead of a level one; `last_payment` is that and what rounding the
    /// others leaves.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub balloon: Option<Cents>,
    /// The contract rate.
    pub rate: Rate,
    /// To two decimals of a percent.
    pub apr: Rate,
    /// To six decimals of a percent.
    pub apr_exact: Rate,
    /// Interest, and finance charges that are in the loan from the start.
    pub finance_charge: Cents,
    pub total_of_payments: Cents,
    /// Total of payments and the down payment (12 CFR 1026.18(j)).
    pub total_sale_price: Cents,
    /// Days of the first period beyond whole intervals.
    pub odd_days: u32,
    /// Amount financed to book value.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub ltv: Option<Rate>,
}

pub(crate) fn loan_figures(
    deal: &Deal,
    settled: &Settled,
    retail: &Retail,
    warnings: &mut Vec<Warning>,
) -> Option<(LoanFigures, Disclosed)> {
    let amount = retail.amount_financed;
    let plan = retail.plan;
    let first = plan.first;
    if !amount.is_positive() {
        warnings.push(warning(
            "nothing_to_finance",
            format!(
                "trade, rebates and cash down exceed the total price by {}",
                -amount
            ),
        ));
        return None;
    }
    let (prepaid, advanced) = (retail.prepaid, retail.advanced());
    if !advanced.is_positive() {
        warnings.push(warning(
            "finance_charges_over_loan",
            format!(
                "prepaid finance charges of {prepaid} leave nothing of the {amount} to finance"
            ),
        ));
        return None;
    }
    if !retail.has_payments() {
        warnings.push(warning(
            "balloon_over_loan",
            format!(
                "a last payment of {} alone is worth more than the {amount} to finance",
                plan.balloon.unwrap_or_default()
            ),
        ));
        return None;
    }
    if first.beyond_tolerance {
        let interval = match plan.frequency {
            Frequency::Monthly => "one month",
            _ => "one payment interval",
        };
        warnings.push(warning(
            "odd_days_beyond_tolerance",
            format!(
                "the first payment on {} is too far from {interval} to be disregarded in the APR \
                 (12 CFR 1026.17(c)(4))",
                first.date
            ),
        ));
    }
    let sums = plan.totals(amount, retail.payment);
    let apr_exact = plan
        .apr(advanced, retail.payment, sums)
        .unwrap_or(Rate::ZERO);
    let down = settled.sums.put_in().or_zero();
    let disclosed = Disclosed {
        apr: to_hundredths_of_a_percent(apr_exact),
        finance_charge: sums.total - advanced,
        prepaid,
        total_of_payments: sums.total,
        last_payment: sums.last_payment,
        payments: sums.payments,
    };
    let figures = LoanFigures {
        payment: retail.payment,
        payments: sums.payments,
        last_payment: sums.last_payment,
        first_payment_date: first.date,
        last_payment_date: first.day(sums.payments),
        frequency: plan.frequency,
        balloon: plan.balloon,
        rate: plan.rate,
        apr: disclosed.apr,
        apr_exact,
        finance_charge: disclosed.finance_charge,
        total_of_payments: sums.total,
        total_sale_price: sums.total + down,
        odd_days: first.odd_days,
        ltv: deal
            .vehicle
            .book_value
            .filter(|book| book.is_positive())
            .map(|book| to_hundredths_of_a_percent(Rate::of(amount, book, Rounding::HalfUp))),
    };
    Some((figures, disclosed))
}

/// A rate to four places: two decimals of a percent, as the law prints an APR.
fn to_hundredths_of_a_percent(rate: Rate) -> Rate {
    let point = Rate::basis_points(1).get();
    let points = Cents::new(rate.get()).ratio(1, point, Rounding::HalfUp);
    Rate::new(points.get().saturating_mul(point))
}
