//! How many sales a core assesses in a second: explained, figures alone, and JSON in and out.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tax::{Sale, assess, assess_figures};

const FLORIDA: &str = r#"{"date":"2026-11-21","registration":{"state":"FL","county":"Pinellas"},"dealer":{"state":"FL","county":"Pinellas"},"vehicle":{"condition":"new","curb_weight_lb":3600},"price":"41000.00","accessories":"714.00","doc_fee":"899.00","trades":[{"allowance":"14500.00","payoff":"11218.44"}],"rebates":[{"from":"manufacturer","amount":"1000.00","assigned_to_dealer":true}],"products":[{"kind":"service_contract","price":"2495.00"},{"kind":"gap","price":"895.00"}]}"#;
const CHICAGO: &str = r#"{"date":"2026-06-01","kind":"lease","registration":{"state":"IL","county":"Cook","city":"Chicago"},"dealer":{"state":"IL","county":"Cook"},"price":"38000.00","doc_fee":"350.00","lease":{"term_months":36,"base_payment":"400.00","cap_reduction":{"cash":"1000.00","trade":"2000.00"}}}"#;
const ABROAD: &str = r#"{"date":"2026-06-01","registration":{"state":"NY","county":"Erie"},"dealer":{"state":"AZ","county":"Maricopa","city":"Phoenix"},"price":"28000.00","trades":[{"allowance":"4000.00"}]}"#;

fn sale(text: &str) -> Sale {
    tax::json::parse(text).expect("a sale")
}

fn benches(criterion: &mut Criterion) {
    let cases = [
        ("retail FL", FLORIDA),
        ("lease Chicago", CHICAGO),
        ("AZ to NY", ABROAD),
    ];
    let mut group = criterion.benchmark_group("tax");
    group.throughput(Throughput::Elements(1));
    for (name, text) in cases {
        let sale = sale(text);
        group.bench_function(format!("explained, {name}"), |bench| {
            bench.iter(|| assess(black_box(&sale)))
        });
        group.bench_function(format!("figures alone, {name}"), |bench| {
            bench.iter(|| assess_figures(black_box(&sale)));
        });
        group.bench_function(format!("JSON in and out, {name}"), |bench| {
            bench.iter(|| tax::json::assess(black_box(text)));
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
