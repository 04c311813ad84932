//! Lease programmes against the reference lease: deposits, one payment, mileage, what is due at signing.

mod common;

use common::{money, pinellas, pinellas_lease, rate};
use desk::{
    Deal, DealKind, FirstPayment, Lease, LeaseFigures, MultipleDeposits, RegulationM,
    ResidualAdjustment, SigningCode, figures, schedule,
};
use money::Cents;

/// MSRP 38,000 at a residual of 58 %; 35,500 and 1,090 capitalized, 2,000 in cash; factor .00210 over 36 months, in
/// a place where 7.25 % is on each payment and on the cash reduction.
fn reference() -> Deal {
    let text = r#"{
      "date": "2026-11-21", "kind": "lease",
      "places": {"registration": {"state": "CA", "county": "Modoc"}, "dealer": {"state": "CA", "county": "Modoc"}},
      "vehicle": {"condition": "new", "msrp": "38000"},
      "selling_price": "35500",
      "accessories": [{"id": "a1", "name": "Capitalized equipment", "price": "495"}],
      "fees": [{"id": "f1", "kind": "government", "name": "Plate", "amount": "35"},
               {"id": "f2", "kind": "government", "name": "Document", "amount": "250"}],
      "cash_down": "2000",
      "lease": {"term_months": 36, "money_factor": "0.0021", "residual_percent": "0.58", "miles_per_year": 12000,
                "acquisition_fee": {"amount": "595", "capitalized": true}, "disposition_fee": "395"}
    }"#;
    serde_json::from_str(text).expect("the deal reads")
}

fn with(change: impl FnOnce(&mut Lease)) -> Deal {
    let mut deal = reference();
    change(deal.lease.as_mut().expect("terms"));
    deal
}

fn lease(deal: &Deal) -> LeaseFigures {
    figures(deal).expect("figures").lease.expect("a lease")
}

fn disclosed(deal: &Deal) -> RegulationM {
    let figures = figures(deal).expect("figures");
    figures.regulation_m.expect("a box")
}

fn codes(deal: &Deal) -> Vec<String> {
    let figures = figures(deal).expect("figures");
    let codes = figures.warnings.iter().map(|one| one.code.to_string());
    codes.collect()
}

/// (34,590 - 22,040) / 36 = 348.61 and (34,590 + 22,040) × .0021 = 118.92; 7.25 % of 467.53 is 33.90 and of the
/// 2,000 it is 145.00.
#[test]
fn the_reference_lease() {
    let deal = reference();
    let lease = lease(&deal);
    assert_eq!(lease.gross_cap_cost, money("36590"));
    assert_eq!(lease.adjusted_cap_cost, money("34590"));
    assert_eq!(lease.residual, money("22040"));
    assert_eq!(lease.monthly_depreciation, money("348.61"));
    assert_eq!(lease.monthly_rent, money("118.92"));
    assert_eq!(lease.base_payment, money("467.53"));
    assert_eq!(lease.rent_charge, money("4281.08"));
    assert_eq!(lease.payment, money("501.43"));
    assert_eq!(lease.due_at_signing.total, money("2931.43"));

    let disclosed = disclosed(&deal);
    let lines: Vec<(SigningCode, Cents)> = disclosed
        .due_at_signing
        .iter()
        .map(|line| (line.code, line.amount))
        .collect();
    assert_eq!(
        lines,
        [
            (SigningCode::CapCostReduction, money("2000")),
            (SigningCode::FirstPayment, money("501.43")),
            (SigningCode::GovernmentFees, money("285")),
            (SigningCode::Tax, money("145")),
        ]
    );
    assert_eq!(
        (disclosed.payments, disclosed.payment),
        (36, money("501.43"))
    );
    let next = disclosed.next_payment_date.map(|date| date.to_string());
    assert_eq!(next.as_deref(), Some("2026-12-21"));
    // 36 × 467.53.
    assert_eq!(disclosed.total_of_base_payments, money("16831.08"));
    // 2,931.43 + 35 × 501.43 + 395.
    assert_eq!(disclosed.total_of_payments, money("20876.48"));
    // 16,831.08 and the 2,000.
    assert_eq!(disclosed.contractual_obligation, money("18831.08"));
    assert_eq!(disclosed.above_coverage_limit, Some(false));
}

/// 3,281.56 of trade, a rebate of 1,000 and 977.38 in cash pay 5,258.94.
#[test]
fn what_is_due_at_signing_says_how_it_is_paid() {
    let disclosed = disclosed(&pinellas_lease());
    let by = disclosed.paid_by;
    assert_eq!(
        (by.net_trade, by.rebates, by.cash),
        (money("3281.56"), money("1000"), money("977.38"))
    );
    assert_eq!(disclosed.due_at_signing_total, money("5258.94"));
}

