//! One OpenAPI document for the house, put together from those of the services.

use platform::{Platform, Problem};
use serde_json::{Map, Value, json};

use crate::proxy::PREFIX;
use crate::routes::services;

/// The paths of all services as they are reached here, with every schema they speak of.
pub async fn of_the_house(platform: &Platform) -> Result<Value, Problem> {
    let mut house = House::default();
    let own =
        serde_json::to_value(crate::house::routes().to_openapi()).map_err(Problem::internal)?;
    house.add("gateway", "", own);
    for name in services() {
        house.add(
            name,
            PREFIX,
            platform.upstream(name).get_json("/openapi.json").await?,
        );
    }
    Ok(house.document())
}

#[derive(Default)]
struct House {
    paths: Map<String, Value>,
    schemas: Map<String, Value>,
}

impl House {
    /// Adds a service's document, whose paths begin with `prefix` here.
    fn add(&mut self, service: &str, prefix: &str, mut document: Value) {
        let schemas = take_object(&mut document["components"]["schemas"]);
        // Two services may use one name for different things; the later one's then carries its service's name. So
        // does whatever speaks of such a thing, for it no longer means the same.
        let mut taken: Vec<String> = Vec::new();
        loop {
            let before = taken.len();
            for (name, schema) in &schemas {
                let other = self.schemas.get(name).is_some_and(|known| known != schema);
                let speaks_of_other = self.schemas.contains_key(name) && mentions(schema, &taken);
                if (other || speaks_of_other) && !taken.contains(name) {
                    taken.push(name.clone());
                }
            }
            if taken.len() == before {
                break;
            }
        }
        let renamed = |name: &str| {
            if taken.iter().any(|each| each == name) {
                format!("{service}.{name}")
            } else {
                name.to_owned()
            }
        };
        for (name, mut schema) in schemas {
            redirect(&mut schema, &renamed);
            self.schemas.insert(renamed(&name), schema);
        }
        for (path, mut item) in take_object(&mut document["paths"]) {
            redirect(&mut item, &renamed);
            self.paths.insert(format!("{prefix}{path}"), item);
        }
    }

    fn document(self) -> Value {
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Autolytiq", "version": env!("CARGO_PKG_VERSION") },
            "paths": self.paths,
            "components": {
                "schemas": self.schemas,
                "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
            },
            "security": [{ "token": [] }],
        })
    }
}

fn take_object(value: &mut Value) -> Map<String, Value> {
    match value.take() {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// Whether a schema refers to one of these names.
fn mentions(schema: &Value, names: &[String]) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, inner)| match inner {
            Value::String(target) if key == "$ref" => target
                .strip_prefix(SCHEMAS)
                .is_some_and(|name| names.iter().any(|each| each == name)),
            _ => mentions(inner, names),
        }),
        Value::Array(items) => items.iter().any(|item| mentions(item, names)),
        _ => false,
    }
}

/// Where a document keeps its schemas.
const SCHEMAS: &str = "#/components/schemas/";

/// Points every `$ref` within at the schema's name in the house.
fn redirect(value: &mut Value, renamed: &impl Fn(&str) -> String) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    Value::String(target) if key == "$ref" => {
                        if let Some(name) = target.strip_prefix(SCHEMAS) {
                            *target = format!("{SCHEMAS}{}", renamed(name));
                        }
                    }
                    _ => redirect(inner, renamed),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, renamed)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{House, PREFIX};
    use serde_json::json;

    #[test]
    fn one_name_for_two_things_becomes_two_names() {
        let service = |kind: &str| {
            json!({
                "paths": { "/notes": { "get": { "schema": { "$ref": "#/components/schemas/Note" } } } },
                "components": { "schemas": {
                    "Note": { "type": kind },
                    "Notes": { "items": { "$ref": "#/components/schemas/Note" } },
                    "Money": { "type": "string" },
                } },
            })
        };
        let mut house = House::default();
        house.add("deals", PREFIX, service("object"));
        let mut other = service("array");
        other["paths"] = json!({ "/remarks": other["paths"]["/notes"] });
        house.add("customers", PREFIX, other);
        let document = house.document();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        assert_eq!(
            schemas.keys().collect::<Vec<_>>(),
            [
                "Money",
                "Note",
                "Notes",
                "customers.Note",
                "customers.Notes"
            ]
        );
        assert_eq!(
            document["paths"]["/api/v1/remarks"]["get"]["schema"]["$ref"],
            "#/components/schemas/customers.Note"
        );
    }
}
