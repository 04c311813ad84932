//! An amount of US money in whole cents.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

use crate::{DecimalError, Rate, Rounding, decimal, divide};

/// US money in whole cents. On the wire a decimal string with two places, `"35000.00"`; a JSON number
/// with at most two decimals is taken too, read from its text and never through a float.
///
/// Sums saturate at ±92 quadrillion dollars, far outside [`Cents::LIMIT`], which every door enforces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(i64);

impl Cents {
    pub const ZERO: Self = Self(0);
    /// The largest amount that a door lets in: one billion dollars. It leaves every sum and product
    /// of a deal far inside the integers beneath.
    pub const LIMIT: Self = Self(100_000_000_000);

    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    #[must_use]
    pub const fn dollars(dollars: i64) -> Self {
        Self(dollars * 100)
    }

    /// The count of cents.
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

    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// This amount, or zero where it is negative.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Amount × rate, rounded once.
    #[must_use]
    pub fn times(self, rate: Rate, rounding: Rounding) -> Self {
        self.ratio(rate.get(), Rate::SCALE, rounding)
    }

    /// Amount × `numerator` / `denominator`, rounded once. `denominator` must be positive.
    #[must_use]
    pub fn ratio(self, numerator: i64, denominator: i64, rounding: Rounding) -> Self {
        let exact = i128::from(self.0) * i128::from(numerator);
        Self::saturate(divide(exact, i128::from(denominator), rounding))
    }

    /// Amount × a whole count (payments, units).
    #[must_use]
    pub const fn by(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// From a wider integer of cents, held at the ends of the range.
    #[must_use]
    pub fn saturate(cents: i128) -> Self {
        Self(i64::try_from(cents).unwrap_or(if cents < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The decimal text, `"-12.05"`.
    #[must_use]
    pub fn to_text(self) -> String {
        let mut text = String::with_capacity(12);
        self.put(&mut text);
        text
    }

    /// Writes the decimal text behind another.
    pub fn put(self, out: &mut String) {
        decimal::print_hundredths(self.0, out);
    }
}

impl FromStr for Cents {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        decimal::parse(text, 2).map(Self)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.to_text())
    }
}

impl fmt::Debug for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Cents {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.to_text())
    }
}

impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        scalar_text(&Box::<RawValue>::deserialize(input)?)
            .and_then(Self::from_str)
            .map_err(|error| de::Error::custom(format_args!("amount {error}")))
    }
}

/// The text of a JSON string or number, as it was written.
pub(crate) fn scalar_text(raw: &RawValue) -> Result<&str, DecimalError> {
    let text = raw.get();
    let quoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match (quoted, text.as_bytes().first()) {
        (Some(inner), _) => Ok(inner),
        (None, Some(b'-' | b'0'..=b'9')) => Ok(text),
        _ => Err(DecimalError::NotDecimal),
    }
}

#[cfg(feature = "openapi")]
mod openapi {
    use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, SchemaType, Type};
    use utoipa::openapi::{RefOr, schema::Schema};
    use utoipa::{PartialSchema, ToSchema};

    impl PartialSchema for super::Cents {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::String))
                .format(Some(SchemaFormat::Custom("money".into())))
                .pattern(Some(r"^-?\d+(\.\d{1,2})?$"))
                .examples(["35000.00"])
                .description(Some(
                    "US dollars as a decimal string with two places; a JSON number with at most two decimals is accepted on input",
                ))
                .into()
        }
    }

    impl ToSchema for super::Cents {
        fn name() -> std::borrow::Cow<'static, str> {
            "Money".into()
        }
    }
}
