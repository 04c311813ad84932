//! Roll to payment, grid and effects: every rolled value recomputes to the target, or says why not.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::{
    Deal, EffectCode, GridAsk, GridCell, Lever, MultipleDeposits, RollAsk, RollOf, Rolled,
    TermOffer, effects, figures, grid, roll,
};
use money::Cents;

fn offer(term_months: u32, sell_rate: &str) -> TermOffer {
    TermOffer {
        term_months,
        sell_rate: Some(rate(sell_rate)),
        buy_rate: None,
        money_factor: None,
        residual_percent: None,
    }
}

fn offers() -> Vec<TermOffer> {
    [
        (48, "0.0614"),
        (60, "0.0624"),
        (66, "0.0649"),
        (72, "0.0649"),
        (75, "0.0674"),
        (84, "0.0724"),
    ]
    .map(|(months, rate)| offer(months, rate))
    .to_vec()
}

fn rolled(deal: &Deal, target: &str, of: RollOf, lever: Lever) -> Rolled {
    let ask = RollAsk {
        deal: deal.clone(),
        target: money(target),
        of,
        levers: vec![lever],
        terms: offers(),
    };
    roll(&ask).expect("a roll").levers.remove(0)
}

fn payment(deal: &Deal) -> Cents {
    let figures = figures(deal).expect("figures");
    let loan = figures.loan.map(|loan| loan.payment);
    loan.or(figures.lease.map(|lease| lease.payment))
        .expect("a payment")
}

/// 650.00 at 6.49 % over 72 months carries at most 38,678.87 (650.005 × 59.5055016), which is 2,338.90
/// less than 41,017.77; each dollar of price and of allowance moves the deal by 1.06.
#[test]
fn to_650_by_each_lever() {
    let deal = pinellas();
    let by = |lever| rolled(&deal, "650.00", RollOf::Payment, lever);

    let cash = by(Lever::CashDown);
    assert!(cash.reached);
    assert_eq!(cash.value.as_deref(), Some("5338.90"));
    assert_eq!(cash.change.as_deref(), Some("2338.90"));
    assert_eq!(cash.payment, Some(money("650.00")));
    let mut applied = deal.clone();
    applied.cash_down = money("5338.90");
    assert_eq!(payment(&applied), money("650.00"));
    let before = figures(&deal).expect("figures").gross.expect("gross").total;
    let after = figures(&applied)
        .expect("figures")
        .gross
        .expect("gross")
        .total;
    assert_eq!(cash.gross_change, Some(after - before));

    let price = by(Lever::SellingPrice);
    assert_eq!(price.value.as_deref(), Some("38793.49"));
    assert_eq!(price.change.as_deref(), Some("-2206.51"));
    assert_eq!(price.payment, Some(money("650.00")));

    let allowance = by(Lever::TradeAllowance);
    assert_eq!(allowance.value.as_deref(), Some("16706.51"));

    let rate = by(Lever::SellRate);
    assert!(!rate.reached);
    assert_eq!(rate.best_value.as_deref(), Some("0.0524"));
    assert_eq!(rate.best_payment, Some(money("665.16")));
    assert_eq!(
        rate.reason.as_deref(),
        Some("at the buy rate it is still 665.16")
    );

    let term = by(Lever::TermMonths);
    assert!(!term.reached);
    assert_eq!(term.best_value.as_deref(), Some("84"));
    assert_eq!(term.best_payment, Some(money("623.89")));
    assert_eq!(term.term, Some(offer(84, "0.0724")));

    let factor = by(Lever::MoneyFactor);
    assert!(!factor.reached);
    assert_eq!(
        factor.reason.as_deref(),
        Some("only a lease has a money factor")
    );
}

/// A rate within reach is found with as few decimals as reach it.
#[test]
fn a_rate_that_reaches_the_target_is_round() {
    let mut deal = pinellas();
    deal.finance.as_mut().expect("finance").sell_rate = rate("0.0599");
    let target = payment(&deal);
    deal.finance.as_mut().expect("finance").sell_rate = rate("0.0749");
    let rolled = rolled(&deal, &target.to_text(), RollOf::Payment, Lever::SellRate);
    assert!(rolled.reached);
    assert_eq!(rolled.value.as_deref(), Some("0.0599"));
    assert_eq!(rolled.change.as_deref(), Some("-0.015"));
}

