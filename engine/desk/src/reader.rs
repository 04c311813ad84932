//! A typed value from a JSON tree with every fault at once, each at the pointer of its field.
//!
//! The services read the same types through serde, which stops at the first fault and, in the browser,
//! would weigh more than the rest of the engine. A test holds the two to each other.

use std::borrow::Cow;
use std::collections::BTreeMap;

use money::{Cents, DecimalError, Rate};
use tax::{Answer, Date, Fault};

use crate::text::{Json, NotJson, parse};

/// What can be read from JSON. A value that is wrong is reported to the reader, and something of the
/// type stands in for it: nothing that has a fault ever leaves [`read`].
pub(crate) trait Read: Sized {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self;
}

/// The whole text as one value, or every fault of it.
pub(crate) fn read<T: Read>(text: &str) -> Result<T, Vec<Fault>> {
    let json = parse(text).map_err(|error| vec![not_json(text, error)])?;
    let mut reader = Reader::default();
    let value = T::read(&json, &mut reader);
    if reader.faults.is_empty() {
        Ok(value)
    } else {
        Err(reader.faults)
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
    /// Above zero while stand-ins are made below a value that was reported already.
    muted: u32,
}

/// What [`Reader::enter`] found, for [`Reader::leave`].
#[derive(Clone, Copy)]
struct Entered {
    length: usize,
    muted: u32,
}

impl Reader {
    /// Tells that the value at hand is wrong.
    pub fn fault(&mut self, code: &'static str, detail: String) {
        if self.muted == 0 {
            self.faults.push(Fault {
                pointer: self.pointer.clone(),
                code: code.into(),
                detail,
            });
        }
    }

    fn expected(&mut self, what: &'static str) {
        self.fault("wrong_type", sentence("must be ", [what].into_iter()));
    }

    /// Goes below the value at hand.
    fn enter(&mut self, name: &str) -> Entered {
        let before = Entered {
            length: self.pointer.len(),
            muted: self.muted,
        };
        self.pointer.push('/');
        for letter in name.chars() {
            match letter {
                '~' => self.pointer.push_str("~0"),
                '/' => self.pointer.push_str("~1"),
                letter => self.pointer.push(letter),
            }
        }
        before
    }

    fn leave(&mut self, before: Entered) {
        self.pointer.truncate(before.length);
        self.muted = before.muted;
    }
}

/// An object whose fields are known by name.
pub(crate) struct Fields<'a, 'b, 'c> {
    fields: &'a [(Cow<'b, str>, Json<'b>)],
    reader: &'c mut Reader,
    muted: u32,
}

impl<'a, 'b, 'c> Fields<'a, 'b, 'c> {
    /// Opens an object; a field that is not among `known`, or stands twice, is a fault.
    pub fn open(json: &'a Json<'b>, reader: &'c mut Reader, known: &[&str]) -> Self {
        let muted = reader.muted;
        let fields = match json {
            Json::Object(fields) => fields.as_slice(),
            _ => {
                reader.expected("an object");
                reader.muted += 1;
                &[]
            }
        };
        for (at, (name, _)) in fields.iter().enumerate() {
            let twice = fields[..at].iter().any(|(other, _)| other == name);
            let (code, detail) = match (known.contains(&name.as_ref()), twice) {
                (false, _) => ("unknown_field", "is no field of this"),
                (true, true) => ("duplicate", "stands here twice"),
                (true, false) => continue,
            };
            let before = reader.enter(name);
            reader.fault(code, detail.into());
            reader.leave(before);
        }
        Self {
            fields,
            reader,
            muted,
        }
    }

    /// The object has been read.
    pub fn close(self) {
        self.reader.muted = self.muted;
    }

    /// The value of a field; `null` and an absent field are the same.
    fn given(&self, name: &str) -> &'a Json<'b> {
        let found = self.fields.iter().find(|(other, _)| other == name);
        found.map_or(&Json::Null, |(_, json)| json)
    }

    pub fn required<T: Read>(&mut self, name: &str) -> T {
        let json = self.given(name);
        let before = self.reader.enter(name);
        if *json == Json::Null {
            self.reader.fault("missing", "is required".into());
            self.reader.muted += 1;
        }
        let value = T::read(json, self.reader);
        self.reader.leave(before);
        value
    }

    pub fn optional<T: Read>(&mut self, name: &str) -> Option<T> {
        let json = self.given(name);
        if *json == Json::Null {
            return None;
        }
        let before = self.reader.enter(name);
        let value = T::read(json, self.reader);
        self.reader.leave(before);
        Some(value)
    }

