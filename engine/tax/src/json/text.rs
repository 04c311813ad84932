//! JSON text to a flat list of what stands in it; numbers stay as they were written: an amount never
//! becomes a float.

use std::borrow::Cow;

use super::escape::{escape, without_escapes};

/// Deepest nesting that is read; a deal needs five.
const DEEPEST: u32 = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Number,
    Text,
    /// Text with escapes in it.
    Escaped,
    List,
    /// Names and values in turn, in the order of the text; a name may stand twice.
    Object,
}

/// One value: where its text stands (of a string, what is between the quotes), and how many nodes it
/// takes up with everything in it.
#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    from: u32,
    to: u32,
    nodes: u32,
}

/// A JSON text that was read: every value behind the one that holds it.
#[derive(Debug)]
pub(crate) struct Tape<'a> {
    text: &'a str,
    nodes: Vec<Node>,
}

/// One value of a text.
#[derive(Clone, Copy)]
pub struct Json<'t> {
    tape: &'t Tape<'t>,
    at: usize,
}

/// Where the text stops being JSON, and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson {
    pub at: usize,
    pub expected: &'static str,
}

impl<'a> Tape<'a> {
    /// Reads one value that takes up the whole text (RFC 8259).
    pub fn parse(text: &'a str) -> Result<Self, NotJson> {
        let mut parser = Parser {
            text,
            at: 0,
            nodes: Vec::with_capacity(64),
            expected: "a value",
        };
        match parser.whole() {
            Some(()) => Ok(Self {
                text,
                nodes: parser.nodes,
            }),
            None => Err(NotJson {
                at: parser.at,
                expected: parser.expected,
            }),
        }
    }

    /// The value that is the whole text.
    pub fn whole<'t>(&'t self) -> Json<'t> {
        Json { tape: self, at: 0 }
    }
}

impl<'t> Json<'t> {
    fn node(self) -> Node {
        self.tape.nodes.get(self.at).copied().unwrap_or(Node {
            kind: Kind::Null,
            from: 0,
            to: 0,
            nodes: 1,
        })
    }

    pub(crate) fn kind(self) -> Kind {
        self.node().kind
    }

    pub(crate) fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The number of the value in its text, by which [`Self::sibling`] finds it again.
    pub(crate) fn place(self) -> usize {
        self.at
    }

    /// Another value of the same text.
    pub(crate) fn sibling(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// A `null` beside the values of the text.
    pub(crate) fn nothing(self) -> Self {
        self.sibling(usize::MAX)
    }

    fn raw(self) -> &'t str {
        let node = self.node();
        let range = node.from as usize..node.to as usize;
        self.tape.text.get(range).unwrap_or_default()
    }

    /// The text of a number as it was written.
    pub(crate) fn number(self) -> Option<&'t str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// The text of a string.
    pub(crate) fn text(self) -> Option<Cow<'t, str>> {
        match self.kind() {
            Kind::Text => Some(Cow::Borrowed(self.raw())),
            Kind::Escaped => Some(Cow::Owned(without_escapes(self.raw()))),
            _ => None,
        }
    }

    /// What is directly in a list or an object: its items, or its names and values in turn.
    pub(crate) fn inside(self) -> impl Iterator<Item = Self> {
        let end = self.at + self.node().nodes as usize;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            let json = self.sibling(at);
            (at < end).then(|| {
                at += json.node().nodes as usize;
                json
            })
        })
    }

    /// The fields of an object.
    pub(crate) fn fields(self) -> impl Iterator<Item = (Self, Self)> {
        let mut inside = self.inside();
        std::iter::from_fn(move || inside.next().zip(inside.next()))
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node>,
    /// What should have stood where the text stopped being JSON.
    expected: &'static str,
}

