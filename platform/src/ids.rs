//! Typed ids: UUIDv7, so that rows sort by the time they were made and a deal's id is never taken for a customer's.

/// Declares an id type over UUIDv7: `id!(DealId);`.
///
/// The type is written as a plain UUID in JSON, in a path and in SQL.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive($crate::ids::serde::Serialize, $crate::ids::serde::Deserialize)]
        #[serde(crate = "platform::ids::serde", transparent)]
        pub struct $name(pub $crate::ids::Uuid);

        impl $name {
            /// A new id, later than all made before it.
            pub fn new() -> Self {
                Self($crate::ids::Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<$crate::ids::Uuid> for $name {
            fn from(id: $crate::ids::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for $crate::ids::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ids::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::ids::parse(text).map(Self)
            }
        }

        impl $crate::ids::postgres_types::ToSql for $name {
            fn to_sql(
                &self,
                ty: &$crate::ids::postgres_types::Type,
                out: &mut $crate::ids::BytesMut,
            ) -> Result<$crate::ids::postgres_types::IsNull, Box<dyn ::std::error::Error + Sync + Send>> {
                $crate::ids::postgres_types::ToSql::to_sql(&self.0, ty, out)
            }
            fn accepts(ty: &$crate::ids::postgres_types::Type) -> bool {
                <$crate::ids::Uuid as $crate::ids::postgres_types::ToSql>::accepts(ty)
            }
            $crate::ids::postgres_types::to_sql_checked!();
        }

        impl<'a> $crate::ids::postgres_types::FromSql<'a> for $name {
            fn from_sql(
                ty: &$crate::ids::postgres_types::Type,
                raw: &'a [u8],
            ) -> Result<Self, Box<dyn ::std::error::Error + Sync + Send>> {
                <$crate::ids::Uuid as $crate::ids::postgres_types::FromSql>::from_sql(ty, raw).map(Self)
            }
            fn accepts(ty: &$crate::ids::postgres_types::Type) -> bool {
                <$crate::ids::Uuid as $crate::ids::postgres_types::FromSql>::accepts(ty)
            }
        }

        impl $crate::ids::utoipa::PartialSchema for $name {
            fn schema() -> $crate::ids::utoipa::openapi::RefOr<$crate::ids::utoipa::openapi::schema::Schema> {
                $crate::ids::schema()
            }
        }

        impl $crate::ids::utoipa::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }
        }
    };
}

#[doc(hidden)]
pub use bytes::BytesMut;
#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use tokio_postgres::types as postgres_types;
#[doc(hidden)]
pub use utoipa;
pub use uuid::Uuid;

/// An id in an OpenAPI document.
#[doc(hidden)]
pub fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
    use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .into()
}

/// The text is no id.
#[derive(Debug, thiserror::Error)]
#[error("not an id: expected a UUID in its usual form")]
pub struct NotAnId;

/// Reads an id from its usual hyphenated form only: braces, `urn:` and bare hex are refused.
pub fn parse(text: &str) -> Result<Uuid, NotAnId> {
    if text.len() != 36 {
        return Err(NotAnId);
    }
    Uuid::try_parse(text).map_err(|_| NotAnId)
}
