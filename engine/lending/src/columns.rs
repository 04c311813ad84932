//! One line of a rate sheet read cell by cell: by the column's name, with every fault at its column.

use std::str::FromStr;

use money::{Cents, Rate};

use crate::csv::Record;
use crate::import::{FileFault, SheetFile};

/// A kind of rate, and what a figure of it can be. A figure outside was typed in the other unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateColumn {
    /// As a fraction; the same with `_percent` is the column of percentages.
    pub name: &'static str,
    /// Nothing but zero is below this.
    pub least: Rate,
    pub most: Rate,
    /// A factor is no rate: it never stands in percent.
    pub factor: bool,
}

impl RateColumn {
    /// The column's name where its figures are percentages; a factor has none.
    fn by_percent(&self) -> Option<String> {
        (!self.factor).then(|| format!("{}_percent", self.name))
    }
}

/// The header of a file: which column stands where.
pub(crate) struct Header {
    names: Vec<String>,
}

/// Lower case, with one underscore for whatever stands between words, and `%` as `percent`.
fn column_name(text: &str) -> String {
    let spelled = text.replace('%', " percent ").to_lowercase();
    let words: Vec<&str> = spelled
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_")
}

impl Header {
    /// Reads a header; what is unknown, twice there or missing is a fault of its line.
    pub fn read(
        file: SheetFile,
        record: &Record,
        known: &[&str],
        rates: &[RateColumn],
        required: &[&str],
        faults: &mut Vec<FileFault>,
    ) -> Self {
        let names: Vec<String> = record.cells.iter().map(|cell| column_name(cell)).collect();
        let header = Self { names };
        let mut fault = |at: Option<usize>, name: &str, code: &'static str, detail: String| {
            faults.push(FileFault {
                file,
                line: record.line,
                column: at.and_then(|at| u32::try_from(at + 1).ok()),
                name: name.into(),
                code: code.into(),
                detail,
            });
        };
        for (at, name) in header.names.iter().enumerate() {
            let is_rate = rates
                .iter()
                .any(|rate| rate.name == name || rate.by_percent().as_ref() == Some(name));
            if name.is_empty() {
                let detail = "the column has no name: name it, or take it out";
                fault(Some(at), name, "unknown_column", detail.into());
            } else if !known.contains(&name.as_str()) && !is_rate {
                fault(
                    Some(at),
                    name,
                    "unknown_column",
                    format!("there is no column {name}"),
                );
            } else if header.names[..at].contains(name) {
                fault(
                    Some(at),
                    name,
                    "duplicate_column",
                    format!("column {name} is there twice"),
                );
            }
        }
        for name in required {
            let rate = rates.iter().find(|rate| rate.name == *name);
            let percent = rate.and_then(RateColumn::by_percent);
            let in_percent = percent
                .as_ref()
                .is_some_and(|it| header.place(it).is_some());
            if header.place(name).is_none() && !in_percent {
                let detail = match percent {
                    Some(percent) => {
                        format!("needs a column {name} of fractions or {percent} of percentages")
                    }
                    None => format!("needs a column {name}"),
                };
                fault(None, name, "missing_column", detail);
            }
        }
        for rate in rates {
            let Some(percent) = rate.by_percent() else {
                continue;
            };
            if let (Some(_), Some(at)) = (header.place(rate.name), header.place(&percent)) {
                let detail = format!("{} stands beside it: give one of the two", rate.name);
                fault(Some(at), &percent, "two_units", detail);
            }
        }
        header
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| own == name)
    }

    /// The column of a name, from 1; of a rate, in whichever unit it stands.
    pub fn column(&self, name: &str) -> Option<u32> {
        let at = self
            .place(name)
            .or_else(|| self.place(&format!("{name}_percent")))?;
        u32::try_from(at + 1).ok()
    }
}

/// A line that is being read.
pub(crate) struct Line<'a> {
    pub file: SheetFile,
    pub header: &'a Header,
    pub record: &'a Record,
    pub faults: Vec<FileFault>,
}

impl<'a> Line<'a> {
    /// The line, unless it has another number of cells than the header.
    pub fn new(file: SheetFile, header: &'a Header, record: &'a Record) -> Result<Self, FileFault> {
        let (found, expected) = (record.cells.len(), header.names.len());
        if found == expected {
            return Ok(Self {
                file,
                header,
                record,
                faults: Vec::new(),
            });
        }
        Err(FileFault {
            file,
            line: record.line,
            column: None,
            name: String::new(),
            code: "shifted_columns".into(),
            detail: format!(
                "has {found} cells for {expected} columns: a cell is missing, or one has a comma and no quotes"
            ),
        })
    }

    /// Ends the reading. Three wrong cells in one line are hardly three slips.
    pub fn close(mut self) -> Vec<FileFault> {
        let wrong = self.faults.len();
        if wrong >= 3 {
            self.faults.push(FileFault {
                file: self.file,
                line: self.record.line,
                column: None,
                name: String::new(),
                code: "shifted_columns".into(),
                detail: format!("{wrong} cells are not of their columns, which may be shifted"),
            });
        }
        self.faults
    }

    pub fn fault(&mut self, name: &str, code: &'static str, detail: String) {
        self.faults.push(FileFault {
            file: self.file,
            line: self.record.line,
            column: self.header.column(name),
            name: name.into(),
            code: code.into(),
            detail,
        });
    }

