//! An OpenAPI schema, resolved and ready to be held against a document.

use std::collections::{BTreeMap, HashMap};

use regex_lite::Regex;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

/// A compiled schema: nodes that refer to one another by number, so that recursive types work.
pub struct Shape {
    pub(super) nodes: Vec<Node>,
    pub(super) root: usize,
}

#[derive(Clone, Default)]
pub(super) struct Node {
    pub nullable: bool,
    pub kind: Kind,
}

#[derive(Clone, Default)]
pub(super) enum Kind {
    /// Anything at all.
    #[default]
    Any,
    /// Only null.
    Null,
    Text(Text),
    Number(Number),
    Boolean,
    Array {
        item: usize,
        least: usize,
        most: usize,
    },
    Object(Object),
    /// One of several; an object is told by its tag where the variants have one.
    OneOf {
        variants: Vec<usize>,
        tag: Option<String>,
    },
    /// One of several values that are not all text.
    Values(Vec<Value>),
}

#[derive(Clone, Default)]
pub(super) struct Text {
    pub format: Option<String>,
    pub pattern: Option<Regex>,
    pub least: usize,
    pub most: Option<usize>,
    pub one_of: Option<Vec<String>>,
    /// Money and rates may come as JSON numbers too, judged by their text.
    pub or_number: bool,
}

#[derive(Clone)]
pub(super) struct Number {
    pub whole: bool,
    pub least: Option<Bound>,
    pub most: Option<Bound>,
}

#[derive(Clone, Copy)]
pub(super) struct Bound {
    pub value: f64,
    pub exclusive: bool,
}

#[derive(Clone, Default)]
pub(super) struct Object {
    pub fields: BTreeMap<String, usize>,
    pub required: Vec<String>,
    pub others: Others,
}

#[derive(Clone, Copy, Default)]
pub(super) enum Others {
    #[default]
    Refused,
    Anything,
    Of(usize),
}

impl Shape {
    /// Compiles a schema; `named` are the components it may refer to.
    pub fn of(schema: &RefOr<Schema>, named: &[(String, RefOr<Schema>)]) -> Self {
        let named = named
            .iter()
            .map(|(name, schema)| {
                (
                    name.clone(),
                    serde_json::to_value(schema).unwrap_or_default(),
                )
            })
            .collect();
        let mut compiler = Compiler {
            named,
            known: HashMap::new(),
            nodes: Vec::new(),
        };
        let schema = serde_json::to_value(schema).unwrap_or_default();
        let root = compiler.add(&schema);
        Self {
            nodes: compiler.nodes,
            root,
        }
    }
}

struct Compiler {
    named: HashMap<String, Value>,
    known: HashMap<String, usize>,
    nodes: Vec<Node>,
}

impl Compiler {
    fn add(&mut self, schema: &Value) -> usize {
        if let Some(name) = reference(schema) {
            return self.named(&name);
        }
        let node = self.compile(schema);
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn named(&mut self, name: &str) -> usize {
        if let Some(&known) = self.known.get(name) {
            return known;
        }
        // The place is taken before the schema is read, so that a type may contain itself.
        let place = self.nodes.len();
        self.nodes.push(Node::default());
        self.known.insert(name.to_owned(), place);
        if let Some(schema) = self.named.get(name).cloned() {
            let node = match reference(&schema) {
                Some(other) => {
                    let other = self.named(&other);
                    self.nodes[other].clone()
                }
                None => self.compile(&schema),
            };
            self.nodes[place] = node;
        }
        place
    }

    fn compile(&mut self, schema: &Value) -> Node {
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            return self.all_of(schema, parts);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(variants) = schema.get(word).and_then(Value::as_array) {
                return self.one_of(schema, variants);
            }
        }
        let types = types(schema);
        let nullable = types.iter().any(|kind| kind == "null");
        let solid: Vec<&str> = types
            .iter()
            .map(String::as_str)
            .filter(|kind| *kind != "null")
            .collect();
        let kind = match solid.as_slice() {
            _ if schema.get("const").is_some() => values(vec![schema["const"].clone()]),
            _ if schema.get("enum").is_some() => {
                values(schema["enum"].as_array().cloned().unwrap_or_default())
            }
            [] if nullable => Kind::Null,
            [] if schema.get("properties").is_some() => self.object(schema),
            [] => Kind::Any,
            ["object"] => self.object(schema),
            ["array"] => self.array(schema),
            ["boolean"] => Kind::Boolean,
            ["string"] => Kind::Text(text(schema, false)),
            ["integer"] => Kind::Number(number(schema, true)),
            ["number"] => Kind::Number(number(schema, false)),
            // An amount: decimal text, or a number that is read from its own text.
            several if several.contains(&"string") && several.iter().all(is_text_or_number) => {
                Kind::Text(text(schema, several.iter().any(|kind| *kind != "string")))
            }
            several => {
                let variants = several
                    .iter()
                    .map(|kind| {
                        let mut one = schema.clone();
                        one["type"] = Value::from(*kind);
                        self.add(&one)
                    })
                    .collect();
                Kind::OneOf {
                    variants,
                    tag: None,
                }
            }
        };
        Node { nullable, kind }
    }

    fn all_of(&mut self, schema: &Value, parts: &[Value]) -> Node {
        let mut merged = Object::default();
        let mut only = None;
        let mut objects = 0;
        let mut nullable = types(schema).iter().any(|kind| kind == "null");
        for part in parts {
            let place = self.add(part);
            let node = self.nodes[place].clone();
            nullable |= node.nullable && parts.len() == 1;
            match node.kind {
                Kind::Object(object) => {
                    objects += 1;
                    merged.fields.extend(object.fields);
                    merged.required.extend(object.required);
                    if !matches!(object.others, Others::Refused) {
                        merged.others = object.others;
                    }
                }
                other => only = Some(other),
            }
        }
        match only {
            Some(kind) if objects == 0 => Node { nullable, kind },
            _ => Node {
                nullable,
                kind: Kind::Object(merged),
            },
        }
    }

