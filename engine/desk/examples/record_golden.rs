//! `record_golden`: what of the recorded figures this build changes. `record_golden --record` keeps them as they are
//! now; whoever does so says in the commit why.

#[path = "../tests/common/golden.rs"]
mod golden;

use std::process::ExitCode;

use golden::{differences, folder, kept, recorded};

fn main() -> ExitCode {
    let record = std::env::args().any(|argument| argument == "--record");
    let mut changed = Vec::new();
    let mut lines = String::new();
    for (number, one) in recorded().iter().enumerate() {
        let now = kept(&one.deal);
        let at = format!("deal {} {}", number + 1, one.deal.places.registration.state);
        differences(&at, &one.kept, &now, &mut changed);
        lines.push_str(&now.to_string());
        lines.push('\n');
    }
    for line in &changed {
        println!("{line}");
    }
    println!("{} figures are others", changed.len());
    if !record {
        return ExitCode::from(u8::from(!changed.is_empty()));
    }
    match std::fs::write(folder().join("figures.jsonl"), lines) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
