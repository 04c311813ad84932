//! How many sales a core assesses in a second: explained, figures alone, and JSON in and out, over the sales of
//! all worked cases in 51 jurisdictions and over three that stay the same; and how fast a ZIP leads to its counties.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tax::{Sale, assess, assess_figures, zip_candidates};

const FLORIDA: &str = r#"{"date":"2026-11-21","registration":{"state":"FL","county":"Pinellas"},"dealer":{"state":"FL","county":"Pinellas"},"vehicle":{"condition":"new","curb_weight_lb":3600},"price":"41000.00","accessories":"714.00","doc_fee":"899.00","trades":[{"allowance":"14500.00","payoff":"11218.44"}],"rebates":[{"from":"manufacturer","amount":"1000.00","assigned_to_dealer":true}],"products":[{"kind":"service_contract","price":"2495.00"},{"kind":"gap","price":"895.00"}]}"#;
const CHICAGO: &str = r#"{"date":"2026-06-01","kind":"lease","registration":{"state":"IL","county":"Cook","city":"Chicago"},"dealer":{"state":"IL","county":"Cook"},"price":"38000.00","doc_fee":"350.00","lease":{"term_months":36,"base_payment":"400.00","cap_reduction":{"cash":"1000.00","trade":"2000.00"}}}"#;
const ABROAD: &str = r#"{"date":"2026-06-01","registration":{"state":"NY","county":"Erie"},"dealer":{"state":"AZ","county":"Maricopa","city":"Phoenix"},"price":"28000.00","trades":[{"allowance":"4000.00"}]}"#;

/// The sales of the worked cases that can be taxed, as JSON.
fn worked_cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut sales = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let file: toml::Table = text.parse().expect("TOML");
        for case in file["case"].as_array().expect("cases") {
            let sale = case["input"].as_str().expect("a sale");
            if tax::json::parse(sale).is_ok_and(|sale| assess(&sale).is_ok()) {
                sales.push(sale.to_owned());
            }
        }
    }
    sales
}

fn benches(criterion: &mut Criterion) {
    let cases = [
        ("51 jurisdictions", worked_cases()),
        ("retail FL", vec![FLORIDA.into()]),
        ("lease Chicago", vec![CHICAGO.into()]),
        ("AZ to NY", vec![ABROAD.into()]),
    ];
    let mut group = criterion.benchmark_group("tax");
    for (name, texts) in cases {
        let parse = |text: &String| tax::json::parse(text).expect("a sale");
        let sales: Vec<Sale> = texts.iter().map(parse).collect();
        group.throughput(Throughput::Elements(sales.len() as u64));
        group.bench_function(format!("explained, {name}"), |bench| {
            bench.iter(|| {
                for sale in &sales {
                    let _ = black_box(assess(black_box(sale)));
                }
            });
        });
        group.bench_function(format!("figures alone, {name}"), |bench| {
            bench.iter(|| {
                for sale in &sales {
                    let _ = black_box(assess_figures(black_box(sale)));
                }
            });
        });
        group.bench_function(format!("JSON in and out, {name}"), |bench| {
            bench.iter(|| {
                for text in &texts {
                    black_box(tax::json::assess(black_box(text)));
                }
            });
        });
    }
    // From 00501, the first that there is, over all regions.
    let zips: Vec<String> = (0..500)
        .map(|step| format!("{:05}", 501 + step * 199))
        .collect();
    group.throughput(Throughput::Elements(zips.len() as u64));
    group.bench_function("ZIP lookup", |bench| {
        bench.iter(|| {
            for zip in &zips {
                black_box(zip_candidates(black_box(zip)));
            }
        });
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
