//! A typed value from a JSON tree with every fault at once, each at the pointer of its field.
//!
//! The services read the same types through serde, which stops at the first fault and, in the browser,
//! would weigh more than the rest of the engine. A test holds the two to each other.

use std::collections::BTreeMap;

use money::{Cents, DecimalError, Rate};
use tax::{Answer, Date, Fault};

use crate::text::{Json, NotJson, parse};

/// What can be read from JSON.
pub(crate) trait Read: Sized {
    /// The value, or nothing after `reader` has been told what is wrong.
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self>;
}

/// The whole text as one value, or every fault of it.
pub(crate) fn read<T: Read>(text: &str) -> Result<T, Vec<Fault>> {
    let json = parse(text).map_err(|error| vec![not_json(text, error)])?;
    let mut reader = Reader::default();
    match T::read(&json, &mut reader) {
        Some(value) if reader.faults.is_empty() => Ok(value),
        _ => Err(reader.faults),
    }
}

fn not_json(text: &str, error: NotJson) -> Fault {
    let before = &text.as_bytes()[..error.at.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count()
        + 1;
    Fault {
        pointer: String::new(),
        code: "not_json".into(),
        detail: format!("line {line}, column {column}: expected {}", error.expected),
    }
}

/// Where the reading stands, and what it has found wrong.
#[derive(Default)]
pub(crate) struct Reader {
    pointer: String,
    faults: Vec<Fault>,
}

impl Reader {
    /// Tells that the value at hand is wrong.
    pub fn fault<T>(&mut self, code: &'static str, detail: impl Into<String>) -> Option<T> {
        self.faults.push(Fault {
            pointer: self.pointer.clone(),
            code: code.into(),
            detail: detail.into(),
        });
        None
    }

    fn expected<T>(&mut self, what: &str) -> Option<T> {
        self.fault("wrong_type", format!("must be {what}"))
    }

    /// Reads below the value at hand.
    fn below<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let length = self.pointer.len();
        self.step(name);
        let value = read(self);
        self.pointer.truncate(length);
        value
    }

    fn step(&mut self, name: &str) {
        self.pointer.push('/');
        for letter in name.chars() {
            match letter {
                '~' => self.pointer.push_str("~0"),
                '/' => self.pointer.push_str("~1"),
                letter => self.pointer.push(letter),
            }
        }
    }
}

/// An object whose fields are known by name.
pub(crate) struct Fields<'a, 'b, 'c> {
    fields: &'a [(std::borrow::Cow<'b, str>, Json<'b>)],
    reader: &'c mut Reader,
}

impl<'a, 'b, 'c> Fields<'a, 'b, 'c> {
    /// Opens an object; a field that is not among `known`, or stands twice, is a fault.
    pub fn open(
        json: &'a Json<'b>,
        reader: &'c mut Reader,
        known: &[&str],
    ) -> Option<Fields<'a, 'b, 'c>> {
        let Json::Object(fields) = json else {
            return reader.expected("an object");
        };
        for (at, (name, _)) in fields.iter().enumerate() {
            let twice = fields[..at].iter().any(|(other, _)| other == name);
            let (code, detail) = match (known.contains(&name.as_ref()), twice) {
                (false, _) => ("unknown_field", "is no field of this"),
                (true, true) => ("duplicate", "stands here twice"),
                (true, false) => continue,
            };
            reader.below(name, |reader| reader.fault::<()>(code, detail));
        }
        Some(Fields { fields, reader })
    }

    /// The value of a field; `null` and an absent field are the same.
    fn given(&self, name: &str) -> Option<&'a Json<'b>> {
        let found = self.fields.iter().find(|(other, _)| other == name);
        found
            .map(|(_, json)| json)
            .filter(|json| **json != Json::Null)
    }

    pub fn required<T: Read>(&mut self, name: &str) -> Option<T> {
        match self.given(name) {
            Some(json) => self.reader.below(name, |reader| T::read(json, reader)),
            None => self
                .reader
                .below(name, |reader| reader.fault("missing", "is required")),
        }
    }

    pub fn optional<T: Read>(&mut self, name: &str) -> Option<Option<T>> {
        match self.given(name) {
            Some(json) => self
                .reader
                .below(name, |reader| T::read(json, reader))
                .map(Some),
            None => Some(None),
        }
    }

    /// The type's nothing where the field is absent.
    pub fn or_nothing<T: Read + Default>(&mut self, name: &str) -> Option<T> {
        self.optional(name).map(Option::unwrap_or_default)
    }
}

/// The place of a word among those that a field may have.
pub(crate) fn one_of(json: &Json<'_>, reader: &mut Reader, words: &[&str]) -> Option<usize> {
    let Json::Text(text) = json else {
        return reader.expected("text");
    };
    match words.iter().position(|word| word == text) {
        Some(at) => Some(at),
        None => reader.fault(
            "unknown_word",
            format!("must be one of {}", words.join(", ")),
        ),
    }
}

fn decimal<T>(
    json: &Json<'_>,
    reader: &mut Reader,
    read: impl FnOnce(&str) -> Result<T, DecimalError>,
) -> Option<T> {
    let text = match json {
        Json::Number(text) => text,
        Json::Text(text) => text.as_ref(),
        _ => return reader.expected("a decimal number such as \"35000.00\""),
    };
    match read(text) {
        Ok(value) => Some(value),
        Err(error) => reader.fault("bad_number", error.to_string()),
    }
}

impl Read for Cents {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        decimal(json, reader, str::parse)
    }
}

impl Read for Rate {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        decimal(json, reader, str::parse)
    }
}

impl Read for Date {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        let Json::Text(text) = json else {
            return reader.expected("a date such as \"2026-11-21\"");
        };
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => reader.fault("bad_date", error.to_string()),
        }
    }
}

impl Read for String {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        match json {
            Json::Text(text) => Some(text.clone().into_owned()),
            _ => reader.expected("text"),
        }
    }
}

impl Read for bool {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        match json {
            Json::Flag(flag) => Some(*flag),
            _ => reader.expected("true or false"),
        }
    }
}

impl Read for u32 {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        let Json::Number(text) = json else {
            return reader.expected("a whole number");
        };
        match text.parse() {
            Ok(number) => Some(number),
            Err(_) => reader.expected("a whole number from 0 to 4294967295"),
        }
    }
}

impl Read for u16 {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        match Self::try_from(u32::read(json, reader)?) {
            Ok(number) => Some(number),
            Err(_) => reader.expected("a whole number from 0 to 65535"),
        }
    }
}

impl Read for Answer {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        let whole = |text: &str| text.parse().ok().map(Self::Whole);
        let answer = match json {
            Json::Flag(flag) => Some(Self::Flag(*flag)),
            Json::Number(text) => whole(text),
            Json::Text(text) => Some(Self::Text(text.clone().into_owned())),
            _ => None,
        };
        match answer {
            None => reader.expected("true, false, a whole number, or text"),
            answer => answer,
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        let Json::List(items) = json else {
            return reader.expected("a list");
        };
        let read: Vec<T> = items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| reader.below(&at.to_string(), |reader| T::read(item, reader)))
            .collect();
        (read.len() == items.len()).then_some(read)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Option<Self> {
        let Json::Object(fields) = json else {
            return reader.expected("an object");
        };
        let mut read = Self::new();
        for (name, json) in fields {
            if let Some(value) = reader.below(name, |reader| T::read(json, reader)) {
                read.insert(name.clone().into_owned(), value);
            }
        }
        Some(read)
    }
}
