//! The notifications service as a program of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    platform::host::main(notifications::service())
}
