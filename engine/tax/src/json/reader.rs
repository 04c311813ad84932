//! A typed value from a JSON tree with every fault at once, each at the pointer of its field.
//!
//! The services read the same types through serde, which stops at the first fault and, in the browser,
//! would weigh more than the rest of the engine. A test holds the two to each other.

use std::collections::BTreeMap;

use money::{Cents, DecimalError, Rate};

use super::text::{Json, Kind, NotJson, Tape};
use crate::{Answer, Date, Fault, NotADate};

/// More fields than any type has.
const MOST_FIELDS: usize = 32;

/// What can be read from JSON. A value that is wrong is reported to the reader, and something of the
/// type stands in for it: nothing that has a fault ever leaves [`read`].
pub trait Read: Sized {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self;
}

/// The whole text as one value.
///
/// # Errors
/// Every fault of it.
pub fn read<T: Read>(text: &str) -> Result<T, Vec<Fault>> {
    let tape = Tape::parse(text).map_err(|error| vec![not_json(text, error)])?;
    let mut reader = Reader::default();
    let value = T::read(tape.whole(), &mut reader);
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

/// One step on the way from the whole to the value at hand.
#[derive(Clone, Copy)]
enum Step<'t> {
    Field(&'static str),
    /// A field by the name that the text gives it.
    Named(Json<'t>),
    Item(usize),
}

/// Where the reading stands, and what it has found wrong.
#[derive(Default)]
pub struct Reader<'t> {
    way: Vec<Step<'t>>,
    faults: Vec<Fault>,
    /// Above zero while stand-ins are made below a value that was reported already.
    muted: u32,
}

impl<'t> Reader<'t> {
    /// Tells that the value at hand is wrong.
    #[cold]
    pub fn fault(&mut self, code: &'static str, detail: String) {
        if self.muted == 0 {
            self.faults.push(Fault {
                pointer: self.pointer(),
                code: code.into(),
                detail,
            });
        }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.way {
            pointer.push('/');
            match step {
                Step::Field(name) => pointer.push_str(name),
                Step::Named(name) => {
                    for letter in name.text().unwrap_or_default().chars() {
                        match letter {
                            '~' => pointer.push_str("~0"),
                            '/' => pointer.push_str("~1"),
                            letter => pointer.push(letter),
                        }
                    }
                }
                Step::Item(at) => pointer.push_str(&at.to_string()),
            }
        }
        pointer
    }

    #[cold]
    fn expected(&mut self, what: &'static str) {
        self.fault("wrong_type", sentence("must be ", [what].into_iter()));
    }

    /// Reads a value one step below the one at hand.
    fn below<T: Read>(&mut self, step: Step<'t>, json: Json<'t>) -> T {
        let muted = self.muted;
        self.way.push(step);
        let value = T::read(json, self);
        self.way.pop();
        self.muted = muted;
        value
    }

    /// Tells that a value one step below the one at hand is wrong.
    #[cold]
    fn fault_below(&mut self, step: Step<'t>, code: &'static str, detail: &str) {
        self.way.push(step);
        self.fault(code, detail.into());
        self.way.pop();
    }
}

/// An object whose fields are known by name; they are asked for in the order of the names.
pub struct Fields<'t, 'c> {
    object: Json<'t>,
    reader: &'c mut Reader<'t>,
    known: &'static [&'static str],
    /// Where the value of each known field stands; 0 where it is absent.
    places: [u32; MOST_FIELDS],
    next: usize,
    muted: u32,
}