/// Each deposit takes .00008 off .00210 and is 467.53 rounded up to 500.
#[test]
fn deposits_lower_the_money_factor() {
    for (count, factor, base, deposits) in [
        (5, "0.0017", "444.88", "2500"),
        (10, "0.0013", "422.23", "5000"),
    ] {
        let deal = with(|lease| {
            lease.multiple_deposits = Some(MultipleDeposits {
                count,
                factor_step: rate("0.00008"),
                round_to: money("50"),
                most: Some(10),
            });
        });
        let lease = lease(&deal);
        assert_eq!(lease.money_factor, rate(factor));
        assert_eq!(lease.base_payment, money(base));
        assert_eq!(lease.due_at_signing.security_deposit, money(deposits));
    }
    // Up to 25: 475 each.
    let deal = with(|lease| {
        lease.multiple_deposits = Some(MultipleDeposits {
            count: 2,
            factor_step: rate("0"),
            round_to: money("25"),
            most: None,
        });
    });
    let disclosed = disclosed(&deal);
    // 950 more at signing, which come back and are no part of what is paid in all.
    assert_eq!(disclosed.due_at_signing_total, money("3881.43"));
    assert_eq!(disclosed.total_of_payments, money("20876.48"));
}

#[test]
fn one_deposit_is_rounded_up_or_waived() {
    let deposit = |multiple: Option<&str>, waived: bool| {
        let deal = with(|lease| {
            lease.security_deposit_rounding = multiple.map(money);
            lease.security_deposit_waived = waived;
        });
        lease(&deal).due_at_signing.security_deposit
    };
    assert_eq!(deposit(Some("25"), false), money("475"));
    assert_eq!(deposit(Some("50"), false), money("500"));
    assert_eq!(deposit(Some("50"), true), Cents::ZERO);
    assert_eq!(deposit(None, false), Cents::ZERO);
}

/// At .00140: 348.6111 + 79.282 = 427.89, and 36 of them 15,404.04; 31.02 of tax on each is 1,116.72.
#[test]
fn a_lease_that_is_paid_at_once() {
    let deal = with(|lease| {
        lease.one_pay = true;
        lease.money_factor = rate("0.0014");
    });
    let lease = lease(&deal);
    assert_eq!(lease.base_payment, money("427.89"));
    assert_eq!(lease.single_payment, Some(money("16520.76")));
    assert_eq!(
        (lease.payments, lease.total_of_payments),
        (1, money("16520.76"))
    );
    // 16,520.76 + 2,000 + 145 + 285.
    assert_eq!(lease.due_at_signing.total, money("18950.76"));
    let disclosed = disclosed(&deal);
    assert_eq!(disclosed.total_of_base_payments, money("15404.04"));
    assert_eq!(
        (
            disclosed.payments,
            disclosed.payment,
            disclosed.next_payment_date
        ),
        (1, money("16520.76"), None)
    );
    let paid = schedule(&deal).expect("a schedule");
    assert_eq!(paid.len(), 1);
    assert_eq!(
        (paid[0].payment, paid[0].balance),
        (money("16520.76"), money("22040"))
    );
}

/// 10,000 miles a year are two points more, 22,800; so are 760 dollars.
#[test]
fn the_residual_is_adjusted_in_points_or_dollars() {
    let adjusted = |points: Option<&str>, amount: Option<&str>| {
        let one = ResidualAdjustment {
            name: "10,000 miles a year".into(),
            points: points.map(rate),
            amount: amount.map(money),
        };
        lease(&with(|lease| lease.residual_adjustments = vec![one]))
    };
    let by_points = adjusted(Some("0.02"), None);
    assert_eq!(by_points.residual, money("22800"));
    assert_eq!(by_points.base_payment, money("448.02"));
    assert_eq!(adjusted(None, Some("760")), by_points);
    // An amount with points of MSRP: 20,900 + 1,900.
    let deal = with(|lease| {
        lease.residual_percent = None;
        lease.residual_amount = Some(money("20900"));
        lease.residual_adjustments = vec![ResidualAdjustment {
            name: String::new(),
            points: Some(rate("0.05")),
            amount: None,
        }];
    });
    assert_eq!(lease(&deal), by_points);
}

/// The first 501.43 is somebody else's: 2,430.00 at signing, and 35 payments are 17,550.05.
#[test]
fn a_waived_first_payment() {
    let deal = with(|lease| lease.first_payment = FirstPayment::Waived);
    let lease = lease(&deal);
    assert_eq!(lease.due_at_signing.total, money("2430.00"));
    assert_eq!(
        (lease.payments, lease.total_of_payments),
        (35, money("17550.05"))
    );
    assert_eq!(codes(&deal), ["first_payment_waived"]);
    let paid = schedule(&deal).expect("a schedule");
    assert_eq!(
        (paid[0].payment, paid[1].payment),
        (Cents::ZERO, money("501.43"))
    );
    // 2,430 + 17,550.05 + 395.
    assert_eq!(disclosed(&deal).total_of_payments, money("20375.05"));
}

