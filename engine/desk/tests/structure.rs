//! One whole deal of each kind, every figure worked out by hand from the law and the formulas.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::{DealKind, GrossCode, Places, ReserveMethod, figures, schedule};
use money::Cents;

/// Florida 6 % of 28,113.00 = 41,000 + 714 + 899 - 14,500 is 1,686.78; the county surtax of 1 % stops
/// at 5,000: 50.00; the service contract bears 149.70 and 24.95. In all 1,911.43.
#[test]
fn a_retail_deal() {
    let deal = pinellas();
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.tax_total, money("1911.43"));
    assert_eq!(figures.discount, money("1645.00"));
    assert_eq!(figures.total_price, money("48299.33"));
    assert_eq!(figures.trade_equity, money("3281.56"));
    assert_eq!(figures.over_allowance, Some(money("900.00")));
    assert_eq!(figures.amount_financed, Some(money("41017.77")));
    assert_eq!(figures.balance_due, None);
    assert_eq!(figures.lease, None);

    let loan = figures.loan.expect("a loan");
    assert_eq!(loan.payment, money("689.31"));
    assert_eq!(loan.payments, 72);
    assert_eq!(loan.apr, rate("0.0649"));
    assert_eq!(loan.odd_days, 0);
    assert_eq!(loan.first_payment_date.to_string(), "2026-12-21");
    assert_eq!(loan.last_payment_date.to_string(), "2032-11-21");
    assert_eq!(
        loan.total_of_payments - loan.finance_charge,
        money("41017.77")
    );
    assert_eq!(
        loan.total_of_payments,
        loan.payment.by(71) + loan.last_payment
    );
    // 7,281.56 put in: equity, rebate and cash.
    assert_eq!(
        loan.total_sale_price - loan.total_of_payments,
        money("7281.56")
    );
    // 41,017.77 / 40,600 = 1.01029.
    assert_eq!(loan.ltv, Some(rate("1.0103")));

    // 75 % of 72 × (689.31 - 665.16).
    let gross = figures.gross.expect("a gross");
    assert_eq!(gross.reserve, money("1304.10"));
    // 1,588 on the vehicle, 611 on the accessories, less 900 given over the trade's worth, plus 899.
    assert_eq!(gross.front, money("2198.00"));
    // 1,150 and 750 on the products, and the reserve.
    assert_eq!(gross.back, money("3204.10"));
    assert_eq!(gross.total, money("5402.10"));
    let line = |code: GrossCode| {
        let found = gross.lines.iter().find(|line| line.code == code);
        found.map(|line| line.amount)
    };
    assert_eq!(line(GrossCode::Vehicle), Some(money("1588")));
    assert_eq!(line(GrossCode::OverAllowance), Some(money("-900")));
    assert_eq!(line(GrossCode::DealerFees), None);
    assert!(figures.warnings.is_empty(), "{:?}", figures.warnings);

    let months = schedule(&deal).expect("a schedule");
    assert_eq!(months.len(), 72);
    let principal: Cents = months.iter().map(|month| month.principal).sum();
    assert_eq!(principal, money("41017.77"));
    let interest: Cents = months.iter().map(|month| month.interest).sum();
    assert_eq!(interest, loan.finance_charge);
    assert_eq!(months[71].payment, loan.last_payment);
    assert_eq!(months[71].date, loan.last_payment_date);
}

/// The present value of the same spread: 689.31 a month at 5.24 % is worth 1,488.95 more than
/// 41,017.77, and three quarters of it are 1,116.71.
#[test]
fn reserve_by_present_value_and_flat() {
    let mut deal = pinellas();
    let reserve = |deal: &desk::Deal| {
        figures(deal)
            .expect("figures")
            .gross
            .expect("gross")
            .reserve
    };
    let set = |deal: &mut desk::Deal, method, share: Option<&str>, flat: Option<&str>| {
        let finance = deal.finance.as_mut().expect("finance");
        finance.reserve = Some(desk::ReserveTerms {
            method,
            share: share.map(rate),
            flat: flat.map(money),
        });
    };
    set(&mut deal, ReserveMethod::PresentValue, Some("0.75"), None);
    assert_eq!(reserve(&deal), money("1116.71"));
    set(&mut deal, ReserveMethod::Flat, None, Some("250"));
    assert_eq!(reserve(&deal), money("250"));
    set(&mut deal, ReserveMethod::Flat, Some("0.02"), None);
    assert_eq!(reserve(&deal), money("820.36"));
    set(&mut deal, ReserveMethod::InterestDifference, None, None);
    assert_eq!(reserve(&deal), money("1738.80"));
}

