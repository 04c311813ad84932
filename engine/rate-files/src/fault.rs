//! What is wrong with a file, and what a person should know about one that is right.

use std::fmt;

/// One thing that keeps a file from being taken, at its line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// From 1; 0 where the fault is the file's as a whole.
    pub line: u32,
    /// The column as the format names it; empty where the whole line is meant.
    pub column: &'static str,
    /// Stable, for programs.
    pub code: &'static str,
    /// A sentence.
    pub detail: String,
}

impl Fault {
    pub fn of_file(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            line: 0,
            column: "",
            code,
            detail: detail.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(out, "{}", self.detail),
            (line, "") => write!(out, "line {line}: {}", self.detail),
            (line, column) => write!(out, "line {line}, column {column}: {}", self.detail),
        }
    }
}

/// Something that does not keep a file from being taken and should be read before it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub line: Option<u32>,
    pub code: &'static str,
    pub detail: String,
}

impl Notice {
    pub fn of_file(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            line: None,
            code,
            detail: detail.into(),
        }
    }

    pub fn at(line: u32, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            code,
            detail: detail.into(),
        }
    }
}