    /// The text of a column; nothing where the cell is empty or the file has no such column.
    pub fn given(&self, name: &str) -> Option<&'a str> {
        let at = self.header.place(name)?;
        let cell = self.record.cells.get(at)?;
        (!cell.is_empty()).then_some(cell.as_str())
    }

    fn required<T>(&mut self, name: &str, read: Option<T>, faults_before: usize) -> Option<T> {
        if read.is_none() && self.faults.len() == faults_before {
            self.fault(name, "missing", "is empty".into());
        }
        read
    }

    pub fn text(&mut self, name: &str) -> Option<String> {
        let before = self.faults.len();
        let text = self.given(name).map(str::to_owned);
        self.required(name, text, before)
    }

    pub fn whole<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let text = self.given(name)?;
        let read = ungrouped(text).and_then(|digits| digits.parse().ok());
        if read.is_none() {
            let detail = format!("{text} is not a whole number such as 72");
            self.fault(name, "not_whole", detail);
        }
        read
    }

    pub fn whole_required<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let before = self.faults.len();
        let read = self.whole(name);
        self.required(name, read, before)
    }

    pub fn amount(&mut self, name: &str) -> Option<Cents> {
        let text = self.given(name)?;
        let plain = text.strip_prefix('$').unwrap_or(text);
        let read = ungrouped(plain).and_then(|digits| digits.parse().ok());
        if read.is_none() {
            let detail = format!("{text} is not an amount such as 35000.00");
            self.fault(name, "not_an_amount", detail);
        }
        read
    }

    /// A rate from the column of fractions or that of percentages. A `%` after the figure says which
    /// it is; without one, a figure that its column cannot mean is refused and never guessed.
    pub fn rate(&mut self, column: RateColumn) -> Option<Rate> {
        let (text, in_percent) = match self.given(column.name) {
            Some(text) => (text, false),
            None => (self.given(&column.by_percent()?)?, true),
        };
        let (figure, signed) = match text.strip_suffix('%') {
            Some(figure) => (figure.trim_end(), true),
            None => (text, false),
        };
        let whole = if figure.starts_with('.') {
            format!("0{figure}")
        } else {
            figure.to_owned()
        };
        let Ok(read) = whole.parse::<Rate>() else {
            let detail = format!("{text} is not a rate such as 0.0599");
            self.fault(column.name, "not_a_rate", detail);
            return None;
        };
        if column.factor && (signed || read > column.most) {
            let detail = format!(
                "{text} is no money factor: it is a fraction such as 0.00195, the rate a year in percent over 2400"
            );
            self.fault(column.name, "wrong_unit", detail);
            return None;
        }
        let rate = if in_percent || signed {
            Rate::new(read.get() / 100)
        } else {
            read
        };
        let exact = !(in_percent || signed) || read.get() % 100 == 0;
        if !exact {
            let detail = format!("{text} has more decimals than a rate holds");
            self.fault(column.name, "not_a_rate", detail);
            return None;
        }
        let below = !rate.is_zero() && rate < column.least;
        if below || rate > column.most {
            let (name, most) = (column.name, column.most);
            let detail = match (in_percent || signed, below) {
                (false, false) => format!(
                    "{text} in a column of fractions is over {most}; percentages stand in a column {name}_percent"
                ),
                (false, true) => format!("{text} is under {}", column.least),
                (true, true) => format!(
                    "{text} in a column of percentages is under {} %; fractions stand in a column {name}",
                    column.least.to_percent_text()
                ),
                (true, false) => format!("{text} is over {} %", most.to_percent_text()),
            };
            self.fault(column.name, "wrong_unit", detail);
            return None;
        }
        Some(rate)
    }

    pub fn rate_required(&mut self, column: RateColumn) -> Option<Rate> {
        let before = self.faults.len();
        let read = self.rate(column);
        self.required(column.name, read, before)
    }

    /// Words of a list, with `/`, `|` or `+` between them.
    pub fn words<T>(&mut self, name: &str, known: &[(&str, T)]) -> Vec<T>
    where
        T: Copy,
    {
        let Some(text) = self.given(name) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for word in text.split(['/', '|', '+']) {
            let spelled = column_name(word);
            match known.iter().find(|(own, _)| *own == spelled) {
                Some((_, value)) => found.push(*value),
                None => {
                    let all: Vec<&str> = known.iter().map(|(own, _)| *own).collect();
                    let detail = format!("{} is none of {}", word.trim(), all.join(", "));
                    self.fault(name, "unknown_word", detail);
                }
            }
        }
        found
    }
}

/// Digits without their thousands commas, where the commas stand at the thousands.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, rest) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, format!(".{decimals}")),
        None => (text, String::new()),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    grouped.then(|| format!("{}{rest}", whole.replace(',', "")))
}

#[cfg(test)]
mod tests {
    use super::{column_name, ungrouped};

    #[test]
    fn names_and_numbers_as_people_type_them() {
        assert_eq!(column_name("Buy Rate %"), "buy_rate_percent");
        assert_eq!(column_name(" term-from "), "term_from");
        assert_eq!(ungrouped("35,000.50").as_deref(), Some("35000.50"));
        assert_eq!(ungrouped("1,250,000").as_deref(), Some("1250000"));
        assert_eq!(ungrouped("35,00"), None);
        assert_eq!(ungrouped(",500"), None);
    }
}