#[test]
fn a_cash_deal() {
    let mut deal = pinellas();
    deal.kind = DealKind::Cash;
    deal.cash_down = Cents::ZERO;
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.balance_due, Some(money("44017.77")));
    assert_eq!((figures.amount_financed, figures.loan), (None, None));
    assert_eq!(figures.gross.expect("a gross").reserve, Cents::ZERO);
    assert_eq!(schedule(&deal).expect("none"), []);
}

/// 41,000 + 714 + 899 + 695 capitalized, less 3,281.56 and 1,000; residual 61 % of 42,645. Florida
/// taxes each payment at 6 % and 1 %, and the rebate at signing.
#[test]
fn a_lease() {
    let deal = pinellas_lease();
    let figures = figures(&deal).expect("figures");
    let lease = figures.lease.expect("a lease");
    assert_eq!(lease.gross_cap_cost, money("43308.00"));
    assert_eq!(lease.cap_cost_reduction, money("4281.56"));
    assert_eq!(lease.adjusted_cap_cost, money("39026.44"));
    assert_eq!(lease.residual, money("26013.45"));
    assert_eq!(lease.depreciation, money("13012.99"));
    assert_eq!(lease.monthly_depreciation, money("361.47"));
    assert_eq!(lease.monthly_rent, money("126.83"));
    assert_eq!(lease.base_payment, money("488.30"));
    assert_eq!(lease.tax_per_payment, money("34.18"));
    assert_eq!(lease.payment, money("522.48"));
    assert_eq!(lease.total_of_payments, money("18809.28"));
    // 36 × 488.30 less the depreciation.
    assert_eq!(lease.rent_charge, money("4565.81"));
    let due = lease.due_at_signing;
    assert_eq!(due.first_payment, money("522.48"));
    assert_eq!(due.government_fees, money("384.90"));
    assert_eq!(due.tax, money("70.00"));
    assert_eq!(due.total, money("977.38"));
    assert_eq!((figures.amount_financed, figures.loan), (None, None));

    let months = schedule(&deal).expect("a schedule");
    assert_eq!(months.len(), 36);
    assert_eq!(months[0].date, deal.date);
    assert_eq!(months[35].balance, lease.residual);
    let principal: Cents = months.iter().map(|month| month.principal).sum();
    assert_eq!(principal, lease.depreciation);
    let rent: Cents = months.iter().map(|month| month.interest).sum();
    assert_eq!(rent, lease.rent_charge);
}

/// What is not capitalized is paid at signing, line by line.
#[test]
fn a_lease_with_everything_at_signing() {
    let mut deal = pinellas_lease();
    deal.cash_down = money("2000");
    deal.rebates.clear();
    let lease = deal.lease.as_mut().expect("terms");
    lease.acquisition_fee.capitalized = false;
    lease.doc_fee_capitalized = false;
    lease.security_deposit = money("500");
    lease.purchase_option_fee = money("300");
    let lease = figures(&deal).expect("figures").lease.expect("a lease");
    assert_eq!(lease.gross_cap_cost, money("41714.00"));
    let due = lease.due_at_signing;
    assert_eq!(due.cap_reduction_cash, money("2000"));
    assert_eq!(due.acquisition_fee, money("695"));
    assert_eq!(due.doc_fee, money("899"));
    assert_eq!(due.security_deposit, money("500"));
    assert_eq!(
        due.total,
        lease.payment
            + money("2000")
            + money("384.90")
            + due.tax
            + money("695")
            + money("899")
            + money("500")
    );
    assert_eq!(lease.purchase_option_price, money("26313.45"));
}