    fn one_of(&mut self, schema: &Value, variants: &[Value]) -> Node {
        let mut nullable = types(schema).iter().any(|kind| kind == "null");
        let mut places = Vec::new();
        for variant in variants {
            let place = self.add(variant);
            if matches!(self.nodes[place].kind, Kind::Null) {
                nullable = true;
            } else {
                places.push(place);
            }
        }
        if let [only] = places.as_slice() {
            let node = self.nodes[*only].clone();
            return Node {
                nullable: nullable || node.nullable,
                kind: node.kind,
            };
        }
        let tag = schema
            .pointer("/discriminator/propertyName")
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_else(|| self.common_tag(&places));
        Node {
            nullable,
            kind: Kind::OneOf {
                variants: places,
                tag,
            },
        }
    }

    /// The field that has exactly one value in every variant: serde's tag.
    fn common_tag(&self, places: &[usize]) -> Option<String> {
        let Kind::Object(first) = &self.nodes[*places.first()?].kind else {
            return None;
        };
        first
            .fields
            .keys()
            .find(|name| {
                places.iter().all(|place| match &self.nodes[*place].kind {
                    Kind::Object(object) => object
                        .fields
                        .get(*name)
                        .is_some_and(|field| only_value(&self.nodes[*field]).is_some()),
                    _ => false,
                })
            })
            .cloned()
    }

    fn object(&mut self, schema: &Value) -> Kind {
        let mut fields = BTreeMap::new();
        for (name, field) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            fields.insert(name.clone(), self.add(field));
        }
        let required = strings(schema.get("required"));
        let others = match schema.get("additionalProperties") {
            Some(Value::Bool(true)) => Others::Anything,
            Some(Value::Object(map)) if map.is_empty() => Others::Anything,
            Some(other @ Value::Object(_)) => Others::Of(self.add(other)),
            // An object that names no fields at all and does not forbid them is free-form JSON.
            None if fields.is_empty() => Others::Anything,
            _ => Others::Refused,
        };
        Kind::Object(Object {
            fields,
            required,
            others,
        })
    }

    fn array(&mut self, schema: &Value) -> Kind {
        let item = match schema.get("items") {
            Some(items) if items.is_object() => self.add(items),
            _ => self.add(&Value::Null),
        };
        Kind::Array {
            item,
            least: size(schema, "minItems").unwrap_or(0),
            most: size(schema, "maxItems").unwrap_or(usize::MAX),
        }
    }
}

/// The single text a node allows, if it is such a one.
pub(super) fn only_value(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Text(Text {
            one_of: Some(values),
            ..
        }) if values.len() == 1 => Some(&values[0]),
        _ => None,
    }
}

fn reference(schema: &Value) -> Option<String> {
    let location = schema.get("$ref")?.as_str()?;
    location.rsplit('/').next().map(str::to_owned)
}

fn is_text_or_number(kind: &&str) -> bool {
    matches!(*kind, "string" | "number" | "integer")
}

fn types(schema: &Value) -> Vec<String> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one.clone()],
        Some(several) => strings(Some(several)),
        None => Vec::new(),
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect()
}

fn size(schema: &Value, word: &str) -> Option<usize> {
    schema
        .get(word)?
        .as_u64()
        .and_then(|size| usize::try_from(size).ok())
}

fn values(values: Vec<Value>) -> Kind {
    let texts: Option<Vec<String>> = values
        .iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    match texts {
        Some(one_of) => Kind::Text(Text {
            one_of: Some(one_of),
            ..Text::default()
        }),
        None => Kind::Values(values),
    }
}

fn text(schema: &Value, or_number: bool) -> Text {
    let format = schema
        .get("format")
        .and_then(Value::as_str)
        .map(str::to_owned);
    Text {
        or_number: or_number || matches!(format.as_deref(), Some("money" | "rate")),
        format,
        // A pattern that does not compile is our own mistake and shows in the first test of that type.
        pattern: schema
            .get("pattern")
            .and_then(Value::as_str)
            .map(|pattern| {
                Regex::new(pattern)
                    .unwrap_or_else(|error| panic!("schema pattern {pattern}: {error}"))
            }),
        least: size(schema, "minLength").unwrap_or(0),
        most: size(schema, "maxLength"),
        one_of: None,
    }
}

fn number(schema: &Value, whole: bool) -> Number {
    let bound = |word: &str, exclusive| {
        schema
            .get(word)
            .and_then(Value::as_f64)
            .map(|value| Bound { value, exclusive })
    };
    let (mut least, mut most) = (
        bound("exclusiveMinimum", true).or(bound("minimum", false)),
        bound("exclusiveMaximum", true).or(bound("maximum", false)),
    );
    if schema.get("format").and_then(Value::as_str) == Some("int32") {
        let unsigned = least.is_some_and(|least| least.value >= 0.0);
        let top = if unsigned {
            f64::from(u32::MAX)
        } else {
            f64::from(i32::MAX)
        };
        least = least.or(Some(Bound {
            value: f64::from(i32::MIN),
            exclusive: false,
        }));
        most = most.or(Some(Bound {
            value: top,
            exclusive: false,
        }));
    }
    Number { whole, least, most }
}
