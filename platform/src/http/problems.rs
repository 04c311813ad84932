//! Says in the OpenAPI document what every operation may answer besides success: a problem.

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::PathItem;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{OpenApi, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::ProblemBody;

/// Adds the `default` response to every operation that has none, and the schemas it speaks of.
pub(super) fn announce(openapi: &mut OpenApi) {
    for item in openapi.paths.paths.values_mut() {
        let PathItem {
            get,
            post,
            put,
            patch,
            delete,
            ..
        } = item;
        for operation in [get, post, put, patch, delete].into_iter().flatten() {
            operation
                .responses
                .responses
                .entry("default".to_owned())
                .or_insert_with(|| RefOr::T(response()));
        }
    }
    let mut schemas = vec![(ProblemBody::name().into_owned(), ProblemBody::schema())];
    ProblemBody::schemas(&mut schemas);
    openapi
        .components
        .get_or_insert_default()
        .schemas
        .extend(schemas);
}

fn response() -> Response {
    let body = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(ProblemBody::name())))
        .build();
    ResponseBuilder::new()
        .description("What was wrong, with every fault of the input")
        .content("application/problem+json", body)
        .build()
}