/// Owing 2,000 more than the allowance: a retail deal finances it, a lease capitalizes it.
#[test]
fn negative_equity_is_added() {
    let mut deal = pinellas();
    deal.trades[0].payoff = money("16500.00");
    let retail = figures(&deal).expect("figures");
    assert_eq!(retail.trade_equity, money("-2000.00"));
    // 5,281.56 more than with the payoff of 11,218.44.
    assert_eq!(retail.amount_financed, Some(money("46299.33")));
    // Cash and rebate of 4,000 less the 2,000 owed.
    let loan = retail.loan.expect("a loan");
    assert_eq!(
        loan.total_sale_price - loan.total_of_payments,
        money("2000.00")
    );

    let mut deal = pinellas_lease();
    deal.trades[0].payoff = money("16500.00");
    let lease = figures(&deal).expect("figures").lease.expect("a lease");
    assert_eq!(lease.gross_cap_cost, money("45308.00"));
    assert_eq!(lease.cap_cost_reduction, money("1000.00"));
}

/// Two trades, one under water: equity is of both together.
#[test]
fn several_trades_add_up() {
    let mut deal = pinellas();
    let mut second = deal.trades[0].clone();
    second.id = "t2".into();
    second.allowance = money("5000");
    second.payoff = money("6000");
    second.acv = None;
    deal.trades.push(second);
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.trade_allowance, money("19500"));
    assert_eq!(figures.trade_payoff, money("17218.44"));
    assert_eq!(figures.trade_equity, money("2281.56"));
    assert_eq!((figures.acv, figures.over_allowance), (None, None));
    assert!(
        figures
            .warnings
            .iter()
            .any(|warning| warning.code == "acv_unknown")
    );
}

#[test]
fn more_put_in_than_the_price_is_a_warning() {
    let mut deal = pinellas();
    deal.cash_down = money("50000");
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.amount_financed, Some(money("-5982.23")));
    assert_eq!(figures.loan, None);
    let warning = &figures.warnings[0];
    assert_eq!(warning.code, "nothing_to_finance");
    assert!(warning.detail.contains("5982.23"), "{}", warning.detail);
    assert_eq!(schedule(&deal).expect("none"), []);

    let mut deal = pinellas_lease();
    deal.cash_down = money("30000");
    let figures = desk::figures(&deal).expect("figures");
    assert_eq!(figures.lease, None);
    assert!(
        figures
            .warnings
            .iter()
            .any(|warning| warning.code == "nothing_to_lease")
    );
}

/// A rebate that the manufacturer sends to the buyer does not lower the deal.
#[test]
fn a_rebate_kept_by_the_buyer() {
    let mut deal = pinellas();
    deal.rebates[0].assigned_to_dealer = Some(false);
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.rebates, Cents::ZERO);
    assert_eq!(figures.amount_financed, Some(money("42017.77")));
    assert!(
        figures
            .warnings
            .iter()
            .any(|warning| warning.code == "rebate_kept_by_buyer")
    );
}

/// Capitalized tax is taxed again through the payment: the sums hold together in the end.
#[test]
fn capitalized_tax_settles() {
    let mut deal = pinellas_lease();
    deal.cash_down = money("2000");
    let without = figures(&deal).expect("figures");
    deal.lease.as_mut().expect("terms").tax_capitalized = true;
    let with = figures(&deal).expect("figures");
    let (before, after) = (
        without.lease.expect("a lease"),
        with.lease.expect("a lease"),
    );
    // In Florida the signing tax is on cash and rebate alone: 7 % of 3,000 either way.
    assert_eq!(before.due_at_signing.tax, money("210.00"));
    assert_eq!(after.due_at_signing.tax, Cents::ZERO);
    assert_eq!(
        after.gross_cap_cost,
        before.gross_cap_cost + money("210.00")
    );
    assert_eq!(with.tax_total, money("210.00"));
}

/// The other places default as the tax law's do; the deal asks only for two.
#[test]
fn a_deal_without_cost_has_no_gross() {
    let mut deal = pinellas();
    deal.vehicle_cost = None;
    deal.places = Places {
        buyer: Some(deal.places.registration.clone()),
        ..deal.places
    };
    let figures = figures(&deal).expect("figures");
    assert_eq!(figures.gross, None);
    assert_eq!(figures.tax_total, money("1911.43"));
}
