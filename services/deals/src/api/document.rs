//! What the OpenAPI document says beyond the types: fields that the engine always gives and this service may hide.

use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi, RefOr};

use super::lenders::{HIDDEN_LEASE_TERMS, HIDDEN_TERMS};
use crate::confidential::HIDDEN_FIGURES;

/// What the engine always gives and this service may hide, by schema.
const HIDDEN: [(&str, &[&str]); 3] = [
    ("DealFigures", &HIDDEN_FIGURES),
    ("OfferTerms", &HIDDEN_TERMS),
    ("LeaseOfferTerms", &HIDDEN_LEASE_TERMS),
];

/// The engine's answers always have every field; here the dealer's own may be absent.
pub fn say_what_may_be_hidden(openapi: &mut OpenApi) {
    let Some(components) = openapi.components.as_mut() else {
        return;
    };
    for (name, hidden) in HIDDEN {
        if let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(name) {
            object
                .required
                .retain(|field| !hidden.contains(&field.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::Schema;

    #[test]
    fn what_may_be_hidden_is_not_required() {
        let mut routes = super::super::routes();
        let components = routes.to_openapi().components.expect("schemas");
        for (name, hidden) in super::HIDDEN {
            let Some(RefOr::T(Schema::Object(object))) = components.schemas.get(name) else {
                panic!("{name} is in the document");
            };
            assert!(!object.required.is_empty(), "{name} asks for nothing");
            for field in hidden {
                assert!(object.properties.contains_key(*field), "{name}.{field}");
                assert!(
                    !object.required.iter().any(|it| it == field),
                    "{name}.{field}"
                );
            }
        }
    }
}
