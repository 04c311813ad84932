//! The desk at work: one retail deal with everything the screen shows of it, and the parts alone.

#[path = "../tests/common/mod.rs"]
mod common;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use desk::{
    GridAsk, Lever, RollAsk, RollOf, TermOffer, effects, figures, grid, json, roll, schedule,
};
use money::Cents;

fn offers() -> Vec<TermOffer> {
    [48, 60, 66, 72, 84]
        .map(|term_months| TermOffer {
            term_months,
            sell_rate: Some(common::rate("0.0649")),
            buy_rate: None,
            money_factor: None,
            residual_percent: None,
        })
        .to_vec()
}

fn desk(criterion: &mut Criterion) {
    let deal = common::pinellas();
    let lease = common::pinellas_lease();
    let text = serde_json::to_string(&deal).expect("text");
    let grid_of = |deal: &desk::Deal| GridAsk {
        deal: deal.clone(),
        terms: offers(),
        downs: [1000, 2000, 3000, 4000, 5000].map(Cents::dollars).to_vec(),
        target: Some(common::money("650.00")),
    };
    let (retail_grid, lease_grid) = (grid_of(&deal), grid_of(&lease));
    let rolled = RollAsk {
        deal: deal.clone(),
        target: common::money("650.00"),
        of: RollOf::Payment,
        levers: vec![
            Lever::CashDown,
            Lever::SellingPrice,
            Lever::TradeAllowance,
            Lever::SellRate,
            Lever::TermMonths,
        ],
        terms: offers(),
    };

    criterion.bench_function("retail: figures, schedule and 25-cell grid", |bencher| {
        bencher.iter(|| {
            black_box(figures(black_box(&deal))).expect("figures");
            black_box(schedule(black_box(&deal))).expect("a schedule");
            black_box(grid(black_box(&retail_grid))).expect("a grid");
        });
    });
    criterion.bench_function("figures of a retail deal", |bencher| {
        bencher.iter(|| figures(black_box(&deal)).expect("figures"));
    });
    criterion.bench_function("figures of a lease", |bencher| {
        bencher.iter(|| figures(black_box(&lease)).expect("figures"));
    });
    criterion.bench_function("figures, JSON to JSON", |bencher| {
        bencher.iter(|| json::figures(black_box(&text)));
    });
    criterion.bench_function("25-cell grid of a retail deal", |bencher| {
        bencher.iter(|| grid(black_box(&retail_grid)).expect("a grid"));
    });
    criterion.bench_function("25-cell grid of a lease", |bencher| {
        bencher.iter(|| grid(black_box(&lease_grid)).expect("a grid"));
    });
    criterion.bench_function("effects of the lines", |bencher| {
        bencher.iter(|| effects(black_box(&deal)).expect("effects"));
    });
    criterion.bench_function("roll to payment by five levers", |bencher| {
        bencher.iter(|| roll(black_box(&rolled)).expect("a roll"));
    });
}

criterion_group!(benches, desk);
criterion_main!(benches);
