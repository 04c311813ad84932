//! Periods of one place: in order, without overlap, and added up.

use money::Rate;
use tax::Date;

use crate::fault::{Fault, Notice};

/// A rate from a day to a day, both included; days without bounds are the least and the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: i32,
    pub to: i32,
    pub rate: Rate,
    pub line: u32,
}

pub const ALWAYS: i32 = i32::MIN;
pub const OPEN: i32 = i32::MAX;

impl Span {
    pub fn of(from: Option<Date>, to: Option<Date>, rate: Rate, line: u32) -> Self {
        Self {
            from: from.map_or(ALWAYS, Date::day_number),
            to: to.map_or(OPEN, Date::day_number),
            rate,
            line,
        }
    }

    pub fn first(&self) -> Option<Date> {
        (self.from != ALWAYS).then(|| Date::from_day_number(self.from))
    }

    pub fn last(&self) -> Option<Date> {
        (self.to != OPEN).then(|| Date::from_day_number(self.to))
    }
}

/// Puts periods in order. Two that meet on one day are told apart by the later one; those that share more are faults.
pub fn ordered(
    mut spans: Vec<Span>,
    place: &str,
    faults: &mut Vec<Fault>,
    notices: &mut Vec<Notice>,
) -> Vec<Span> {
    spans.sort_by_key(|span| (span.from, span.to));
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let Some(before) = out.last_mut() else {
            out.push(span);
            continue;
        };
        if span.from > before.to {
            if before.rate == span.rate && before.to != OPEN && before.to + 1 == span.from {
                before.to = span.to;
            } else {
                out.push(span);
            }
        } else if before.rate == span.rate {
            before.to = before.to.max(span.to);
        } else if span.from == before.to && span.from > before.from {
            notices.push(Notice::at(
                span.line,
                "shared_day",
                format!(
                    "{place}: line {} ends on the day on which line {} begins; the later one is taken for that day",
                    before.line, span.line
                ),
            ));
            before.to = span.from - 1;
            out.push(span);
        } else {
            faults.push(Fault {
                line: span.line,
                column: "begin date",
                code: "overlapping_dates",
                detail: format!(
                    "{place} has {} % here and {} % in line {} for the same days",
                    span.rate.to_percent_text(),
                    before.rate.to_percent_text(),
                    before.line
                ),
            });
        }
    }
    out
}

/// What two levels bear together, day by day; where only one holds, that one alone.
pub fn sum(own: &[Span], below: &[Span]) -> Vec<Span> {
    let mut starts: Vec<i32> = Vec::new();
    for span in own.iter().chain(below) {
        starts.push(span.from);
        if span.to != OPEN {
            starts.push(span.to + 1);
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let at = |spans: &[Span], day: i32| {
        spans
            .iter()
            .find(|span| span.from <= day && day <= span.to)
            .copied()
    };
    let mut out: Vec<Span> = Vec::new();
    for (index, from) in starts.iter().enumerate() {
        let to = starts.get(index + 1).map_or(OPEN, |next| next - 1);
        let (one, other) = (at(own, *from), at(below, *from));
        let Some(line) = one.or(other).map(|span| span.line) else {
            continue;
        };
        let rate = |span: Option<Span>| span.map_or(Rate::ZERO, |span| span.rate);
        let span = Span {
            from: *from,
            to,
            rate: rate(one) + rate(other),
            line,
        };
        match out.last_mut() {
            Some(before)
                if before.rate == span.rate && before.to != OPEN && before.to + 1 == span.from =>
            {
                before.to = span.to;
            }
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{OPEN, Span, ordered, sum};
    use money::Rate;

    fn span(from: i32, to: i32, points: i64) -> Span {
        Span {
            from,
            to,
            rate: Rate::basis_points(points),
            line: 1,
        }
    }

    #[test]
    fn levels_are_added_day_by_day() {
        // The county 1 % throughout and 1.5 % from day 20, the city 0.5 % until day 9 and 1 % from day 10.
        let city = [span(0, 9, 50), span(10, OPEN, 100)];
        let county = [span(0, 19, 100), span(20, OPEN, 150)];
        let whole: Vec<(i32, i32, Rate)> = sum(&city, &county)
            .iter()
            .map(|span| (span.from, span.to, span.rate))
            .collect();
        let points = Rate::basis_points;
        assert_eq!(
            whole,
            [
                (0, 9, points(150)),
                (10, 19, points(200)),
                (20, OPEN, points(250))
            ]
        );
    }

    #[test]
    fn one_shared_day_is_the_later_ones_and_more_is_a_fault() {
        let (mut faults, mut notices) = (Vec::new(), Vec::new());
        let touching = vec![span(10, OPEN, 50), span(0, 10, 0)];
        let put = ordered(touching, "Oneida", &mut faults, &mut notices);
        assert_eq!((put[0].to, put[1].from), (9, 10));
        assert_eq!((faults.len(), notices[0].code), (0, "shared_day"));
        ordered(
            vec![span(0, 11, 0), span(10, OPEN, 50)],
            "Oneida",
            &mut faults,
            &mut notices,
        );
        assert_eq!(faults[0].code, "overlapping_dates");
    }
}
