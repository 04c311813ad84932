//! How dates and answers look in the published schemas.

use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{RefOr, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

impl PartialSchema for crate::Date {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .examples(["2026-11-21"])
            .into()
    }
}

impl ToSchema for crate::Date {
    fn name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
}

impl PartialSchema for crate::Answer {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Array(vec![
                Type::Boolean,
                Type::Integer,
                Type::String,
            ]))
            .description(Some(
                "yes or no, a whole number, or text; an amount is a decimal string",
            ))
            .into()
    }
}

impl ToSchema for crate::Answer {
    fn name() -> std::borrow::Cow<'static, str> {
        "Answer".into()
    }
}
