//! `random_scans <count> <seed>`: markets at random and scans of them with the native engine's answers, one a line as
//! `door<TAB>ask<TAB>answer`, for whoever wants to hold another build of the engine to it. A new market comes with
//! every fiftieth scan, and some that are refused.

#[path = "../../desk/tests/common/random.rs"]
mod random;
#[path = "../../desk/tests/common/spoiled.rs"]
mod spoiled;

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use desk::{Deal, DealKind};
use lending::json::{Market, ScanAsk, told};
use lending::{
    AdvanceBase, AdvanceLimit, Applicant, FactorRow, LeaseSheet, Lender, OfferOrder, Programme,
    ResidualRow, RetailRow, RowScope, Tier, VehicleFacts, Wish,
};
use money::{Cents, Rate};
use random::Dice;
use serde::de::DeserializeOwned;

const A_MARKET: u64 = 50;

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok())
        .collect();
    let [count, seed] = numbers.as_slice() else {
        eprintln!("usage: random_scans <count> <seed>");
        return ExitCode::from(64);
    };
    let mut out = BufWriter::new(stdout().lock());
    match write_all(&mut out, *count, *seed).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(out: &mut impl Write, count: u64, seed: u64) -> std::io::Result<()> {
    let mut dice = Dice::new(seed);
    let mut market = Market::default();
    for number in 0..count {
        if number % A_MARKET == 0 {
            let text = serde_json::to_string(&new_market(&mut dice))?;
            let read = Market::read(&text);
            writeln!(out, "load_market\t{text}\t{}", told(&read))?;
            if let Ok(read) = read {
                market = read;
            }
            let spoiled = dice.spoil(&text);
            // Where the spoiled text is a market after all, it holds from here on.
            let read = Market::read(&spoiled);
            writeln!(out, "load_market\t{spoiled}\t{}", told(&read))?;
            if let Ok(read) = read {
                market = read;
            }
        }
        let deal = dice.deal();
        let ask = serde_json::to_string(&ask(&mut dice, deal))?;
        writeln!(out, "scan\t{ask}\t{}", market.scan(&ask))?;
    }
    Ok(())
}

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the text reads")
}

/// Mostly known.
fn chance<T>(dice: &mut Dice, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
    (!dice.once_in(8)).then(|| make(dice))
}

/// Mostly not asked.
fn seldom<T>(dice: &mut Dice, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
    dice.once_in(5).then(|| make(dice))
}

fn ask(dice: &mut Dice, deal: Deal) -> ScanAsk {
    let lease = deal.kind == DealKind::Lease;
    ScanAsk {
        applicant: Applicant {
            score: chance(dice, |dice| small(dice.count(540, 830))),
            monthly_income: chance(dice, |dice| Cents::dollars(dice.within(1_800, 14_000))),
            monthly_debt: chance(dice, |dice| Cents::dollars(dice.within(0, 4_000))),
            open_bankruptcy: chance(dice, |dice| dice.once_in(8)),
            past_repossession: chance(dice, |dice| dice.once_in(8)),
            first_time_buyer: chance(dice, |dice| dice.once_in(4)),
        },
        vehicle: VehicleFacts {
            make: chance(dice, |_| "Honda".into()),
            model: chance(dice, |_| "Civic".into()),
            trim: chance(dice, |dice| dice.one_of(&["LX", "EX"]).into()),
            certified: chance(dice, |dice| dice.once_in(2)),
            invoice: chance(dice, |dice| Cents::dollars(dice.within(9_000, 80_000))),
            commercial_use: chance(dice, |dice| dice.once_in(8)),
            branded_title: chance(dice, |dice| dice.once_in(8)),
        },
        wish: Wish {
            markup: Rate::basis_points(dice.within(0, 300)),
            factor_markup: Rate::new(dice.within(0, 50) * 1_000),
            deposits: if lease && dice.once_in(3) {
                dice.count(1, 12)
            } else {
                0
            },
            one_pay: lease && dice.once_in(6),
            acquisition_fee_markup: Cents::dollars(dice.one_of(&[0, 0, 100, 300])),
            rooftop: None,
            keep_rate: dice.once_in(4),
            order: dice.one_of(&[OfferOrder::Payment, OfferOrder::Gross]),
        },
        on: None,
        best_only: dice.once_in(2),
        deal,
    }
}

