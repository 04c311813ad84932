//! Makes constant tables of the rule files and binary side tables of the rates, ZIPs and texts.
//!
//! Shared by the build script and by the tests of the checker: a rule file with a parameter that has no
//! citation, dates that overlap or leave a gap, or a word that no mechanism knows, stops the build
//! with file, line and reason.

pub mod check;
pub mod conditions;
pub mod days;
pub mod document;
pub mod emit;
pub mod literals;
pub mod part_keys;
pub mod rates;
pub mod tax_keys;
pub mod texts;
pub mod words;
pub mod zips;

use std::fmt;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    pub line: usize,
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// A rule file that passed every check.
pub struct Checked {
    pub file: String,
    pub text: String,
    pub document: document::Document,
}

/// Reads and checks one rule file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_rules(file: &str, text: &str) -> Result<Checked, Vec<Problem>> {
    let document: document::Document = toml::from_str(text).map_err(|error| {
        vec![Problem {
            file: file.into(),
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            reason: error.message().into(),
        }]
    })?;
    let problems = check::check(file, text, &document);
    if problems.is_empty() {
        Ok(Checked {
            file: file.into(),
            text: text.into(),
            document,
        })
    } else {
        Err(problems)
    }
}

/// The line, counted from 1, of a byte offset.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(offset)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}
