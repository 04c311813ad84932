//! What the OpenAPI document says beyond the types: fields that the engine always gives and this service may hide.

use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi, RefOr};

use crate::confidential::HIDDEN_FIGURES;

/// The engine's figures always have every field; here the dealer's own may be absent.
pub fn say_what_may_be_hidden(openapi: &mut OpenApi) {
    let figures = openapi
        .components
        .as_mut()
        .and_then(|components| components.schemas.get_mut("DealFigures"));
    if let Some(RefOr::T(Schema::Object(figures))) = figures {
        figures
            .required
            .retain(|field| !HIDDEN_FIGURES.contains(&field.as_str()));
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
        let Some(RefOr::T(Schema::Object(figures))) = components.schemas.get("DealFigures") else {
            panic!("the figures are in the document");
        };
        assert!(figures.required.iter().any(|field| field == "total_price"));
        for hidden in crate::confidential::HIDDEN_FIGURES {
            assert!(figures.properties.contains_key(hidden));
            assert!(
                !figures.required.iter().any(|field| field == hidden),
                "{hidden}"
            );
        }
    }
}
