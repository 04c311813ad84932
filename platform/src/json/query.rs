//! Query parameters, typed, with unknown and doubled ones refused.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::shape::{Kind, Shape};
use super::{raw, without_position};
use crate::problem::{Fault, Problem};

/// The query of a request: `Query(filter): Query<ListNotes>`, where `ListNotes` derives `IntoParams` and `Deserialize`.
pub struct Query<T>(pub T);

impl<S, T> FromRequestParts<S> for Query<T>
where
    S: Send + Sync,
    T: IntoParams + DeserializeOwned + Send + 'static,
{
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// What is known of a type's parameters.
type Known = HashMap<String, KnownParameter>;

struct KnownParameter {
    shape: Shape,
    required: bool,
}

fn parse<T: IntoParams + DeserializeOwned + 'static>(query: &str) -> Result<T, Problem> {
    let known = known::<T>();
    let mut fields = Map::new();
    let mut faults = Vec::new();
    for (name, text) in pairs(query) {
        let mut pointer = String::new();
        raw::push(&mut pointer, &name);
        let Some(parameter) = known.get(&name) else {
            faults.push(Fault::new(
                pointer,
                "unknown_parameter",
                "is not a query parameter known here",
            ));
            continue;
        };
        if text.is_empty() {
            faults.push(Fault::new(
                pointer,
                "too_short",
                "is empty; leave the parameter out instead",
            ));
            continue;
        }
        let list = item_kind(&parameter.shape);
        let value = typed(
            list.unwrap_or(&parameter.shape.nodes[parameter.shape.root].kind),
            &text,
        );
        let value = match (list, fields.get_mut(&name)) {
            (Some(_), Some(Value::Array(items))) => {
                items.push(value);
                continue;
            }
            (Some(_), _) => Value::Array(vec![value]),
            (None, Some(_)) => {
                faults.push(Fault::new(pointer, "duplicate_field", "is given twice"));
                continue;
            }
            (None, None) => value,
        };
        fields.insert(name, value);
    }
    for (name, value) in &fields {
        let text = value.to_string();
        let Ok(document) = raw::document(&text) else {
            continue;
        };
        for mut fault in known[name].shape.check(document) {
            let mut pointer = String::new();
            raw::push(&mut pointer, name);
            fault.pointer.insert_str(0, &pointer);
            faults.push(fault);
        }
    }
    for (name, parameter) in known.iter() {
        if parameter.required && !fields.contains_key(name) {
            faults.push(Fault::new(format!("/{name}"), "required", "is missing"));
        }
    }
    if !faults.is_empty() {
        faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        return Err(Problem::faults(faults));
    }
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|error| {
        let pointer = super::pointer_of(error.path());
        Problem::faults(vec![Fault::new(
            pointer,
            "invalid",
            without_position(&error.into_inner().to_string()),
        )])
    })
}

fn known<T: IntoParams + 'static>() -> Arc<Known> {
    static KNOWN: LazyLock<RwLock<HashMap<TypeId, Arc<Known>>>> = LazyLock::new(RwLock::default);
    let key = TypeId::of::<T>();
    if let Some(known) = crate::lock::read(&KNOWN).get(&key) {
        return known.clone();
    }
    let known: Known = T::into_params(|| Some(ParameterIn::Query))
        .into_iter()
        .map(|parameter: Parameter| {
            let required = matches!(parameter.required, utoipa::openapi::Required::True);
            let shape = match &parameter.schema {
                Some(utoipa::openapi::RefOr::Ref(_)) => panic!(
                    "query parameter {}: write #[param(inline)] on its field, or its rules are not known",
                    parameter.name
                ),
                Some(schema) => Shape::of(schema, &[]),
                None => Shape::of(&utoipa::openapi::Object::new().into(), &[]),
            };
            (parameter.name, KnownParameter { shape, required })
        })
        .collect();
    let known = Arc::new(known);
    crate::lock::write(&KNOWN).insert(key, known.clone());
    known
}

fn item_kind(shape: &Shape) -> Option<&Kind> {
    match &shape.nodes[shape.root].kind {
        Kind::Array { item, .. } => Some(&shape.nodes[*item].kind),
        _ => None,
    }
}

/// The JSON value that the text stands for, by the type that is wanted; what does not fit stays text and is refused
/// by the schema.
fn typed(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::Number(_) => text
            .parse::<serde_json::Number>()
            .map(Value::Number)
            .unwrap_or_else(|_| Value::from(text)),
        Kind::Boolean => match text {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => Value::from(text),
        },
        _ => Value::from(text),
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let hex: Vec<u8> = rest.clone().take(2).collect();
                match std::str::from_utf8(&hex).ok().and_then(|hex| {
                    (hex.len() == 2)
                        .then(|| u8::from_str_radix(hex, 16).ok())
                        .flatten()
                }) {
                    Some(decoded) => {
                        bytes.push(decoded);
                        rest.nth(1);
                    }
                    None => bytes.push(b'%'),
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
