//! Holding a document against a shape, and saying everything that is wrong with it.

use std::collections::HashSet;

use serde_json::value::RawValue;

use super::raw;
use super::shape::{Bound, Kind, Number, Object, Others, Shape, Text, only_value};
use crate::ids;
use crate::problem::Fault;

/// Deeper than any honest document of ours.
const DEEPEST: usize = 32;
/// More faults than this help nobody.
const MOST_FAULTS: usize = 100;

impl Shape {
    /// All faults of a document, in the order of its text; none if it is as it should be.
    pub(super) fn check(&self, raw: &RawValue) -> Vec<Fault> {
        let mut visit = Visit {
            shape: self,
            pointer: String::new(),
            depth: 0,
            faults: Vec::new(),
        };
        visit.value(self.root, raw);
        visit.faults.truncate(MOST_FAULTS);
        visit.faults
    }
}

struct Visit<'a> {
    shape: &'a Shape,
    pointer: String,
    depth: usize,
    faults: Vec<Fault>,
}

impl Visit<'_> {
    fn fault(&mut self, code: &str, detail: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults
                .push(Fault::new(self.pointer.clone(), code, detail));
        }
    }

    fn fault_at(&mut self, step: &str, code: &str, detail: impl Into<String>) {
        self.below(step, |visit| visit.fault(code, detail));
    }

    fn below(&mut self, step: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        raw::push(&mut self.pointer, step);
        self.depth += 1;
        if self.depth > DEEPEST {
            self.fault(
                "too_deep",
                format!("is nested more than {DEEPEST} levels deep"),
            );
        } else {
            visit(self);
        }
        self.depth -= 1;
        self.pointer.truncate(length);
    }

    fn value(&mut self, node: usize, raw: &RawValue) {
        let node = &self.shape.nodes[node];
        let first = raw.get().as_bytes().first().copied().unwrap_or_default();
        if first == b'n' {
            if !node.nullable && !matches!(node.kind, Kind::Any | Kind::Null) {
                self.fault(
                    "type",
                    format!("must not be null; expected {}", expected(&node.kind)),
                );
            }
            return;
        }
        match (&node.kind, first) {
            (Kind::Any, _) => self.anything(raw),
            (Kind::Text(text), b'"') => self.text(text, raw),
            (Kind::Text(text), b'-' | b'0'..=b'9') if text.or_number => {
                self.format(text, raw.get());
            }
            (Kind::Number(number), b'-' | b'0'..=b'9') => self.number(number, raw.get()),
            (Kind::Boolean, b't' | b'f') => {}
            (Kind::Array { item, least, most }, b'[') => {
                let items = raw::items(raw);
                if items.len() < *least {
                    self.fault(
                        "too_few",
                        format!("needs at least {least} items, found {}", items.len()),
                    );
                }
                if items.len() > *most {
                    self.fault(
                        "too_many",
                        format!("may have at most {most} items, found {}", items.len()),
                    );
                    return;
                }
                for (index, one) in items.into_iter().enumerate() {
                    self.below(&index.to_string(), |visit| visit.value(*item, one));
                }
            }
            (Kind::Object(object), b'{') => self.object(object, raw),
            (Kind::OneOf { variants, tag }, _) => self.one_of(variants, tag.as_deref(), raw),
            (Kind::Values(values), _) => {
                let found = serde_json::from_str::<serde_json::Value>(raw.get()).ok();
                if !found.is_some_and(|found| values.contains(&found)) {
                    self.fault("enum", "is not one of the values allowed here");
                }
            }
            (kind, _) => {
                self.fault(
                    "type",
                    format!("expected {}, found {}", expected(kind), found(raw)),
                );
            }
        }
    }

    /// Free-form JSON: only depth, doubled names and NUL are looked at.
    fn anything(&mut self, raw: &RawValue) {
        match raw.get().as_bytes().first() {
            Some(b'{') => {
                let mut seen = HashSet::new();
                for (name, value) in raw::fields(raw) {
                    if seen.contains(&name) {
                        self.fault_at(&name, "duplicate_field", "is given twice");
                    }
                    self.below(&name, |visit| visit.anything(value));
                    seen.insert(name);
                }
            }
            Some(b'[') => {
                for (index, value) in raw::items(raw).into_iter().enumerate() {
                    self.below(&index.to_string(), |visit| visit.anything(value));
                }
            }
            Some(b'"') => {
                self.string(raw);
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &Object, raw: &RawValue) {
        let mut seen = HashSet::new();
        for (name, value) in raw::fields(raw) {
            if seen.contains(&name) {
                self.fault_at(&name, "duplicate_field", "is given twice");
                continue;
            }
            match (object.fields.get(&name), object.others) {
                (Some(&field), _) => self.below(&name, |visit| visit.value(field, value)),
                (None, Others::Of(other)) => self.below(&name, |visit| visit.value(other, value)),
                (None, Others::Anything) => self.below(&name, |visit| visit.anything(value)),
                (None, Others::Refused) => {
                    self.fault_at(&name, "unknown_field", "is not a field known here");
                }
            }
            seen.insert(name);
        }
        for name in &object.required {
            if !seen.contains(name) {
                self.fault_at(name, "required", "is missing");
            }
        }
    }

    fn one_of(&mut self, variants: &[usize], tag: Option<&str>, raw: &RawValue) {
        if let Some(tag) = tag
            && raw.get().starts_with('{')
        {
            return self.tagged(variants, tag, raw);
        }
        let mut nearest: Option<Vec<Fault>> = None;
        for &variant in variants {
            let mut visit = Visit {
                shape: self.shape,
                pointer: self.pointer.clone(),
                depth: self.depth,
                faults: Vec::new(),
            };
            visit.value(variant, raw);
            if visit.faults.is_empty() {
                return;
            }
            // A variant of another JSON type says the least about what was meant.
            let wrong_type = |faults: &[Fault]| {
                faults
                    .iter()
                    .any(|fault| fault.pointer == self.pointer && fault.code == "type")
            };
            let nearer = nearest.as_ref().is_none_or(|best| {
                (wrong_type(&visit.faults), visit.faults.len()) < (wrong_type(best), best.len())
            });
            if nearer {
                nearest = Some(visit.faults);
            }
        }
        self.faults.extend(nearest.unwrap_or_default());
    }

    fn tagged(&mut self, variants: &[usize], tag: &str, raw: &RawValue) {
        let Some((_, sent)) = raw::fields(raw).into_iter().find(|(name, _)| name == tag) else {
            self.fault_at(tag, "required", "is missing");
            return;
        };
        let sent = raw::string(sent);
        let mut allowed = Vec::new();
        for &variant in variants {
            let Kind::Object(object) = &self.shape.nodes[variant].kind else {
                continue;
            };
            let Some(value) = object
                .fields
                .get(tag)
                .and_then(|field| only_value(&self.shape.nodes[*field]))
            else {
                continue;
            };
            if sent.as_deref() == Some(value) {
                return self.value(variant, raw);
            }
            allowed.push(value);
        }
        let detail = format!("expected one of {}", allowed.join(", "));
        self.fault_at(tag, "enum", detail);
    }

    /// The text of a string, unless it cannot be text in a database either.
    fn string(&mut self, raw: &RawValue) -> Option<String> {
        let Some(text) = raw::string(raw) else {
            self.fault("format", "is not text: half of a surrogate pair");
            return None;
        };
        if text.contains('\0') {
            self.fault("format", "must not contain the character U+0000");
            return None;
        }
        Some(text)
    }

    fn text(&mut self, text: &Text, raw: &RawValue) {
        let Some(value) = self.string(raw) else {
            return;
        };
        if let Some(allowed) = &text.one_of {
            if !allowed.contains(&value) {
                let detail = format!(
                    "expected one of {}, found {}",
                    allowed.join(", "),
                    found(raw)
                );
                self.fault("enum", detail);
            }
            return;
        }
        let length = value.chars().count();
        if length < text.least {
            let detail = match text.least {
                1 => "must not be empty".to_owned(),
                least => format!("needs at least {least} characters, found {length}"),
            };
            self.fault("too_short", detail);
            return;
        }
        if let Some(most) = text.most
            && length > most
        {
            self.fault(
                "too_long",
                format!("may have at most {most} characters, found {length}"),
            );
            return;
        }
        self.format(text, &value);
    }

    fn format(&mut self, text: &Text, value: &str) {
        let expected = match text.format.as_deref() {
            Some("money") if !is_decimal(value, 2) => {
                Some("an amount with at most two decimals, as \"35000.00\"")
            }
            Some("rate") if !is_decimal(value, 8) => {
                Some("a rate as a decimal fraction with at most eight places, as \"0.0625\"")
            }
            Some("uuid") if ids::parse(value).is_err() => Some("a UUID"),
            Some("date") if !is_date(value) => Some("a date as 2026-11-21"),
            Some("date-time") if value.parse::<jiff::Timestamp>().is_err() => {
                Some("an instant as 2026-11-21T14:30:00Z")
            }
            Some("email") if !is_email(value) => Some("an e-mail address"),
            _ => None,
        };
        if let Some(expected) = expected {
            self.fault(
                "format",
                format!("expected {expected}, found {}", short(value)),
            );
            return;
        }
        if let Some(pattern) = &text.pattern
            && !pattern.is_match(value)
        {
            let detail = format!("must match {}, found {}", pattern.as_str(), short(value));
            self.fault("pattern", detail);
        }
    }

    fn number(&mut self, number: &Number, text: &str) {
        let value = if number.whole {
            match text.parse::<i64>() {
                Ok(whole) => whole as f64,
                Err(_) => {
                    self.fault(
                        "type",
                        format!("expected a whole number, found {}", short(text)),
                    );
                    return;
                }
            }
        } else {
            text.parse::<f64>().unwrap_or(f64::NAN)
        };
        let below = |bound: Bound| value < bound.value || (bound.exclusive && value == bound.value);
        let above = |bound: Bound| value > bound.value || (bound.exclusive && value == bound.value);
        if let Some(least) = number.least.filter(|bound| below(*bound)) {
            let word = if least.exclusive {
                "more than"
            } else {
                "at least"
            };
            self.fault(
                "too_small",
                format!("must be {word} {}, found {text}", least.value),
            );
        }
        if let Some(most) = number.most.filter(|bound| above(*bound)) {
            let word = if most.exclusive {
                "less than"
            } else {
                "at most"
            };
            self.fault(
                "too_large",
                format!("must be {word} {}, found {text}", most.value),
            );
        }
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Any => "any value".into(),
        Kind::Null => "null".into(),
        Kind::Text(text) => match (text.format.as_deref(), &text.one_of) {
            (_, Some(allowed)) => format!("one of {}", allowed.join(", ")),
            (Some("money"), _) => "an amount as \"35000.00\"".into(),
            (Some("rate"), _) => "a rate as \"0.0625\"".into(),
            _ => "text".into(),
        },
        Kind::Number(number) if number.whole => "a whole number".into(),
        Kind::Number(_) => "a number".into(),
        Kind::Boolean => "true or false".into(),
        Kind::Array { .. } => "an array".into(),
        Kind::Object(_) => "an object".into(),
        Kind::OneOf { .. } => "one of several forms".into(),
        Kind::Values(_) => "one of the values allowed here".into(),
    }
}

fn found(raw: &RawValue) -> String {
    match raw.get().as_bytes().first() {
        Some(b'{') => "an object".into(),
        Some(b'[') => "an array".into(),
        _ => short(raw.get()),
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Digits with at most so many places; no exponent, no blank, no sign but a minus.
fn is_decimal(text: &str, places: usize) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    match text.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part) && part.len() <= places,
        None => digits(text),
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// What every mail server accepts, not all that RFC 5321 allows: one `@`, a local part, a domain with a dot.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte));
    let labels: Vec<&str> = domain.split('.').collect();
    local_ok
        && domain.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}
