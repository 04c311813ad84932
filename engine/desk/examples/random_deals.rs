//! Asks at random with the native engine's answers, one a line as `door<TAB>ask<TAB>answer`, for whoever wants to hold
//! another build of the engine to it.
//!
//! - `random_deals deals <count> <seed>`: deals through every door. The second half rests on a dealership's own local
//!   rates, handed over in between by the door `load_own_rates`.
//! - `random_deals edits <count> <seed>`: each deal through a few edits, its figures after each, and a roll at the end.
//! - `random_deals inputs <count> <seed>`: deals alone, one a line, each of which has figures: one of each kind in each
//!   state, then others.

#[path = "../tests/common/asks.rs"]
mod asks;
#[path = "../tests/common/edits.rs"]
mod edits;
#[path = "../tests/common/random.rs"]
mod random;
#[path = "../tests/common/spoiled.rs"]
mod spoiled;

use std::collections::HashSet;
use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use desk::{Deal, DealKind, Figures, json};
use random::Dice;
use serde::Serialize;

type Door = fn(&str) -> String;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let numbers: Vec<u64> = arguments.filter_map(|text| text.parse().ok()).collect();
    let mut out = BufWriter::new(stdout().lock());
    let written = match (what.as_str(), numbers.as_slice()) {
        ("deals", [count, seed]) => deals(&mut out, *count, *seed),
        ("edits", [count, seed]) => edits(&mut out, *count, *seed),
        ("inputs", [count, seed]) => inputs(&mut out, *count, *seed),
        _ => {
            eprintln!("usage: random_deals deals|edits|inputs <count> <seed>");
            return ExitCode::from(64);
        }
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn deals(out: &mut impl Write, count: u64, seed: u64) -> std::io::Result<()> {
    let mut dice = Dice::new(seed);
    for number in 0..count {
        if number == count / 2 {
            let book = own_rates();
            let taken = tax::load_own_rates(&book).is_ok();
            let ask = serde_json::to_string(&book)?;
            writeln!(out, "load_own_rates\t{ask}\t{taken}")?;
        }
        let deal = dice.deal();
        let text = serde_json::to_string(&deal)?;
        answer(out, "figures", json::figures, &text)?;
        // The other doors stand on the same settling; a share of the deals goes through each.
        if number % 10 == 0 {
            answer(out, "schedule", json::schedule, &text)?;
            answer(out, "effects", json::effects, &text)?;
            ask(out, "grid", json::grid, &dice.grid(deal.clone()))?;
            ask(out, "limits", json::limits, &dice.limits(deal.clone()))?;
            ask(out, "commission", json::commission, &dice.commission(&deal))?;
            ask(out, "verify_apr", json::verify_apr, &dice.apr(deal.clone()))?;
            ask(out, "roll", json::roll, &dice.roll(deal))?;
        }
        if number % 10 == 5 {
            answer(out, "figures", json::figures, &dice.spoil(&text))?;
        }
    }
    Ok(())
}

fn edits(out: &mut impl Write, count: u64, seed: u64) -> std::io::Result<()> {
    let mut dice = Dice::new(seed);
    for _ in 0..count {
        let mut deal = dice.deal();
        for _ in 0..dice.count(2, 6) {
            dice.edit(&mut deal);
            ask(out, "figures", json::figures, &deal)?;
        }
        ask(out, "roll", json::roll, &dice.roll(deal))?;
    }
    Ok(())
}

fn inputs(out: &mut impl Write, count: u64, seed: u64) -> std::io::Result<()> {
    let mut dice = Dice::new(seed);
    let mut wanted = HashSet::new();
    for state in tax::jurisdictions() {
        for kind in [DealKind::Cash, DealKind::Retail, DealKind::Lease] {
            wanted.insert((state.to_owned(), kind));
        }
    }
    let mut written = 0;
    while written < count {
        let deal = dice.deal();
        let figures = desk::figures(&deal);
        if !figures.is_ok_and(|figures| has_everything(&deal, &figures)) {
            continue;
        }
        let first = wanted.remove(&(deal.places.registration.state.clone(), deal.kind));
        if !first && !wanted.is_empty() {
            continue;
        }
        writeln!(out, "{}", serde_json::to_string(&deal)?)?;
        written += 1;
    }
    Ok(())
}

/// Whether nothing stands in the way of a payment.
fn has_everything(deal: &Deal, figures: &Figures) -> bool {
    match deal.kind {
        DealKind::Cash => true,
        DealKind::Retail => figures.loan.is_some(),
        DealKind::Lease => figures.lease.is_some(),
    }
}

/// Another rate than the table's for every second place of every state, some for a time, some with a limit.
fn own_rates() -> String {
    let mut book = "autolytiq-rates\t1\t1\n".to_owned();
    for state in tax::jurisdictions() {
        for (number, row) in tax::rate_rows(state).iter().enumerate().step_by(2) {
            let level = match row.level {
                tax::Level::County => "county",
                tax::Level::City => "city",
                _ => "district",
            };
            let fields = [
                state,
                row.class,
                level,
                row.name,
                row.county,
                &row.county_fips.to_string(),
                &(row.rate + money::Rate::basis_points(13)).to_text(),
                if number % 6 == 0 { "7500.00" } else { "" },
                if number % 4 == 0 { "2026-03-01" } else { "" },
                if number % 8 == 0 { "2026-10-31" } else { "" },
                row.stacks_on.unwrap_or_default(),
                "override",
                "Set by hand",
            ];
            book.push_str(&fields.join("\t"));
            book.push('\n');
        }
    }
    book
}

fn ask<T: Serialize>(out: &mut impl Write, name: &str, door: Door, ask: &T) -> std::io::Result<()> {
    answer(out, name, door, &serde_json::to_string(ask)?)
}

fn answer(out: &mut impl Write, name: &str, door: Door, ask: &str) -> std::io::Result<()> {
    writeln!(out, "{name}\t{ask}\t{}", door(ask))
}
