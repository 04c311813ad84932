//! `autolytiq settings`: every setting, what it is now, where that came from and what it means.

use std::process::ExitCode;

use platform::host::{StartError, exit_code};
use platform::settings::Settings;

/// Prints them, or every fault in them.
pub fn list() -> ExitCode {
    exit_code(Settings::load().map_err(StartError::from).map(|settings| {
        println!("{:<24} {:<40} {:<12} meaning", "setting", "value", "from");
        for each in settings.describe() {
            println!(
                "{:<24} {:<40} {:<12} {}",
                each.name, each.value, each.source, each.about
            );
        }
    }))
}