impl Parser<'_> {
    fn whole(&mut self) -> Option<()> {
        if u32::try_from(self.text.len()).is_err() {
            return self.wrong("a shorter text");
        }
        self.value(0)?;
        self.space();
        if self.at < self.text.len() {
            return self.wrong("the end of the text");
        }
        Some(())
    }

    /// The text stops being JSON here.
    #[cold]
    fn wrong(&mut self, expected: &'static str) -> Option<()> {
        self.expected = expected;
        None
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    #[inline]
    fn eats(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Keeps a value whose text began at `from` and ends here.
    fn node(&mut self, kind: Kind, from: usize) {
        self.nodes.push(Node {
            kind,
            from: short(from),
            to: short(self.at),
            nodes: 1,
        });
    }

    fn word(&mut self, word: &'static str, kind: Kind) -> Option<()> {
        let from = self.at;
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return self.wrong("a value");
        }
        self.at += word.len();
        self.node(kind, from);
        Some(())
    }

    fn value(&mut self, depth: u32) -> Option<()> {
        if depth > DEEPEST {
            return self.wrong("less nesting");
        }
        self.space();
        match self.peek() {
            Some(b'n') => self.word("null", Kind::Null),
            Some(b't') => self.word("true", Kind::True),
            Some(b'f') => self.word("false", Kind::False),
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            _ => self.wrong("a value"),
        }
    }

    /// Opens a list or an object; its node is told its end by [`Self::close`].
    fn open(&mut self, kind: Kind) -> usize {
        let place = self.nodes.len();
        self.node(kind, self.at);
        self.at += 1;
        self.space();
        place
    }

    fn close(&mut self, place: usize) -> Option<()> {
        let nodes = short(self.nodes.len() - place);
        if let Some(node) = self.nodes.get_mut(place) {
            node.to = short(self.at);
            node.nodes = nodes;
        }
        Some(())
    }

    fn list(&mut self, depth: u32) -> Option<()> {
        let place = self.open(Kind::List);
        if self.eats(b']') {
            return self.close(place);
        }
        loop {
            self.value(depth + 1)?;
            self.space();
            if self.eats(b']') {
                return self.close(place);
            }
            if !self.eats(b',') {
                return self.wrong("a comma or the end of the list");
            }
        }
    }

    fn object(&mut self, depth: u32) -> Option<()> {
        let place = self.open(Kind::Object);
        if self.eats(b'}') {
            return self.close(place);
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return self.wrong("the name of a field");
            }
            self.string()?;
            self.space();
            if !self.eats(b':') {
                return self.wrong("a colon");
            }
            self.value(depth + 1)?;
            self.space();
            if self.eats(b'}') {
                return self.close(place);
            }
            if !self.eats(b',') {
                return self.wrong("a comma or the end of the object");
            }
        }
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == from {
            return self.wrong("a digit");
        }
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let from = self.at;
        self.eats(b'-');
        if !self.eats(b'0') {
            self.digits()?;
        }
        if self.eats(b'.') {
            self.digits()?;
        }
        if self.eats(b'e') || self.eats(b'E') {
            let _sign = self.eats(b'+') || self.eats(b'-');
            self.digits()?;
        }
        self.node(Kind::Number, from);
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        let from = self.at;
        let mut kind = Kind::Text;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += first_not_plain(rest).unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.node(kind, from);
                    self.at += 1;
                    return Some(());
                }
                Some(b'\\') => {
                    kind = Kind::Escaped;
                    self.at += 1;
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    match escape(rest) {
                        Ok((_, length)) => self.at += length,
                        Err(error) => {
                            self.at += error.at;
                            return self.wrong(error.expected);
                        }
                    }
                }
                _ => return self.wrong("the end of the string"),
            }
        }
    }
}

/// Where the first byte stands that may not stand in a string as it is: a quote, a backslash, or what
/// controls a printer. Eight are looked at together.
pub(super) fn first_not_plain(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES * 0x80;
    // The lowest bit that is left is that of the first byte below the other.
    const fn below(word: u64, byte: u8) -> u64 {
        word.wrapping_sub(ONES * byte as u64) & !word & HIGH
    }
    const fn is(word: u64, byte: u8) -> u64 {
        below(word ^ (ONES * byte as u64), 1)
    }
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, eight) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let found = below(word, 0x20) | is(word, b'"') | is(word, b'\\');
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let found = rest
        .iter()
        .position(|byte| matches!(byte, 0..=0x1f | b'"' | b'\\'));
    found.map(|within| words.len() * 8 + within)
}

/// A place in a text, which is known to be short enough.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Tape};

    #[test]
    fn reads_what_json_is() {
        let text = r#" {"a": [1, -0.50, 1e3, true, null, ""], "b\n": "\u00e9\ud83d\ude97 ü"} "#;
        let tape = Tape::parse(text).expect("JSON");
        let fields: Vec<_> = tape.whole().fields().collect();
        let [(a, list), (b, words)] = fields.as_slice() else {
            panic!("not two fields");
        };
        assert_eq!((a.text(), b.text()), (Some("a".into()), Some("b\n".into())));
        assert_eq!(words.text(), Some("é🚗 ü".into()));
        let items: Vec<_> = list.inside().collect();
        let [one, half, thousand, yes, null, empty] = items.as_slice() else {
            panic!("not six");
        };
        assert_eq!((one.number(), half.number()), (Some("1"), Some("-0.50")));
        assert_eq!(thousand.number(), Some("1e3"));
        assert_eq!((yes.kind(), null.is_null()), (Kind::True, true));
        assert_eq!(empty.text(), Some("".into()));
    }

    #[test]
    fn refuses_what_json_is_not() {
        for wrong in [
            "",
            " ",
            "{",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "nul",
            "tru",
            "\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"",
            "\"\n\"",
            "1 2",
            "+1",
            "NaN",
            "'a'",
        ] {
            assert!(Tape::parse(wrong).is_err(), "{wrong:?}");
            assert!(
                serde_json::from_str::<serde_json::Value>(wrong).is_err(),
                "{wrong:?}"
            );
        }
        let deep = "[".repeat(10_000);
        assert!(Tape::parse(&deep).is_err());
    }
}
