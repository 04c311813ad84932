//! The rooftop: one store of a dealership, with what a deal made there starts from.

use money::Cents;
use platform::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::place::{self, Address};

/// What is written down of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rooftop {
    #[schema(min_length = 1, max_length = 120, example = "Harbor Motors Clearwater")]
    pub name: String,
    /// Short sign of the store, unique in the dealership.
    #[schema(min_length = 1, max_length = 8, example = "HM")]
    pub code: String,
    pub address: Address,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, example = "+17275550142")]
    pub phone: Option<String>,
    /// Zone of the tz database: the store's day begins here.
    #[schema(max_length = 40, example = "America/New_York")]
    pub timezone: String,
    /// The documentation fee that a new deal starts from.
    #[serde(default)]
    pub default_doc_fee: Cents,
    /// What deal numbers begin with; the code where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8, example = "HM")]
    pub deal_number_prefix: Option<String>,
}

/// A store as a picker shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RooftopCard {
    pub id: Uuid,
    pub code: String,
    pub name: String,
}

impl Rooftop {
    /// The same, tidied, with the deal number prefix filled in.
    ///
    /// # Errors
    /// Every fault.
    pub fn checked(self) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let code = sign(&self.code, "/code", &mut faults);
        let prefix = self
            .deal_number_prefix
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let checked = Self {
            name: place::required(&self.name, "/name", 120, &mut faults),
            deal_number_prefix: Some(match prefix {
                Some(prefix) => sign(prefix, "/deal_number_prefix", &mut faults),
                None => code.clone(),
            }),
            code,
            address: self.address.checked("/address", &mut faults),
            phone: place::optional_phone(self.phone.as_deref(), "/phone", &mut faults),
            timezone: place::timezone(&self.timezone, "/timezone", &mut faults),
            default_doc_fee: self.default_doc_fee,
        };
        if checked.default_doc_fee.is_negative() {
            faults.push(Fault::new(
                "/default_doc_fee",
                "minimum",
                "must not be negative",
            ));
        }
        if checked.default_doc_fee > Cents::dollars(10_000) {
            faults.push(Fault::new(
                "/default_doc_fee",
                "maximum",
                "must be at most 10000.00",
            ));
        }
        if faults.is_empty() {
            Ok(checked)
        } else {
            Err(faults)
        }
    }
}

/// One to eight capital letters and digits.
fn sign(typed: &str, pointer: &str, faults: &mut Vec<Fault>) -> String {
    let sign = typed.trim().to_ascii_uppercase();
    let good = (1..=8).contains(&sign.len())
        && sign
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !good {
        faults.push(Fault::new(
            pointer,
            "pattern",
            "must be one to eight letters and digits, such as HM",
        ));
    }
    sign
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harbor() -> Rooftop {
        Rooftop {
            name: "Harbor Motors Clearwater".into(),
            code: "hm".into(),
            address: Address {
                street: "4100 Gulf to Bay Blvd".into(),
                city: "Clearwater".into(),
                county: Some("Pinellas".into()),
                state: "FL".into(),
                zip: "33759".into(),
            },
            phone: Some("727-555-0142".into()),
            timezone: "America/New_York".into(),
            default_doc_fee: Cents::dollars(899),
            deal_number_prefix: None,
        }
    }

    #[test]
    fn the_code_numbers_deals_unless_a_prefix_is_given() {
        let checked = harbor().checked().unwrap();
        assert_eq!(
            (checked.code.as_str(), checked.deal_number_prefix.as_deref()),
            ("HM", Some("HM"))
        );
        let other = Rooftop {
            deal_number_prefix: Some("cw2".into()),
            ..harbor()
        }
        .checked()
        .unwrap();
        assert_eq!(other.deal_number_prefix.as_deref(), Some("CW2"));
    }

    #[test]
    fn every_fault_is_named() {
        let faults = Rooftop {
            code: "H-M".into(),
            timezone: "Mars/Olympus".into(),
            default_doc_fee: Cents::dollars(-1),
            phone: Some("911".into()),
            ..harbor()
        }
        .checked()
        .unwrap_err();
        let mut pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(
            pointers,
            ["/code", "/default_doc_fee", "/phone", "/timezone"]
        );
    }
}
