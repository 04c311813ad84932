//! Comma-separated text (RFC 4180) into cells that know their line.

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

/// The records of a text, empty lines left out. Either line end; a byte order mark is no part of it.
pub(crate) fn records(text: &str) -> Result<Vec<Record>, BadQuote> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut records = Vec::new();
    let mut letters = text.chars().peekable();
    let mut line = 1;
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
            for letter in letters.by_ref() {
                match letter {
                    ',' => {
                        last = false;
                        break;
                    }
                    '\n' => break,
                    '\r' => {}
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
    fn a_quote_that_is_not_closed_is_named() {
        assert_eq!(records("a,b\n1,\"2"), Err(BadQuote { line: 2, column: 2 }));
        assert_eq!(records("a,b\n1\"2,3"), Err(BadQuote { line: 2, column: 1 }));
    }
}