fn small(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn new_market(dice: &mut Dice) -> Market {
    let reserves = [
        r#"{"method": "present_value", "share": "0.75"}"#,
        r#"{"method": "interest_difference", "share": "0.8", "split": {"over": "0.01", "share": "0.5"}}"#,
        r#"{"method": "percent", "percent": "0.02", "minimum": "150.00", "maximum": "900.00"}"#,
        r#"{"method": "flat", "amount": "300.00"}"#,
    ];
    let lenders: Vec<Lender> = (0..dice.count(1, 5))
        .map(|at| {
            let reserve = dice.one_of(&reserves);
            read(&format!(
                r#"{{"id": "l{at}", "name": "Lender {at}", "kind": "bank", "reserve": {reserve},
                     "markup_caps": [{{"term_to": 60, "points": "0.025"}}, {{"points": "0.02"}}]}}"#
            ))
        })
        .collect();
    let programmes = (0..dice.count(1, 8))
        .map(|at| {
            let lender = &dice.one_of(&lenders).id;
            let kind = dice.one_of(&["retail", "retail", "balloon", "lease"]);
            let sheet = read(&format!(
                r#"{{"id": "s{at}", "lender": "{lender}", "name": "Sheet {at}", "kind": "{kind}",
                     "valid_from": "2025-01-01", "tiers": []}}"#
            ));
            filled(dice, sheet, kind == "lease")
        })
        .collect();
    Market {
        lenders,
        programmes,
    }
}

fn filled(dice: &mut Dice, sheet: Programme, lease: bool) -> Programme {
    let tiers: Vec<Tier> = read(
        r#"[{"name": "A", "score_from": 720}, {"name": "B", "score_from": 640, "score_to": 719},
            {"name": "C", "score_to": 639, "excludes": ["negative_equity", "open_bankruptcy"]}]"#,
    );
    let mut scopes = Vec::new();
    for tier in &tiers {
        for (from, to) in [(1, 36), (37, 60), (61, 120)] {
            scopes.push(scope(dice, &tier.name, from, to));
        }
    }
    let rows = |dice: &mut Dice, scopes: Vec<RowScope>| -> Vec<RetailRow> {
        let row = |scope| RetailRow {
            scope,
            buy_rate: Rate::basis_points(dice.within(0, 1_800)),
            markup_to: chance(dice, |dice| Rate::basis_points(dice.within(0, 250))),
            flat: dice.once_in(6).then(|| Cents::dollars(200)),
        };
        scopes.into_iter().map(row).collect()
    };
    if lease {
        let sheet_of_lease = lease_sheet(dice, scopes);
        return Programme {
            tiers,
            lease: Some(sheet_of_lease),
            ..sheet
        };
    }
    Programme {
        tiers,
        rows: rows(dice, scopes),
        ..sheet
    }
}

fn scope(dice: &mut Dice, tier: &str, from: u32, to: u32) -> RowScope {
    RowScope {
        tier: tier.into(),
        term_from: from,
        term_to: to,
        age_to: seldom(dice, |dice| small(dice.count(2, 10))),
        odometer_to: seldom(dice, |dice| dice.count(30_000, 120_000)),
        amount_from: seldom(dice, |dice| Cents::dollars(dice.within(0, 10_000))),
        amount_to: seldom(dice, |dice| Cents::dollars(dice.within(20_000, 120_000))),
        advance: seldom(dice, |dice| AdvanceLimit {
            most: Rate::basis_points(dice.within(8_000, 14_000)),
            of: dice.one_of(&[AdvanceBase::Invoice, AdvanceBase::Msrp, AdvanceBase::Book]),
        }),
        pti_to: seldom(dice, |dice| Rate::basis_points(dice.within(800, 2_500))),
        dti_to: seldom(dice, |dice| Rate::basis_points(dice.within(3_000, 6_000))),
        ..RowScope::default()
    }
}

fn lease_sheet(dice: &mut Dice, scopes: Vec<RowScope>) -> LeaseSheet {
    let mut factor = |scope| FactorRow {
        scope,
        money_factor: Rate::new(dice.within(20, 350) * 1_000),
        one_pay_money_factor: chance(dice, |dice| Rate::new(dice.within(10, 200) * 1_000)),
        markup_to: Rate::new(dice.within(0, 40) * 1_000),
    };
    let factors = scopes.into_iter().map(&mut factor).collect();
    let terms: LeaseSheet = read(
        r#"{"factors": [], "residuals": [], "acquisition_fee": "695.00", "acquisition_fee_markup_to": "200.00",
            "mileage": [{"miles_per_year": 10000, "points": "0.02"}, {"miles_per_year": 15000, "points": "-0.03"}],
            "cents_a_mile": "0.25", "disposition_fee": "395.00",
            "deposits": {"factor_step": "0.00008", "most": 10, "rounded_up_to": "50.00"}}"#,
    );
    let residuals = [12, 24, 27, 33, 36, 39, 42, 48]
        .map(|term_months| ResidualRow {
            make: "Honda".into(),
            model: "Civic".into(),
            trim: None,
            model_year: None,
            term_months,
            miles_per_year: 12_000,
            percent: Rate::basis_points(dice.within(3_500, 7_000)),
        })
        .to_vec();
    LeaseSheet {
        factors,
        residuals,
        ..terms
    }
}
