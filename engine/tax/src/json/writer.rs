//! Typed answers to JSON text: what serde writes for the same types, at a fraction of its weight in
//! the browser. A test holds the two to each other.

use std::borrow::Cow;

use super::text::first_not_plain;
use crate::{Answer, Date};
use money::{Cents, Rate};

/// What can be written as JSON.
pub trait Write {
    fn write(&self, out: &mut String);

    /// Whether a field of this value may be left out.
    fn is_nothing(&self) -> bool {
        false
    }
}

/// A field: a comma and its name in quotes with a colon, whether it is left out where it holds nothing,
/// and its value.
pub type Field<'a> = (&'static str, bool, &'a dyn Write);

pub fn object(out: &mut String, fields: &[Field<'_>]) {
    // The first has no comma before it.
    let mut from = 1;
    out.push('{');
    for (name, may_be_left_out, value) in fields {
        if *may_be_left_out && value.is_nothing() {
            continue;
        }
        out.push_str(name.get(from..).unwrap_or_default());
        from = 0;
        value.write(out);
    }
    out.push('}');
}

/// A string with everything escaped that must be.
pub fn text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, behind)) =
        first_not_plain(rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut letters = behind.chars();
        escaped(out, letters.next().unwrap_or_default());
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

#[cold]
fn escaped(out: &mut String, letter: char) {
    let escape = match letter {
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\0'..='\u{1f}' => {
            out.push_str("\\u00");
            out.push(if letter < '\u{10}' { '0' } else { '1' });
            out.extend(char::from_digit(u32::from(letter) % 16, 16));
            return;
        }
        letter => letter,
    };
    out.push('\\');
    out.push(escape);
}

impl Write for Cents {
    fn write(&self, out: &mut String) {
        out.push('"');
        self.put(out);
        out.push('"');
    }
}

impl Write for Rate {
    fn write(&self, out: &mut String) {
        out.push('"');
        self.put(out);
        out.push('"');
    }
}

impl Write for Date {
    fn write(&self, out: &mut String) {
        let four = usize::from(self.year());
        let (month, day) = (usize::from(self.month()), usize::from(self.day()));
        out.push('"');
        two_digits(out, four / 100);
        two_digits(out, four % 100);
        out.push('-');
        two_digits(out, month);
        out.push('-');
        two_digits(out, day);
        out.push('"');
    }
}

fn two_digits(out: &mut String, number: usize) {
    for digit in [number / 10, number % 10] {
        out.extend(
            u32::try_from(digit)
                .ok()
                .and_then(|digit| char::from_digit(digit, 10)),
        );
    }
}

impl Write for u32 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        text(out, self);
    }
}

impl Write for Cow<'static, str> {
    fn write(&self, out: &mut String) {
        text(out, self);
    }
}

impl Write for Answer {
    fn write(&self, out: &mut String) {
        match self {
            Self::Flag(flag) => flag.write(out),
            Self::Whole(number) => out.push_str(&number.to_string()),
            Self::Text(words) => text(out, words),
        }
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        list(out, &mut self.iter().map(|item| -> &dyn Write { item }));
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

/// A list; one loop for lists of everything.
fn list(out: &mut String, items: &mut dyn Iterator<Item = &dyn Write>) {
    let mut before = '[';
    for item in items {
        out.push(before);
        before = ',';
        item.write(out);
    }
    if before == '[' {
        out.push('[');
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use super::text;

    /// Every letter that must be escaped (RFC 8259, section 7), at every place within eight bytes.
    #[test]
    fn everything_is_escaped_that_must_be() {
        for before in 0..20 {
            for letter in ('\0'..='\u{ff}').chain(['€', '🚗', '\u{2028}']) {
                let plain = format!("{}{letter}é\"{letter}", "x".repeat(before));
                let mut out = String::new();
                text(&mut out, &plain);
                assert_eq!(
                    serde_json::from_str::<String>(&out).ok(),
                    Some(plain.clone())
                );
                assert_eq!(out, serde_json::to_string(&plain).expect("text"));
            }
        }
    }
}
