//! What a backslash stands for in a JSON string.

use super::text::NotJson;

/// A string whose escapes were looked at before.
pub fn without_escapes(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        rest = escaped;
        if let Ok((letter, length)) = escape(escaped) {
            text.push(letter);
            rest = escaped.get(length..).unwrap_or_default();
        }
    }
    text.push_str(rest);
    text
}

/// The letter behind a backslash, and how much of the text it takes up.
pub fn escape(rest: &str) -> Result<(char, usize), NotJson> {
    let wrong = |at, expected| Err(NotJson { at, expected });
    let letter = match rest.as_bytes().first() {
        None => return wrong(0, "an escape"),
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(rest),
        Some(_) => return wrong(1, "an escape"),
    };
    Ok((letter, 1))
}

/// `uXXXX`, or two of them with a backslash between for a letter beyond the first plane.
fn unicode(rest: &str) -> Result<(char, usize), NotJson> {
    let wrong = |at, expected| Err(NotJson { at, expected });
    let high = four_digits(rest, 1)?;
    let (code, length) = match high {
        0xd800..=0xdbff => {
            if rest.get(5..7) != Some("\\u") {
                return wrong(5, "the second half of a character");
            }
            let low = four_digits(rest, 7)?;
            if !(0xdc00..=0xdfff).contains(&low) {
                return wrong(11, "the second half of a character");
            }
            (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 11)
        }
        code => (code, 5),
    };
    match char::from_u32(code) {
        Some(letter) => Ok((letter, length)),
        None => wrong(length, "a character"),
    }
}

fn four_digits(rest: &str, from: usize) -> Result<u32, NotJson> {
    let mut code = 0;
    for at in from..from + 4 {
        let byte = rest.as_bytes().get(at).copied();
        let digit = byte.and_then(|byte| char::from(byte).to_digit(16));
        code = code * 16
            + digit.ok_or(NotJson {
                at,
                expected: "four hexadecimal digits",
            })?;
    }
    Ok(code)
}