impl<'t, 'c> Fields<'t, 'c> {
    /// Opens an object; a field that is not among `known`, or stands twice, is a fault.
    pub fn open(
        object: Json<'t>,
        reader: &'c mut Reader<'t>,
        known: &'static [&'static str],
    ) -> Self {
        let muted = reader.muted;
        let mut places = [0; MOST_FIELDS];
        if object.kind() == Kind::Object {
            // Fields mostly stand in the order of the type.
            let mut likely = 0;
            for (name, value) in object.fields() {
                let place = name.text().and_then(|name| {
                    let behind = (likely..known.len()).chain(0..likely);
                    behind.into_iter().find(|at| known[*at] == name)
                });
                match place.and_then(|at| places.get_mut(at).map(|slot| (at, slot))) {
                    Some((at, slot)) if *slot == 0 => {
                        *slot = u32::try_from(value.place()).unwrap_or(0);
                        likely = at + 1;
                    }
                    Some(_) => {
                        reader.fault_below(Step::Named(name), "duplicate", "stands here twice");
                    }
                    None => {
                        let step = Step::Named(name);
                        reader.fault_below(step, "unknown_field", "is no field of this");
                    }
                }
            }
        } else {
            reader.expected("an object");
            reader.muted += 1;
        }
        Self {
            object,
            reader,
            known,
            places,
            next: 0,
            muted,
        }
    }

    /// The object has been read.
    pub fn close(self) {
        self.reader.muted = self.muted;
    }

    /// The name of the next field and its value; `null` and an absent field are the same.
    fn given(&mut self) -> (&'static str, Option<Json<'t>>) {
        let at = self.next;
        self.next += 1;
        let name = self.known.get(at).copied().unwrap_or_default();
        let place = self.places.get(at).copied().unwrap_or(0);
        let json = self.object.sibling(place as usize);
        (name, (place > 0 && !json.is_null()).then_some(json))
    }

    pub fn required<T: Read>(&mut self) -> T {
        let (name, given) = self.given();
        let step = Step::Field(name);
        let Some(json) = given else {
            return self.stand_in(step);
        };
        self.reader.below(step, json)
    }

    /// Something of the type in place of a field that must be there and is not.
    #[cold]
    fn stand_in<T: Read>(&mut self, step: Step<'t>) -> T {
        self.reader.fault_below(step, "missing", "is required");
        self.reader.muted += 1;
        let value = self.reader.below(step, self.object.nothing());
        self.reader.muted -= 1;
        value
    }

    pub fn optional<T: Read>(&mut self) -> Option<T> {
        let (name, given) = self.given();
        given.map(|json| self.reader.below(Step::Field(name), json))
    }

    /// The type's nothing where the field is absent.
    pub fn or_nothing<T: Read + Default>(&mut self) -> T {
        self.optional().unwrap_or_default()
    }
}

/// The place of a word among those that a field may have; the first stands in for a wrong one.
pub fn one_of<'t>(
    json: Json<'t>,
    reader: &mut Reader<'t>,
    words: &'static [&'static str],
) -> usize {
    let Some(text) = json.text() else {
        reader.expected("text");
        return 0;
    };
    words
        .iter()
        .position(|word| *word == text)
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

/// The number that stands in a text, be it written as a number or as text; nothing where it is wrong.
fn decimal<'t, T>(
    json: Json<'t>,
    reader: &mut Reader<'t>,
    parse: impl Fn(&str) -> Result<T, DecimalError>,
) -> Option<T> {
    let read = match (json.number(), json.text()) {
        (Some(text), _) => parse(text),
        (None, Some(text)) => parse(&text),
        (None, None) => {
            reader.expected("a decimal number such as \"35000.00\"");
            return None;
        }
    };
    read.map_err(|error| reader.fault("bad_number", error.to_string()))
        .ok()
}

impl Read for Cents {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        decimal(json, reader, str::parse).unwrap_or_default()
    }
}

impl Read for Rate {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        decimal(json, reader, str::parse).unwrap_or_default()
    }
}

impl Read for Date {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        let Some(text) = json.text() else {
            reader.expected("a date such as \"2026-11-21\"");
            return Self::FIRST;
        };
        text.parse().unwrap_or_else(|error: NotADate| {
            reader.fault("bad_date", error.to_string());
            Self::FIRST
        })
    }
}

impl Read for String {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        match json.text() {
            Some(text) => text.into_owned(),
            None => {
                reader.expected("text");
                Self::new()
            }
        }
    }
}

impl Read for bool {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        match json.kind() {
            Kind::True => true,
            Kind::False => false,
            _ => {
                reader.expected("true or false");
                false
            }
        }
    }
}

impl Read for u32 {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        let whole = json.number().and_then(|text| text.parse().ok());
        whole.unwrap_or_else(|| {
            reader.expected("a whole number from 0 to 4294967295");
            0
        })
    }
}

impl Read for u16 {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        Self::try_from(u32::read(json, reader)).unwrap_or_else(|_| {
            reader.expected("a whole number from 0 to 65535");
            0
        })
    }
}

impl Read for Answer {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        let answer = match json.kind() {
            Kind::True => Some(Self::Flag(true)),
            Kind::False => Some(Self::Flag(false)),
            Kind::Number => json
                .number()
                .and_then(|text| text.parse().ok())
                .map(Self::Whole),
            Kind::Text | Kind::Escaped => json.text().map(|text| Self::Text(text.into_owned())),
            _ => None,
        };
        answer.unwrap_or_else(|| {
            reader.expected("true, false, a whole number, or text");
            Self::Flag(false)
        })
    }
}

impl<T: Read> Read for Vec<T> {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        let mut read = Self::new();
        if json.kind() != Kind::List {
            reader.expected("a list");
            return read;
        }
        for (at, item) in json.inside().enumerate() {
            read.push(reader.below(Step::Item(at), item));
        }
        read
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read<'t>(json: Json<'t>, reader: &mut Reader<'t>) -> Self {
        let mut read = Self::new();
        if json.kind() != Kind::Object {
            reader.expected("an object");
            return read;
        }
        for (name, value) in json.fields() {
            let value = reader.below(Step::Named(name), value);
            read.insert(name.text().unwrap_or_default().into_owned(), value);
        }
        read
    }
}
