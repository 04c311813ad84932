//! JSON text to a tree that keeps numbers as they were written: an amount never becomes a float.

use std::borrow::Cow;

/// Deepest nesting that is read; a deal needs five.
const DEEPEST: u32 = 64;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Flag(bool),
    /// The text of the number.
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    /// In the order of the text; a key may stand twice.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// Where the text stops being JSON, and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson {
    pub at: usize,
    pub expected: &'static str,
}

/// Reads one value that takes up the whole text (RFC 8259).
pub(crate) fn parse(text: &str) -> Result<Json<'_>, NotJson> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.expected("the end of the text"));
    }
    Ok(value)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    /// What has been read since `from`.
    fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    fn expected(&self, expected: &'static str) -> NotJson {
        NotJson {
            at: self.at,
            expected,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eats(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn word(&mut self, word: &'static str, value: Json<'a>) -> Result<Json<'a>, NotJson> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.expected("a value"))
        }
    }

    fn value(&mut self, depth: u32) -> Result<Json<'a>, NotJson> {
        if depth > DEEPEST {
            return Err(self.expected("less nesting"));
        }
        self.space();
        match self.peek() {
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Flag(true)),
            Some(b'f') => self.word("false", Json::Flag(false)),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            _ => Err(self.expected("a value")),
        }
    }

    fn list(&mut self, depth: u32) -> Result<Json<'a>, NotJson> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eats(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.eats(b']') {
                return Ok(Json::List(items));
            }
            if !self.eats(b',') {
                return Err(self.expected("a comma or the end of the list"));
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Json<'a>, NotJson> {
        self.at += 1;
        let mut fields = Vec::new();
        self.space();
        if self.eats(b'}') {
            return Ok(Json::Object(fields));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.expected("the name of a field"));
            }
            let name = self.string()?;
            self.space();
            if !self.eats(b':') {
                return Err(self.expected("a colon"));
            }
            fields.push((name, self.value(depth + 1)?));
            self.space();
            if self.eats(b'}') {
                return Ok(Json::Object(fields));
            }
            if !self.eats(b',') {
                return Err(self.expected("a comma or the end of the object"));
            }
        }
    }

    fn digits(&mut self) -> Result<(), NotJson> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == from {
            return Err(self.expected("a digit"));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Json<'a>, NotJson> {
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
        Ok(Json::Number(self.since(from)))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, NotJson> {
        self.at += 1;
        let mut from = self.at;
        let mut text = Cow::Borrowed("");
        loop {
            match self.peek() {
                Some(b'"') => {
                    text += self.since(from);
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    text += self.since(from);
                    self.at += 1;
                    text.to_mut().push(self.escape()?);
                    from = self.at;
                }
                Some(0..=0x1f) | None => return Err(self.expected("the end of the string")),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, NotJson> {
        let escape = self.peek().ok_or(self.expected("an escape"))?;
        self.at += 1;
        Ok(match escape {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(self.expected("an escape")),
        })
    }

    fn unicode(&mut self) -> Result<char, NotJson> {
        let high = self.four_digits()?;
        let code = match high {
            0xd800..=0xdbff => {
                if !(self.eats(b'\\') && self.eats(b'u')) {
                    return Err(self.expected("the second half of a character"));
                }
                let low = self.four_digits()?;
                if !(0xdc00..=0xdfff).contains(&low) {
                    return Err(self.expected("the second half of a character"));
                }
                0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
            }
            code => code,
        };
        char::from_u32(code).ok_or(self.expected("a character"))
    }

    fn four_digits(&mut self) -> Result<u32, NotJson> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or(self.expected("four hexadecimal digits"))?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, parse};

    #[test]
    fn reads_what_json_is() {
        let text = r#" {"a": [1, -0.50, 1e3, true, null, ""], "b\n": "\u00e9\ud83d\ude97 ü"} "#;
        let Ok(Json::Object(fields)) = parse(text) else {
            panic!("not an object");
        };
        let Json::List(items) = &fields[0].1 else {
            panic!("not a list");
        };
        let [one, half, thousand, yes, null, empty] = items.as_slice() else {
            panic!("not six");
        };
        assert_eq!((one, half), (&Json::Number("1"), &Json::Number("-0.50")));
        assert_eq!((thousand, yes), (&Json::Number("1e3"), &Json::Flag(true)));
        assert_eq!((null, empty), (&Json::Null, &Json::Text("".into())));
        assert_eq!(fields[1].0, "b\n");
        assert_eq!(fields[1].1, Json::Text("é🚗 ü".into()));
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
            assert!(parse(wrong).is_err(), "{wrong:?}");
            assert!(
                serde_json::from_str::<serde_json::Value>(wrong).is_err(),
                "{wrong:?}"
            );
        }
        let deep = "[".repeat(10_000);
        assert!(parse(&deep).is_err());
    }
}