/// Nothing at signing: X = 285 + payment is capitalized. With base 527.2897 + .0298778 X and tax of 7.25 %,
/// X = 850.5182 / .9679561 = 878.67, of which the payment is 553.54 + 40.13 = 593.67.
#[test]
fn sign_and_drive() {
    let mut deal = with(|lease| lease.signing_total = Some(Cents::ZERO));
    deal.cash_down = Cents::ZERO;
    let lease = lease(&deal);
    assert_eq!(lease.due_at_signing.total, Cents::ZERO);
    assert_eq!(lease.due_at_signing.rolled_in, money("878.67"));
    assert_eq!(lease.gross_cap_cost, money("37468.67"));
    assert_eq!(lease.cap_cost_reduction, Cents::ZERO);
    assert_eq!(lease.payment, money("593.67"));
    assert_eq!(disclosed(&deal).due_at_signing, []);
}

/// The total at signing of the reference lease leaves its 2,000 as the reduction; a rounder one is met to the cent.
#[test]
fn a_total_at_signing_is_met() {
    let at_signing = |total: &str| {
        let mut deal = with(|lease| lease.signing_total = Some(money(total)));
        deal.cash_down = Cents::ZERO;
        deal
    };
    let reference = at_signing("2931.43");
    let figures = figures(&reference).expect("figures");
    assert_eq!(figures.cash_down, money("2000"));
    assert_eq!(figures.lease.expect("a lease").payment, money("501.43"));
    for total in ["500.00", "1000.00", "2999.00", "9999.00"] {
        let lease = lease(&at_signing(total));
        assert_eq!(lease.due_at_signing.total, money(total));
    }
    // The grid moves that total, as nothing else is paid down.
    let ask = desk::GridAsk {
        deal: at_signing("0"),
        terms: vec![desk::TermOffer {
            term_months: 36,
            sell_rate: None,
            buy_rate: None,
            money_factor: None,
            residual_percent: None,
        }],
        downs: vec![Cents::ZERO, money("2931.43")],
        target: None,
    };
    let grid = desk::grid(&ask).expect("a grid");
    let payments: Vec<desk::GridCell> = grid.rows.into_iter().flat_map(|row| row.cells).collect();
    let cell = |payment: &str| desk::GridCell::Payment {
        payment: money(payment),
        at_or_under_target: false,
    };
    assert_eq!(payments, [cell("593.67"), cell("501.43")]);
}

#[test]
fn every_fault_of_a_programme_is_named() {
    let mut deal = with(|lease| {
        lease.security_deposit = money("300");
        lease.security_deposit_rounding = Some(Cents::ZERO);
        lease.multiple_deposits = Some(MultipleDeposits {
            count: 11,
            factor_step: rate("0.0002"),
            round_to: money("-25"),
            most: Some(10),
        });
        lease.residual_adjustments = vec![
            ResidualAdjustment {
                name: "both".into(),
                points: Some(rate("0.43")),
                amount: Some(money("1")),
            },
            ResidualAdjustment {
                name: "neither".into(),
                points: None,
                amount: None,
            },
        ];
        lease.one_pay = true;
        lease.first_payment = FirstPayment::Waived;
        lease.signing_total = Some(Cents::ZERO);
        lease.excess_mile_charge = Some(money("-0.25"));
    });
    let pairs = |deal: &Deal| -> Vec<(String, String)> {
        let faults = figures(deal).expect_err("faults");
        let pair = |fault: tax::Fault| (fault.pointer, fault.code.into_owned());
        faults.into_iter().map(pair).collect()
    };
    let expected = [
        ("/lease/security_deposit_rounding", "out_of_range"),
        ("/lease/security_deposit_rounding", "not_both"),
        ("/lease/multiple_deposits/round_to", "out_of_range"),
        ("/lease/multiple_deposits/count", "too_many"),
        ("/lease/multiple_deposits/factor_step", "out_of_range"),
        ("/lease/residual_adjustments/0", "exactly_one"),
        ("/lease/residual_adjustments/1", "exactly_one"),
        ("/lease/residual_adjustments", "out_of_range"),
        ("/lease/excess_mile_charge", "negative"),
        ("/lease/first_payment", "not_together"),
        ("/lease/signing_total", "not_together"),
        ("/lease/signing_total", "not_both"),
        ("/lease/signing_total", "not_together"),
    ];
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(pairs(&deal), expected);
    // A sale keeps all that and does not look at it.
    deal.kind = DealKind::Retail;
    deal.finance = pinellas().finance;
    assert!(figures(&deal).is_ok());
}

/// A residual above the MSRP is refused whichever way it is reached.
#[test]
fn a_residual_above_the_msrp_is_refused() {
    let deal = with(|lease| {
        lease.residual_adjustments = vec![ResidualAdjustment {
            name: String::new(),
            points: Some(rate("0.4201")),
            amount: None,
        }];
    });
    let faults = figures(&deal).expect_err("a fault");
    assert_eq!(faults[0].pointer, "/lease/residual_adjustments");
    assert_eq!(faults.len(), 1);
}
