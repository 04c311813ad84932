//! Single values of a rule file as Rust writes them.

use std::collections::BTreeMap;

use money::{Cents, Rate};

use super::document::Fee;
use super::words::{AnswerWord, FeeOf, WeightOf};

pub fn cents(text: &str) -> String {
    let amount: Cents = text.parse().unwrap_or(Cents::ZERO);
    format!("Cents::new({})", amount.get())
}

pub fn cents_or_zero(text: Option<&String>) -> String {
    text.map_or("Cents::ZERO".into(), |text| cents(text))
}

pub fn maybe_cents(text: Option<&String>) -> String {
    text.map_or("None".into(), |text| format!("Some({})", cents(text)))
}

pub fn maybe<T>(value: Option<T>, text: impl Fn(T) -> String) -> String {
    value.map_or("None".into(), |value| format!("Some({})", text(value)))
}

pub fn parts(text: &str) -> i64 {
    text.parse::<Rate>().unwrap_or(Rate::ZERO).get()
}

pub fn states_and_rates(rates: &BTreeMap<String, String>) -> String {
    list(rates, |(state, rate)| {
        format!("({state:?}, {})", parts(rate))
    })
}

/// Items as a Rust slice.
pub fn list<T>(items: impl IntoIterator<Item = T>, mut one: impl FnMut(T) -> String) -> String {
    let items: Vec<String> = items.into_iter().map(&mut one).collect();
    if items.is_empty() {
        "&[]".into()
    } else {
        format!("&[{}]", items.join(", "))
    }
}

/// One bit a word, by its place among the words of its kind.
pub fn mask(places: impl Iterator<Item = u32>) -> String {
    places
        .fold(0u32, |mask, place| mask | 1 << place)
        .to_string()
}

pub fn default_of(kind: AnswerWord, value: &toml::Value) -> i64 {
    match (kind, value) {
        (AnswerWord::Flag, toml::Value::Boolean(flag)) => i64::from(*flag),
        (AnswerWord::Money, toml::Value::String(text)) => {
            text.parse::<Cents>().map_or(0, Cents::get)
        }
        (_, toml::Value::Integer(number)) => *number,
        _ => 0,
    }
}

/// What of a fee is computed.
pub fn fee_formula(fee: &Fee) -> String {
    if fee.percent.is_none() && fee.per_100_lb.is_none() {
        return "None".into();
    }
    format!(
        "Some(&FeeFormula {{ percent: {}, of: FeeOf::{:?}, per_100_lb: {}, of_weight: WeightOf::{:?}, \
         min: {}, max: {} }})",
        fee.percent.as_ref().map_or(0, |share| parts(share)),
        fee.of.unwrap_or(FeeOf::Price),
        cents_or_zero(fee.per_100_lb.as_ref()),
        fee.of_weight.unwrap_or(WeightOf::Curb),
        cents_or_zero(fee.min.as_ref()),
        maybe_cents(fee.max.as_ref()),
    )
}