    /// The type's nothing where the field is absent.
    pub fn or_nothing<T: Read + Default>(&mut self, name: &str) -> T {
        self.optional(name).unwrap_or_default()
    }
}

/// The place of a word among those that a field may have; the first stands in for a wrong one.
pub(crate) fn one_of(json: &Json<'_>, reader: &mut Reader, words: &[&'static str]) -> usize {
    let Json::Text(text) = json else {
        reader.expected("text");
        return 0;
    };
    words
        .iter()
        .position(|word| word == text)
        .unwrap_or_else(|| {
            let detail = sentence("must be one of ", words.iter().copied());
            reader.fault("unknown_word", detail);
            0
        })
}

/// `start` and the words, with commas between them.
fn sentence(start: &str, words: impl Iterator<Item = &'static str>) -> String {
    let mut text = String::from(start);
    for (at, word) in words.enumerate() {
        text.push_str(if at > 0 { ", " } else { "" });
        text.push_str(word);
    }
    text
}

/// The text of a number, be it written as a number or as text.
fn number<'a>(json: &'a Json<'_>, reader: &mut Reader) -> Option<&'a str> {
    match json {
        Json::Number(text) => Some(text),
        Json::Text(text) => Some(text),
        _ => {
            reader.expected("a decimal number such as \"35000.00\"");
            None
        }
    }
}

fn or_bad_number<T: Default>(read: Result<T, DecimalError>, reader: &mut Reader) -> T {
    read.unwrap_or_else(|error| {
        reader.fault("bad_number", error.to_string());
        T::default()
    })
}

impl Read for Cents {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        match number(json, reader) {
            Some(text) => or_bad_number(text.parse(), reader),
            None => Self::ZERO,
        }
    }
}

impl Read for Rate {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        match number(json, reader) {
            Some(text) => or_bad_number(text.parse(), reader),
            None => Self::ZERO,
        }
    }
}

impl Read for Date {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        let Json::Text(text) = json else {
            reader.expected("a date such as \"2026-11-21\"");
            return Self::FIRST;
        };
        text.parse().unwrap_or_else(|error: tax::NotADate| {
            reader.fault("bad_date", error.to_string());
            Self::FIRST
        })
    }
}

impl Read for String {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        match json {
            Json::Text(text) => text.as_ref().into(),
            _ => {
                reader.expected("text");
                Self::new()
            }
        }
    }
}

impl Read for bool {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        match json {
            Json::Flag(flag) => *flag,
            _ => {
                reader.expected("true or false");
                false
            }
        }
    }
}

impl Read for u32 {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        let whole = match json {
            Json::Number(text) => text.parse().ok(),
            _ => None,
        };
        whole.unwrap_or_else(|| {
            reader.expected("a whole number from 0 to 4294967295");
            0
        })
    }
}

impl Read for u16 {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        Self::try_from(u32::read(json, reader)).unwrap_or_else(|_| {
            reader.expected("a whole number from 0 to 65535");
            0
        })
    }
}

impl Read for Answer {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        let answer = match json {
            Json::Flag(flag) => Some(Self::Flag(*flag)),
            Json::Number(text) => text.parse().ok().map(Self::Whole),
            Json::Text(text) => Some(Self::Text(text.as_ref().into())),
            _ => None,
        };
        answer.unwrap_or_else(|| {
            reader.expected("true, false, a whole number, or text");
            Self::Flag(false)
        })
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        let mut read = Self::new();
        items(json, reader, &mut |item, reader| {
            read.push(T::read(item, reader))
        });
        read
    }
}

/// Each item of a list; one loop for lists of everything.
fn items(json: &Json<'_>, reader: &mut Reader, read: &mut dyn FnMut(&Json<'_>, &mut Reader)) {
    let Json::List(items) = json else {
        return reader.expected("a list");
    };
    for (at, item) in items.iter().enumerate() {
        let before = reader.enter(&at.to_string());
        read(item, reader);
        reader.leave(before);
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(json: &Json<'_>, reader: &mut Reader) -> Self {
        let mut read = Self::new();
        let Json::Object(fields) = json else {
            reader.expected("an object");
            return read;
        };
        for (name, json) in fields {
            let before = reader.enter(name);
            read.insert(name.as_ref().into(), T::read(json, reader));
            reader.leave(before);
        }
        read
    }
}
