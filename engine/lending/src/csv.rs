//! Comma-separated text (RFC 4180) into cells that know their line; tabs or semicolons where the first line has those.

/// One line of cells. A quoted cell may hold commas, quotes and line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// Where it begins, from 1.
    pub line: u32,
    pub cells: Vec<String>,
}

/// A quote that is opened and never closed, or stands inside a plain cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadQuote {
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// What stands between the cells: what the first line says or has. Lines that are copied out of a spreadsheet have tabs,
/// and some save theirs with semicolons.
fn separator(first: &str) -> char {
    let has = |letter: &char| first.contains(*letter);
    [',', '\t', ';'].into_iter().find(has).unwrap_or(',')
}

/// The separator that a line `sep=;` before the header names, as some spreadsheets write it, and what follows the line.
fn named_separator(text: &str) -> Option<(char, &str)> {
    let mut after = text.strip_prefix("sep=")?.chars();
    let named = after.next()?;
    let rest = after.as_str();
    let ends = ["\r\n", "\n", "\r"];
    let below = ends.iter().find_map(|end| rest.strip_prefix(end))?;
    Some((named, below))
}

/// The records of a text, empty lines left out. Any line end; a byte order mark is no part of it.
pub(crate) fn records(text: &str) -> Result<Vec<Record>, BadQuote> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_end = |letter| matches!(letter, '\r' | '\n');
    let first = || text.trim_start_matches(is_end).split(is_end).next();
    let (separator, text, mut line) = match named_separator(text) {
        Some((separator, rest)) => (separator, rest, 2),
        None => (separator(first().unwrap_or_default()), text, 1),
    };
    let mut records = Vec::new();
    let mut letters = text.chars().peekable();
    while letters.peek().is_some() {
        let began = line;
        let mut cells = Vec::new();
        loop {
            let column = u32::try_from(cells.len() + 1).unwrap_or(u32::MAX);
            let bad = BadQuote {
                line: began,
                column,
            };
            let mut cell = String::new();
            if letters.peek() == Some(&'"') {
                letters.next();
                loop {
                    match letters.next() {
                        None => return Err(bad),
                        Some('"') if letters.peek() == Some(&'"') => {
                            letters.next();
                            cell.push('"');
                        }
                        Some('"') => break,
                        Some(letter) => {
                            line += u32::from(letter == '\n');
                            cell.push(letter);
                        }
                    }
                }
            }
            let mut last = true;
            while let Some(letter) = letters.next() {
                match letter {
                    letter if letter == separator => {
                        last = false;
                        break;
                    }
                    '\r' => {
                        letters.next_if_eq(&'\n');
                        break;
                    }
                    '\n' => break,
                    '"' => return Err(bad),
                    letter => cell.push(letter),
                }
            }
            cells.push(cell.trim().to_owned());
            if last {
                break;
            }
        }
        line += 1;
        if cells.iter().any(|cell| !cell.is_empty()) {
            records.push(Record { line: began, cells });
        }
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::{BadQuote, Record, records};

    fn record(line: u32, cells: &[&str]) -> Record {
        Record {
            line,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        }
    }

    #[test]
    fn quotes_line_ends_and_empty_lines() {
        let text = "\u{feff}a,b\r\n\r\n\"1,000\", x \r\n\"say \"\"no\"\"\nnow\",\nlast,";
        assert_eq!(
            records(text),
            Ok(vec![
                record(1, &["a", "b"]),
                record(3, &["1,000", "x"]),
                record(4, &["say \"no\"\nnow", ""]),
                record(6, &["last", ""]),
            ])
        );
        assert_eq!(records(""), Ok(Vec::new()));
    }

    #[test]
    fn tabs_semicolons_and_old_line_ends() {
        let plain = records("a,b\n1,\"2,5\"\n");
        assert_eq!(records("a\tb\n1\t2,5\n"), plain);
        assert_eq!(records("a;b\r\n1;2,5\r\n"), plain);
        assert_eq!(records("a,b\r1,\"2,5\"\r"), plain);
        let below = Ok(vec![record(2, &["a", "b"]), record(3, &["1", "2,5"])]);
        assert_eq!(records("sep=;\r\na;b\r\n1;2,5\r\n"), below);
        assert_eq!(records("sep=,\na,b\n1,\"2,5\""), below);
        // A separator of another kind inside a cell stays what it is.
        let kept = Ok(vec![record(1, &["a", "b"]), record(2, &["x;y", "z\tw"])]);
        assert_eq!(records("a,b\nx;y,z\tw"), kept);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_named() {
        assert_eq!(records("a,b\n1,\"2"), Err(BadQuote { line: 2, column: 2 }));
        assert_eq!(records("a,b\n1\"2,3"), Err(BadQuote { line: 2, column: 1 }));
    }
}