#[test]
fn a_target_beyond_every_value_says_where_it_ends() {
    let deal = pinellas();
    let cash = rolled(&deal, "900.00", RollOf::Payment, Lever::CashDown);
    assert!(!cash.reached);
    assert_eq!(cash.best_value.as_deref(), Some("0.00"));
    // 44,017.77 financed.
    let mut applied = deal.clone();
    applied.cash_down = Cents::ZERO;
    assert_eq!(cash.best_payment, Some(payment(&applied)));

    let mut without = deal;
    without.trades.clear();
    let none = rolled(&without, "650.00", RollOf::Payment, Lever::TradeAllowance);
    assert_eq!(none.reason.as_deref(), Some("there is no trade"));
}

#[test]
fn a_lease_rolls_by_payment_and_by_signing() {
    let deal = pinellas_lease();
    for (lever, of, target) in [
        (Lever::CashDown, RollOf::Payment, "500.00"),
        (Lever::SellingPrice, RollOf::Payment, "500.00"),
        (Lever::TradeAllowance, RollOf::Payment, "500.00"),
        (Lever::MoneyFactor, RollOf::Payment, "500.00"),
        (Lever::CashDown, RollOf::DueAtSigning, "2500.00"),
    ] {
        let rolled = rolled(&deal, target, of, lever);
        let mut applied = deal.clone();
        let value = rolled.value.as_deref().or(rolled.best_value.as_deref());
        let value = value.expect("an end");
        match lever {
            Lever::CashDown => applied.cash_down = money(value),
            Lever::SellingPrice => applied.selling_price = money(value),
            Lever::TradeAllowance => applied.trades[0].allowance = money(value),
            _ => applied.lease.as_mut().expect("terms").money_factor = rate(value),
        }
        let lease = figures(&applied).expect("figures").lease.expect("a lease");
        let figure = match of {
            RollOf::Payment => lease.payment,
            RollOf::DueAtSigning => lease.due_at_signing.total,
        };
        assert_eq!(
            rolled.payment.or(rolled.best_payment),
            Some(figure),
            "{lever:?}"
        );
        if rolled.reached {
            assert_eq!(figure, money(target), "{lever:?}");
        } else {
            // Tax on a payment is rounded, so some payments do not exist; the nearest is a cent away.
            assert_eq!(
                (figure - money(target)).abs(),
                Cents::new(1),
                "{lever:?} {rolled:?}"
            );
        }
    }
}

#[test]
fn every_fault_of_an_ask_is_named() {
    let ask = RollAsk {
        deal: Deal {
            cash_down: Cents::new(-1),
            ..pinellas()
        },
        target: Cents::new(-5),
        of: RollOf::DueAtSigning,
        levers: vec![Lever::TermMonths, Lever::TermMonths],
        terms: Vec::new(),
    };
    let faults = roll(&ask).expect_err("faults");
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/deal/cash_down", "/target", "/of", "/levers/1", "/terms"]
    );

    let ask = GridAsk {
        deal: pinellas(),
        terms: vec![offer(0, "1.5")],
        downs: Vec::new(),
        target: None,
    };
    let faults = grid(&ask).expect_err("faults");
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/downs", "/terms/0/term_months", "/terms/0/sell_rate"]
    );
}

/// The grid that the desk was drawn with.
#[test]
fn a_retail_grid() {
    let ask = GridAsk {
        deal: pinellas(),
        terms: offers(),
        downs: [1000, 2000, 3000, 4000, 5000].map(Cents::dollars).to_vec(),
        target: Some(money("650.00")),
    };
    let grid = grid(&ask).expect("a grid");
    let expected = [
        ["1013.04", "836.46", "776.76", "722.92", "704.42", "654.31"],
        ["989.49", "817.02", "758.70", "706.12", "688.05", "639.10"],
        ["965.94", "797.57", "740.65", "689.31", "671.67", "623.89"],
        ["942.39", "778.13", "722.59", "672.51", "655.30", "608.68"],
        ["918.84", "758.68", "704.53", "655.70", "638.92", "593.47"],
    ];
    for (row, expected) in grid.rows.iter().zip(expected) {
        for (cell, expected) in row.cells.iter().zip(expected) {
            let expected = money(expected);
            assert_eq!(
                *cell,
                GridCell::Payment {
                    payment: expected,
                    at_or_under_target: expected <= money("650.00")
                },
                "{} down",
                row.down
            );
        }
    }
}

