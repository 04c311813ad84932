//! An exact rate: a tax rate, an annual percentage rate, a money factor, a share.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

use crate::cents::scalar_text;
use crate::{Cents, DecimalError, Rounding, decimal};

/// A fraction in parts per hundred million: `"0.0625"` is 6.25 %, `"0.0021"` a money factor. Up to
/// eight decimals, exact. On the wire a decimal string; a JSON number is taken too, from its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rate(i64);

impl Rate {
    pub const ZERO: Self = Self(0);
    pub const ONE: Self = Self(Self::SCALE);
    /// Parts that make one whole.
    pub const SCALE: i64 = 100_000_000;

    /// From parts per hundred million.
    #[must_use]
    pub const fn new(parts: i64) -> Self {
        Self(parts)
    }

    /// From hundredths of a percent: `basis_points(625)` is 6.25 %.
    #[must_use]
    pub const fn basis_points(points: i64) -> Self {
        Self(points * (Self::SCALE / 10_000))
    }

    /// Parts per hundred million.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// What share `part` is of `whole`; zero where `whole` is zero or less.
    #[must_use]
    pub fn of(part: Cents, whole: Cents, rounding: Rounding) -> Self {
        if !whole.is_positive() {
            return Self::ZERO;
        }
        Self(
            Cents::new(part.get())
                .ratio(Self::SCALE, whole.get(), rounding)
                .get(),
        )
    }

    /// The decimal text with no needless zeros, `"0.0625"`.
    #[must_use]
    pub fn to_text(self) -> String {
        let mut text = String::with_capacity(10);
        self.put(&mut text);
        text
    }

    /// Writes the decimal text behind another.
    pub fn put(self, out: &mut String) {
        decimal::print(self.0, 8, 0, out);
    }

    /// The same as a percentage, `"6.25"`.
    #[must_use]
    pub fn to_percent_text(self) -> String {
        let mut text = String::with_capacity(10);
        decimal::print(self.0, 6, 0, &mut text);
        text
    }
}

impl FromStr for Rate {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        decimal::parse(text, 8).map(Self)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.to_text())
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Add for Rate {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Rate {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.to_text())
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        scalar_text(&Box::<RawValue>::deserialize(input)?)
            .and_then(Self::from_str)
            .map_err(|error| de::Error::custom(format_args!("rate {error}")))
    }
}

#[cfg(feature = "openapi")]
mod openapi {
    use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, SchemaType, Type};
    use utoipa::openapi::{RefOr, schema::Schema};
    use utoipa::{PartialSchema, ToSchema};

    impl PartialSchema for super::Rate {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::String))
                .format(Some(SchemaFormat::Custom("rate".into())))
                .pattern(Some(r"^-?\d+(\.\d{1,8})?$"))
                .examples(["0.0625"])
                .description(Some(
                    "A rate as a decimal fraction with up to eight places: 6.25 % is \"0.0625\"",
                ))
                .into()
        }
    }

    impl ToSchema for super::Rate {
        fn name() -> std::borrow::Cow<'static, str> {
            "Rate".into()
        }
    }
}
