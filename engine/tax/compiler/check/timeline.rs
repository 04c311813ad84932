//! The days of parameters: each within its file, none of them open, none said twice.

use std::ops::Range;

use toml::Spanned;

use super::Checker;
use crate::compiler::days::{OPEN, day, iso, span};
use crate::compiler::document::{Dated, When};
use crate::compiler::line_of;
use crate::compiler::words::ByWord;

/// A stretch of days with the line that it stands on.
pub struct Stretch {
    pub from: u16,
    pub to: u16,
    pub line: usize,
    pub conditional: bool,
    pub by: ByWord,
}

impl Checker<'_> {
    pub fn speaks(&self) -> (u16, u16) {
        (
            day(*self.document.from.get_ref()).unwrap_or(0),
            day(*self.document.to.get_ref()).unwrap_or(OPEN),
        )
    }

    /// Checks dates, citation and conditions of one parameter.
    pub fn parameter(&mut self, at: &Range<usize>, one: &dyn Dated, when: &When) -> Stretch {
        let (cite, verified, note) = one.source();
        self.cited(at, cite);
        if !verified && note.is_none_or(|note| note.trim().is_empty()) {
            self.problem(
                at,
                "is not verified and does not say in a note what is uncertain",
            );
        }
        self.conditions(at, when);
        let (from, to) = match span(one.dates().0, one.dates().1) {
            Ok(days) => days,
            Err(reason) => {
                self.problem(at, reason);
                (0, OPEN)
            }
        };
        if from > to {
            self.problem(
                at,
                format!("ends {} before it begins {}", iso(to), iso(from)),
            );
        }
        Stretch {
            from,
            to,
            line: line_of(self.text, at.start),
            conditional: !when.is_empty(),
            by: one.by().unwrap_or(self.document.by),
        }
    }

    /// Unconditional parameters may neither overlap nor leave a day of the file open; conditional
    /// ones stand before them and only narrow.
    pub fn timeline(&mut self, what: &str, stretches: &[Stretch], must_cover: bool, line: usize) {
        let mut plain: Vec<&Stretch> = stretches.iter().filter(|one| !one.conditional).collect();
        plain.sort_by_key(|one| one.from);
        for pair in plain.windows(2) {
            if pair[1].from <= pair[0].to {
                self.problem_on(
                    pair[1].line,
                    format!(
                        "{what}: {} overlaps the value of line {}",
                        iso(pair[1].from),
                        pair[0].line
                    ),
                );
            }
        }
        self.by_one_date(what, &plain);
        if must_cover {
            self.covers(what, &plain, line);
        }
    }

    pub fn by_one_date(&mut self, what: &str, plain: &[&Stretch]) {
        if let Some(other) = plain.iter().find(|one| one.by != plain[0].by) {
            self.problem_on(
                other.line,
                format!(
                    "{what}: goes by {:?} and line {} by {:?}; one thing goes by one date",
                    other.by, plain[0].line, plain[0].by
                ),
            );
        }
    }

    /// Stretches in the order in which they begin leave no day of the file open.
    pub fn covers(&mut self, what: &str, plain: &[&Stretch], line: usize) {
        let (first, last) = self.speaks();
        let mut open = first;
        for one in plain {
            if one.from > open {
                break;
            }
            open = open.max(one.to.saturating_add(1));
        }
        if open <= last {
            self.problem_on(line, format!("{what}: nothing is said for {}", iso(open)));
        }
    }

    pub fn covered<T: Dated>(
        &mut self,
        what: &str,
        list: &[Spanned<T>],
        when: impl Fn(&T) -> &When,
    ) {
        let mut stretches = Vec::new();
        for one in list {
            stretches.push(self.parameter(&one.span(), one.get_ref(), when(one.get_ref())));
        }
        self.timeline(
            what,
            &stretches,
            true,
            stretches.first().map_or(1, |one| one.line),
        );
    }
}