/// Nine deposits of 0.00006 each take 0.00054 off the factor: below that there is no lease, and at it no rent charge.
#[test]
fn a_money_factor_goes_no_lower_than_what_the_deposits_take_off() {
    let mut deal = pinellas_lease();
    let terms = deal.lease.as_mut().expect("terms");
    terms.buy_money_factor = None;
    terms.multiple_deposits = Some(MultipleDeposits {
        count: 9,
        factor_step: rate("0.00006"),
        round_to: money("25.00"),
        most: None,
    });
    let by_factor = |target: &str| rolled(&deal, target, RollOf::Payment, Lever::MoneyFactor);

    let lowest = by_factor("1.00");
    assert!(!lowest.reached);
    assert_eq!(lowest.best_value.as_deref(), Some("0.00054"));
    let mut at_lowest = deal.clone();
    at_lowest.lease.as_mut().expect("terms").money_factor = rate("0.00054");
    let worked = figures(&at_lowest).expect("figures");
    let lease = worked.lease.expect("a lease");
    assert_eq!(lease.money_factor, rate("0"));
    assert_eq!(lowest.best_payment, Some(lease.payment));
}

/// Each cell is the payment of the same deal at that term and down payment.
#[test]
fn a_lease_grid_is_the_figures() {
    let deal = pinellas_lease();
    let residual = |term_months: u32, percent: &str| TermOffer {
        term_months,
        sell_rate: None,
        buy_rate: None,
        money_factor: None,
        residual_percent: Some(rate(percent)),
    };
    let ask = GridAsk {
        deal: deal.clone(),
        terms: vec![
            residual(24, "0.68"),
            residual(36, "0.61"),
            residual(48, "0.52"),
        ],
        downs: vec![Cents::ZERO, Cents::dollars(1000), Cents::dollars(60_000)],
        target: None,
    };
    let grid = grid(&ask).expect("a grid");
    for row in &grid.rows[..2] {
        for (cell, offer) in row.cells.iter().zip(&grid.terms) {
            let mut same = deal.clone();
            same.cash_down = row.down;
            let terms = same.lease.as_mut().expect("terms");
            terms.term_months = offer.term_months;
            terms.residual_percent = offer.residual_percent;
            assert_eq!(
                *cell,
                GridCell::Payment {
                    payment: payment(&same),
                    at_or_under_target: false
                }
            );
        }
    }
    let problem = GridCell::Problem {
        problem: "more is put in than there is to pay".into(),
    };
    assert_eq!(
        grid.rows[2].cells,
        [problem.clone(), problem.clone(), problem]
    );
}

/// An effect is the payment with the line less the payment without it, tax and all: 2,495 and its
/// 7 % are 2,669.65, and 895 without tax 895.00, at 72 months of 6.49 %.
#[test]
fn effects_of_the_lines() {
    let deal = pinellas();
    let effects = effects(&deal).expect("effects");
    let of_line = |id: &str| {
        let found = effects
            .lines
            .iter()
            .find(|line| line.id.as_deref() == Some(id));
        found.expect("a line").per_month
    };
    let of_sum = |code: EffectCode| {
        let found = effects.lines.iter().find(|line| line.code == Some(code));
        found.expect("a sum").per_month
    };
    assert_eq!(of_line("p1"), money("44.86"));
    assert_eq!(of_line("p2"), money("15.04"));
    assert_eq!(of_line("r1"), money("-16.81"));
    assert_eq!(of_sum(EffectCode::Accessories), money("12.72"));
    assert_eq!(of_sum(EffectCode::DocFee), money("16.01"));
    assert_eq!(of_sum(EffectCode::GovernmentFees), money("6.47"));
    assert_eq!(of_sum(EffectCode::Tax), money("32.12"));
    assert_eq!(of_sum(EffectCode::CashDown), money("-50.42"));
    // Without the trade its credit goes as well: 3,281.56 and 6 % of 14,500 are 4,151.56.
    let mut without = deal.clone();
    without.trades.clear();
    assert_eq!(
        of_sum(EffectCode::TradeEquity),
        payment(&deal) - payment(&without)
    );
    assert_eq!(of_line("t1"), of_sum(EffectCode::TradeEquity));
}
