//! Bytes of a file to lines and fields, whatever wrote them.

/// The text of a file: UTF-8 with or without a mark, else the Western code page that older programs write.
pub fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Lines that say something, with their numbers from 1.
pub fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1u32..)
        .zip(text.split('\n'))
        .map(|(number, line)| (number, line.strip_suffix('\r').unwrap_or(line)))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// The fields of one line of comma-separated values; quotes may hold commas, doubled quotes are one.
pub fn fields(line: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            ',' if !quoted => fields.push(std::mem::take(&mut field).trim().to_owned()),
            other => field.push(other),
        }
    }
    fields.push(field.trim().to_owned());
    fields
}

#[cfg(test)]
mod tests {
    use super::{decode, fields, lines};

    #[test]
    fn fields_may_be_quoted() {
        assert_eq!(
            fields(r#"1,"a, b","say ""so""", c "#),
            ["1", "a, b", r#"say "so""#, "c"]
        );
        assert_eq!(fields(",,"), ["", "", ""]);
    }

    #[test]
    fn marks_and_line_ends_of_every_kind_are_read() {
        assert_eq!(decode(b"\xef\xbb\xbfa"), "a");
        assert_eq!(decode(b"Do\xf1a Ana"), "Do\u{f1}a Ana");
        let numbered: Vec<_> = lines("a\r\n\n b").collect();
        assert_eq!(numbered, [(1, "a"), (3, " b")]);
    }
}
