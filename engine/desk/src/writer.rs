//! Typed answers to JSON text: what serde writes for the same types, at a fraction of its weight in
//! the browser. A test holds the two to each other.

use std::borrow::Cow;

use money::{Cents, Rate};
use tax::{Answer, Date};

/// What can be written as JSON.
pub(crate) trait Write {
    fn write(&self, out: &mut String);

    /// Whether a field of this value may be left out.
    fn is_nothing(&self) -> bool {
        false
    }
}

/// A field: its name, whether it is left out where it holds nothing, and its value.
pub(crate) type Field<'a> = (&'static str, bool, &'a dyn Write);

pub(crate) fn object(out: &mut String, fields: &[Field<'_>]) {
    let mut before = '{';
    for (name, may_be_left_out, value) in fields {
        if *may_be_left_out && value.is_nothing() {
            continue;
        }
        out.push(before);
        before = ',';
        text(out, name);
        out.push(':');
        value.write(out);
    }
    if before == '{' {
        out.push('{');
    }
    out.push('}');
}

/// A string with everything escaped that must be.
pub(crate) fn text(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        let escape = match letter {
            '"' => '"',
            '\\' => '\\',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..='\u{1f}' => {
                out.push_str("\\u00");
                out.push(if letter < '\u{10}' { '0' } else { '1' });
                out.extend(char::from_digit(u32::from(letter) % 16, 16));
                continue;
            }
            letter => {
                out.push(letter);
                continue;
            }
        };
        out.push('\\');
        out.push(escape);
    }
    out.push('"');
}

fn quoted(out: &mut String, plain: &str) {
    out.push('"');
    out.push_str(plain);
    out.push('"');
}

impl Write for Cents {
    fn write(&self, out: &mut String) {
        quoted(out, &self.to_text());
    }
}

impl Write for Rate {
    fn write(&self, out: &mut String) {
        quoted(out, &self.to_text());
    }
}

impl Write for Date {
    fn write(&self, out: &mut String) {
        quoted(out, &self.to_string());
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
