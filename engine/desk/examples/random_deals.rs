//! `random_deals <count> <seed>`: asks at random with the native engine's answers, one a line as
//! `door<TAB>ask<TAB>answer`, for whoever wants to hold another build of the engine to it. The second half rests on a
//! dealership's own local rates, handed over in between by the door `load_own_rates`.

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
        if number == count / 2 {
            let book = own_rates();
            let taken = tax::load_own_rates(&book).is_ok();
            let ask = serde_json::to_string(&book)?;
            writeln!(out, "load_own_rates\t{ask}\t{taken}")?;
        }
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
