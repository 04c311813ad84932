//! All lenders at once: 200 programmes of 20 rows on one deal.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use desk::Deal;
use lending::{
    Applicant, FactorRow, LeaseSheet, Lender, Programme, RetailRow, RowScope, Scan, Tier,
    VehicleFacts, Wish, scan, scan_best,
};
use money::Rate;
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the text reads")
}

const PROGRAMMES: i64 = 200;

const DEAL: &str = r#"{
  "date": "2026-11-21", "kind": "retail",
  "places": {"registration": {"state": "FL", "county": "Pinellas", "zip": "33707"},
             "dealer": {"state": "FL", "county": "Pinellas"}},
  "vehicle": {"condition": "new", "model_year": 2026, "odometer": 12, "msrp": "38000.00"},
  "vehicle_cost": "33500.00", "selling_price": "35500.00", "cash_down": "2000.00",
  "fees": [{"id": "f1", "kind": "doc", "amount": "395.00"}],
  "finance": {"term_months": 72, "sell_rate": "0.0599"},
  "lease": {"term_months": 36, "money_factor": "0.003", "residual_percent": "0.5",
            "miles_per_year": 12000, "acquisition_fee": {"amount": "695.00", "capitalized": true},
            "doc_fee_capitalized": true}
}"#;

struct Desk {
    deal: Deal,
    applicant: Applicant,
    vehicle: VehicleFacts,
    wish: Wish,
    lenders: Vec<Lender>,
    programmes: Vec<Programme>,
}

impl Desk {
    fn of(deal: Deal, wish: &str, programmes: Vec<Programme>) -> Self {
        Self {
            deal,
            applicant: read(
                r#"{"score": 715, "monthly_income": "6000.00", "monthly_debt": "1500.00"}"#,
            ),
            vehicle: read(r#"{"make": "Honda", "model": "Civic", "trim": "LX"}"#),
            wish: read(wish),
            lenders: vec![read(
                r#"{"id": "nb", "name": "Northbank", "kind": "bank",
                    "reserve": {"method": "present_value", "share": "0.75"},
                    "markup_caps": [{"term_to": 60, "points": "0.025"}, {"points": "0.02"}]}"#,
            )],
            programmes,
        }
    }

    fn ask(&self) -> Scan<'_> {
        Scan {
            deal: &self.deal,
            applicant: &self.applicant,
            vehicle: &self.vehicle,
            wish: &self.wish,
            lenders: &self.lenders,
            programmes: &self.programmes,
            on: self.deal.date,
        }
    }
}

/// Five tiers, each in four ranges of terms, with every limit that a sheet may set.
fn tiers() -> Vec<Tier> {
    read(
        r#"[{"name": "A", "score_from": 740}, {"name": "B", "score_from": 700, "score_to": 739},
            {"name": "C", "score_from": 660, "score_to": 699},
            {"name": "D", "score_from": 620, "score_to": 659},
            {"name": "E", "score_from": 560, "score_to": 619, "excludes": ["negative_equity"]}]"#,
    )
}

fn scopes() -> Vec<RowScope> {
    let mut scopes = Vec::new();
    for tier in tiers() {
        for (from, to) in [(24, 36), (37, 60), (61, 72), (73, 84)] {
            scopes.push(RowScope {
                tier: tier.name.clone(),
                term_from: from,
                term_to: to,
                age_to: Some(7),
                odometer_to: Some(90_000),
                amount_from: Some(read("\"7500.00\"")),
                amount_to: Some(read("\"60000.00\"")),
                advance: Some(read(r#"{"most": "1.25", "of": "msrp"}"#)),
                pti_to: Some(read("\"0.15\"")),
                dti_to: Some(read("\"0.45\"")),
                ..RowScope::default()
            });
        }
    }
    scopes
}

fn sheet(kind: &str, at: i64) -> Programme {
    read(&format!(
        r#"{{"id": "s{at}", "lender": "nb", "name": "Sheet {at}", "kind": "{kind}",
             "valid_from": "2026-11-01", "tiers": []}}"#
    ))
}

fn retail() -> Desk {
    let programme = |at: i64| Programme {
        tiers: tiers(),
        rows: scopes()
            .into_iter()
            .zip(0i64..)
            .map(|(scope, place)| RetailRow {
                scope,
                buy_rate: Rate::basis_points(400 + place * 25 + at),
                markup_to: None,
                flat: None,
            })
            .collect(),
        ..sheet("retail", at)
    };
    let programmes = (0..PROGRAMMES).map(programme).collect();
    Desk::of(read(DEAL), r#"{"markup": "0.0125"}"#, programmes)
}

/// Every sheet has a residual for the car, which is the dearest case: each row is figured with its tax.
fn lease() -> Desk {
    let terms: LeaseSheet = read(
        r#"{"factors": [], "acquisition_fee": "695.00", "residuals": [
            {"make": "Honda", "model": "Civic", "term_months": 36, "miles_per_year": 12000,
             "percent": "0.58"}]}"#,
    );
    let programme = |at: i64| Programme {
        tiers: tiers(),
        lease: Some(LeaseSheet {
            factors: scopes()
                .into_iter()
                .zip(0i64..)
                .map(|(scope, place)| FactorRow {
                    scope,
                    money_factor: Rate::new(100_000 + place * 20_000 + at * 100),
                    one_pay_money_factor: None,
                    markup_to: Rate::ZERO,
                })
                .collect(),
            ..terms.clone()
        }),
        ..sheet("lease", at)
    };
    let programmes = (0..PROGRAMMES).map(programme).collect();
    let deal = Deal {
        kind: desk::DealKind::Lease,
        ..read(DEAL)
    };
    Desk::of(deal, "{}", programmes)
}

fn scans(criterion: &mut Criterion) {
    let (retail, lease) = (retail(), lease());
    criterion.bench_function("scan of 4,000 retail rows", |bencher| {
        bencher.iter(|| scan(black_box(&retail.ask())).expect("offers"));
    });
    criterion.bench_function("scan of 4,000 lease rows, each figured", |bencher| {
        bencher.iter(|| scan(black_box(&lease.ask())).expect("offers"));
    });
    criterion.bench_function("the best of each of 200 retail programmes", |bencher| {
        bencher.iter(|| scan_best(black_box(&retail.ask())).expect("offers"));
    });
    criterion.bench_function("the best of each of 200 lease programmes", |bencher| {
        bencher.iter(|| scan_best(black_box(&lease.ask())).expect("offers"));
    });
    criterion.bench_function("all offers of a retail scan as JSON", |bencher| {
        let offers = scan(&retail.ask()).expect("offers");
        bencher.iter(|| serde_json::to_string(black_box(&offers)).expect("text"));
    });
}

criterion_group!(benches, scans);
criterion_main!(benches);
