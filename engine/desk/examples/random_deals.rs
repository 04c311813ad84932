//! `random_deals <count> <seed>`: asks at random with the native engine's answers, one a line as
//! `door<TAB>ask<TAB>answer`, for whoever wants to hold another build of the engine to it.

#[path = "../tests/common/random.rs"]
mod random;

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use desk::json;
use random::Dice;
use serde::Serialize;

type Door = fn(&str) -> String;

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok())
        .collect();
    let [count, seed] = numbers.as_slice() else {
        eprintln!("usage: random_deals <count> <seed>");
        return ExitCode::from(64);
    };
    match write_all(*count, *seed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(count: u64, seed: u64) -> std::io::Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    let mut dice = Dice::new(seed);
    for number in 0..count {
        let deal = dice.deal();
        let text = serde_json::to_string(&deal)?;
        answer(&mut out, "figures", json::figures, &text)?;
        // The other doors stand on the same settling; a share of the deals goes through each.
        if number % 10 == 0 {
            answer(&mut out, "schedule", json::schedule, &text)?;
            answer(&mut out, "effects", json::effects, &text)?;
            ask(&mut out, "grid", json::grid, &dice.grid(deal.clone()))?;
            ask(&mut out, "roll", json::roll, &dice.roll(deal))?;
        }
        if number % 10 == 5 {
            answer(&mut out, "figures", json::figures, &dice.spoil(&text))?;
        }
    }
    out.flush()
}

fn ask<T: Serialize>(out: &mut impl Write, name: &str, door: Door, ask: &T) -> std::io::Result<()> {
    answer(out, name, door, &serde_json::to_string(ask)?)
}

fn answer(out: &mut impl Write, name: &str, door: Door, ask: &str) -> std::io::Result<()> {
    writeln!(out, "{name}\t{ask}\t{}", door(ask))
}
