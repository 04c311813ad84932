//! What a plan pays, by hand.

use crate::common::{money, rate};
use desk::{
    Commission, CommissionAsk, CommissionCode, CommissionPlan, Commissionable, commission, json,
};
use money::Cents;
use tax::ProductKind;

/// A quarter of the first 2,000 of the front and 30 % of what is above, a tenth of the back.
fn plan() -> CommissionPlan {
    let text = r#"{
        "id": "sales", "name": "Sales",
        "front": [{"from": "0.00", "share": "0.25"}, {"from": "2000.00", "share": "0.30"}],
        "back_share": "0.10", "minimum": "150.00",
        "per_product": [{"kind": "service_contract", "amount": "50.00"}, {"kind": "gap", "amount": "25.00"}],
        "unit_bonuses": [{"units_from": 10, "amount": "100.00"}, {"units_from": 15, "amount": "200.00"}]
    }"#;
    serde_json::from_str(text).expect("the plan reads")
}

fn ask(front: &str, back: &str) -> CommissionAsk {
    CommissionAsk {
        commissionable: Commissionable {
            front: money(front),
            back: money(back),
        },
        plan: plan(),
        products: Vec::new(),
        units_before: None,
    }
}

fn paid(ask: &CommissionAsk) -> Commission {
    commission(ask).expect("a commission")
}

fn lines(of: &Commission) -> Vec<(CommissionCode, Option<Cents>, Cents)> {
    let line = |line: &desk::CommissionLine| (line.code, line.basis, line.amount);
    of.lines.iter().map(line).collect()
}

/// 25 % of 2,000.00 = 500.00; 30 % of 57.45 = 17.235, to the cent 17.24; 10 % of 3,204.10 = 320.41; 50 and 25 for
/// the products; 100 for the tenth unit. In all 1,012.65.
#[test]
fn every_part_of_a_plan() {
    let commission = paid(&CommissionAsk {
        products: vec![
            ProductKind::ServiceContract,
            ProductKind::Gap,
            ProductKind::Other,
        ],
        units_before: Some(9),
        ..ask("2057.45", "3204.10")
    });
    assert_eq!(
        lines(&commission),
        [
            (
                CommissionCode::Front,
                Some(money("2000.00")),
                money("500.00")
            ),
            (CommissionCode::Front, Some(money("57.45")), money("17.24")),
            (
                CommissionCode::Back,
                Some(money("3204.10")),
                money("320.41")
            ),
            (CommissionCode::Product, None, money("50.00")),
            (CommissionCode::Product, None, money("25.00")),
            (CommissionCode::UnitBonus, None, money("100.00")),
        ]
    );
    assert_eq!(commission.lines[1].share, Some(rate("0.30")));
    assert_eq!(commission.lines[4].product, Some(ProductKind::Gap));
    assert_eq!(commission.total, money("1012.65"));
}

/// A quarter of 400.00 is 100.00 and lacks 50.00; of a gross below zero the whole minimum lacks, and a back below
/// zero takes nothing off.
#[test]
fn the_front_pays_its_minimum() {
    let little = paid(&ask("400.00", "0.00"));
    assert_eq!(
        lines(&little),
        [
            (
                CommissionCode::Front,
                Some(money("400.00")),
                money("100.00")
            ),
            (
                CommissionCode::Minimum,
                Some(money("400.00")),
                money("50.00")
            ),
        ]
    );
    let loss = paid(&ask("-400.00", "-50.00"));
    assert_eq!(
        lines(&loss),
        [(
            CommissionCode::Minimum,
            Some(money("-400.00")),
            money("150.00")
        )]
    );
    // Exactly at the minimum nothing lacks: 25 % of 600.00.
    assert_eq!(paid(&ask("600.00", "0.00")).lines.len(), 1);
    let without = CommissionAsk {
        plan: CommissionPlan {
            minimum: None,
            ..plan()
        },
        ..ask("-400.00", "-50.00")
    };
    assert_eq!(paid(&without).total, Cents::ZERO);
}

/// The unit that makes the month reach a bonus has it, and the highest alone is paid.
#[test]
fn a_bonus_by_the_unit_of_the_month() {
    for (before, bonus) in [
        (None, "0.00"),
        (Some(8), "0.00"),
        (Some(9), "100.00"),
        (Some(13), "100.00"),
        (Some(14), "200.00"),
        (Some(40), "200.00"),
    ] {
        let commission = paid(&CommissionAsk {
            units_before: before,
            ..ask("2000.00", "0.00")
        });
        assert_eq!(
            commission.total,
            money("500.00") + money(bonus),
            "{before:?}"
        );
    }
}

#[test]
fn a_plan_that_cannot_be_meant_is_refused() {
    let text = r#"{
        "id": "", "front": [{"from": "10.00", "share": "0.25"}, {"from": "10.00", "share": "1.01"}],
        "back_share": "-0.1", "minimum": "-1.00",
        "per_product": [{"kind": "gap", "amount": "25.00"}, {"kind": "gap", "amount": "-5.00"}],
        "unit_bonuses": [{"units_from": 0, "amount": "1.00"}, {"units_from": 0, "amount": "1.00"}]
    }"#;
    let wrong: CommissionPlan = serde_json::from_str(text).expect("the plan reads");
    let pointers = |faults: &[tax::Fault]| -> Vec<String> {
        faults.iter().map(|fault| fault.pointer.clone()).collect()
    };
    let own = wrong.check().expect_err("faults");
    assert_eq!(
        pointers(&own),
        [
            "/id",
            "/back_share",
            "/minimum",
            "/front/0/from",
            "/front/1/share",
            "/front/1/from",
            "/per_product/1/amount",
            "/per_product/1/kind",
            "/unit_bonuses/0/units_from",
            "/unit_bonuses/1/units_from",
        ]
    );
    let asked = commission(&CommissionAsk {
        plan: wrong,
        ..ask("0.00", "0.00")
    });
    let asked = pointers(&asked.expect_err("faults"));
    let inside: Vec<String> = pointers(&own)
        .iter()
        .map(|at| format!("/plan{at}"))
        .collect();
    assert_eq!(asked, inside);
    assert_eq!(plan().check(), Ok(()));
}

/// The door writes what serde writes of the same.
#[test]
fn the_door_gives_the_same() {
    let ask = CommissionAsk {
        products: vec![ProductKind::Gap],
        units_before: Some(9),
        ..ask("2057.45", "3204.10")
    };
    let text = serde_json::to_string(&ask).expect("text");
    let ok = serde_json::to_string(&paid(&ask)).expect("text");
    assert_eq!(json::commission(&text), format!(r#"{{"ok":{ok}}}"#));
    assert_eq!(
        json::commission(r#"{"commissionable":{"front":"0","back":"0"},"plan":{"name":"x"}}"#),
        r#"{"faults":[{"pointer":"/plan/id","code":"missing","detail":"is required"}]}"#
    );
}
