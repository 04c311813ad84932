//! The schemas that the services publish: every type has a name of its own, and none is left out.
#![cfg(feature = "openapi")]

use std::collections::BTreeMap;

use utoipa::ToSchema;
use utoipa::openapi::{RefOr, schema::Schema};

fn schemas_of<T: ToSchema>(into: &mut BTreeMap<String, String>) {
    let mut found: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut found);
    for (name, schema) in found {
        let text = serde_json::to_string(&schema).expect("text");
        let known = into.entry(name.clone()).or_insert_with(|| text.clone());
        assert_eq!(*known, text, "two types are named {name}");
    }
}

#[test]
fn every_schema_has_a_name_of_its_own_beside_the_desks() {
    let mut schemas = BTreeMap::new();
    schemas_of::<desk::Deal>(&mut schemas);
    schemas_of::<desk::Figures>(&mut schemas);
    schemas_of::<menu::CatalogueItem>(&mut schemas);
    schemas_of::<menu::MenuAsk>(&mut schemas);
    schemas_of::<menu::Menu>(&mut schemas);
    schemas_of::<menu::PlansAsk>(&mut schemas);
    schemas_of::<menu::Plans>(&mut schemas);
    for name in [
        "CatalogueItem",
        "CataloguePlan",
        "Menu",
        "MenuColumn",
        "MenuProduct",
        "ProductReason",
    ] {
        assert!(schemas.contains_key(name), "{name} is missing");
    }
    for (name, schema) in &schemas {
        for reference in schema.split("#/components/schemas/").skip(1) {
            let target = reference.split('"').next().unwrap_or_default();
            assert!(
                schemas.contains_key(target),
                "{name} speaks of {target}, which has no schema"
            );
        }
    }
}
