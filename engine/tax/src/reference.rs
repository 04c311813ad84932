//! The published reference, as files: `tax/us-xx.md`, `tax/README.md`, and the JSON Schemas of a sale
//! and of its assessment.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use crate::sheet::{Sheet, history, index, page, sheet};
use crate::{Assessment, Sale};

/// Every file by its path under `docs/reference`.
#[must_use]
pub fn files() -> BTreeMap<String, String> {
    let sheets: Vec<Sheet> = crate::jurisdictions().filter_map(sheet).collect();
    let mut files = BTreeMap::new();
    for one in &sheets {
        let changes = history(&one.state).unwrap_or_default();
        let name = format!("tax/us-{}.md", one.state.to_lowercase());
        files.insert(name, page(one, &changes));
    }
    files.insert("tax/README.md".into(), index(&sheets));
    files.insert(
        "tax-sale.schema.json".into(),
        text(&schema::<Sale>("A sale or lease to be taxed")),
    );
    files.insert(
        "tax-assessment.schema.json".into(),
        text(&schema::<Assessment>("The tax of a sale, explained")),
    );
    files
}

fn text(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// JSON Schema 2020-12 of a type, with the types it uses under `$defs`.
fn schema<T: ToSchema>(title: &str) -> Value {
    let mut used: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut used);
    let definitions: Map<String, Value> = used
        .into_iter()
        .map(|(name, schema)| (name, json!(schema)))
        .collect();
    let mut root = json!(T::schema());
    if let Some(root) = root.as_object_mut() {
        root.insert(
            "$schema".into(),
            "https://json-schema.org/draft/2020-12/schema".into(),
        );
        root.insert("title".into(), title.into());
        root.insert("$defs".into(), Value::Object(definitions));
    }
    point_inside(&mut root);
    root
}

/// References of an OpenAPI document, turned to the schema's own definitions.
fn point_inside(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(target) if name == "$ref" => {
                        *target = target.replace("#/components/schemas/", "#/$defs/");
                    }
                    other => point_inside(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(point_inside),
        _ => {}
    }
}
