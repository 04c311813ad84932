//! Trades: the payoff on the day when the lien holder has the money, and what it does to the deal.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::{Deal, figures};

fn with_per_diem(per_diem: Option<&str>, days: u32) -> Deal {
    let mut deal = pinellas();
    let trade = &mut deal.trades[0];
    trade.payoff_per_diem = per_diem.map(money);
    trade.payoff_in_days = Some(days);
    deal
}

/// 11,218.44 is good through December 1, ten days after the deal; five days more at 3.27 are 16.35.
#[test]
fn the_per_diem_runs_from_the_end_of_the_quote() {
    let figures_of = |days| figures(&with_per_diem(Some("3.27"), days)).expect("figures");
    let in_time = figures_of(10);
    assert_eq!(in_time.trades[0].payoff, money("11218.44"));
    assert_eq!(in_time.trades[0].days_past_quote, 0);
    assert_eq!(in_time.amount_financed, Some(money("41017.77")));

    let late = figures_of(15);
    assert_eq!(late.trades[0].days_past_quote, 5);
    assert_eq!(late.trades[0].payoff, money("11234.79"));
    assert_eq!(late.trades[0].equity, money("3265.21"));
    assert_eq!(late.trade_payoff, money("11234.79"));
    assert_eq!(late.trade_equity, money("3265.21"));
    // Florida's credit is for the allowance, so the tax stays: 41,017.77 and 16.35.
    assert_eq!(late.amount_financed, Some(money("41034.12")));
    assert_eq!(late.loan.map(|loan| loan.apr), Some(rate("0.0649")));
    assert!(late.warnings.is_empty(), "{:?}", late.warnings);
}

/// A quote that ends before the money is there, and no per diem: the figures stand and say so.
#[test]
fn a_payoff_past_its_quote_is_a_warning() {
    let figures = figures(&with_per_diem(None, 15)).expect("figures");
    assert_eq!(figures.amount_financed, Some(money("41017.77")));
    let [warning] = figures.warnings.as_slice() else {
        panic!("{:?}", figures.warnings);
    };
    assert_eq!(warning.code, "payoff_past_quote");
    assert!(warning.detail.contains("5 days"), "{}", warning.detail);
}

/// Four trades: equity, over-allowance and what is owed more than given, each on its own and together.
#[test]
fn four_trades() {
    let mut deal = pinellas();
    for (id, allowance, payoff, acv) in [
        ("t2", "5000", "6200", "4500"),
        ("t3", "0", "800", "0"),
        ("t4", "900", "0", "1000"),
    ] {
        let mut trade = deal.trades[0].clone();
        trade.id = id.into();
        trade.allowance = money(allowance);
        trade.payoff = money(payoff);
        trade.acv = Some(money(acv));
        deal.trades.push(trade);
    }
    let figures = figures(&deal).expect("figures");
    let equity: Vec<String> = figures
        .trades
        .iter()
        .map(|one| one.equity.to_text())
        .collect();
    assert_eq!(equity, ["3281.56", "-1200.00", "-800.00", "900.00"]);
    assert_eq!(figures.trade_equity, money("2181.56"));
    // 900 + 500 + 0 - 100.
    assert_eq!(figures.over_allowance, Some(money("1300")));
}

#[test]
fn faults_of_a_payoff() {
    let mut deal = with_per_diem(Some("-3.27"), 367);
    deal.trades[0].payoff_good_through = None;
    let faults = figures(&deal).expect_err("faults");
    let pairs: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (&*fault.pointer, &*fault.code))
        .collect();
    assert_eq!(
        pairs,
        [
            ("/trades/0/payoff_per_diem", "negative"),
            ("/trades/0/payoff_in_days", "out_of_range"),
            ("/trades/0/payoff_good_through", "missing"),
        ]
    );
    let mut deal = pinellas();
    deal.trades[0].payoff_good_through = Some("2006-11-21".parse().expect("a date"));
    let faults = figures(&deal).expect_err("faults");
    assert_eq!(faults[0].pointer, "/trades/0/payoff_good_through");
}

/// A lease's reduction is the equity that is left: 3,265.21 and the rebate of 1,000.
#[test]
fn a_later_payoff_lowers_the_reduction_of_a_lease() {
    let mut deal = pinellas_lease();
    deal.trades[0].payoff_per_diem = Some(money("3.27"));
    deal.trades[0].payoff_in_days = Some(15);
    let lease = figures(&deal).expect("figures").lease.expect("a lease");
    assert_eq!(lease.cap_cost_reduction, money("4265.21"));
}
