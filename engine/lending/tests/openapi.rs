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
    schemas_of::<desk::GridAsk>(&mut schemas);
    schemas_of::<tax::Sale>(&mut schemas);
    schemas_of::<lending::Lender>(&mut schemas);
    schemas_of::<lending::Programme>(&mut schemas);
    schemas_of::<lending::Applicant>(&mut schemas);
    schemas_of::<lending::VehicleFacts>(&mut schemas);
    schemas_of::<lending::Wish>(&mut schemas);
    schemas_of::<lending::Offer>(&mut schemas);
    schemas_of::<lending::Preview>(&mut schemas);
    schemas_of::<lending::json::Market>(&mut schemas);
    schemas_of::<lending::json::ScanAsk>(&mut schemas);
    for name in [
        "Lender",
        "Programme",
        "Offer",
        "FitReason",
        "RateSheetPreview",
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
