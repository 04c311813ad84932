//! Who and what a deal is about, as it was known when put on the deal: buyer, vehicle, rooftop.
//!
//! The other services own these; a deal keeps what its papers need, so that an old deal still reads as it
//! was signed.

use money::Cents;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use tax::Place;
use utoipa::ToSchema;

/// A postal address; the county decides most local tax rates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = DealAddress)]
pub struct Address {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
}

impl Address {
    /// The place that the tax law sees; nothing without a state.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let known = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Some(Place {
            state: known(&self.state)?,
            county: known(&self.county),
            city: known(&self.city),
            zip: known(&self.zip),
        })
    }

    /// As it stands on an envelope.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let join = |parts: [&Option<String>; 2], between: &str| {
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            parts.join(between)
        };
        let street = join([&self.street, &self.unit], ", ");
        let region = Some(join([&self.state, &self.zip], " ")).filter(|text| !text.is_empty());
        let city = join([&self.city, &region], ", ");
        [street, city]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect()
    }
}

/// The buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DealCustomer {
    pub id: Uuid,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where the vehicle will be kept, else the home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// The vehicle from stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DealVehicle {
    pub id: Uuid,
    /// "2026 Honda CR-V Sport Touring"
    pub name: String,
    /// Make, model and trim as lenders' sheets and rate cards name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub make: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim: Option<String>,
    /// Under a certification programme, as inventory said when the vehicle came onto the deal and again when the deal was
    /// submitted. Absent where it was never asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<bool>,
    pub stock_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_price: Option<Cents>,
    /// What the tax law asks of it.
    pub facts: tax::Vehicle,
}

/// The store that sells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DealRooftop {
    pub id: Uuid,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    pub address: Address,
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn tampa() -> Address {
        let some = |text: &str| Some(text.to_owned());
        Address {
            street: some("1200 Bay St"),
            unit: some("Apt 4"),
            city: some("Tampa"),
            county: some("Hillsborough"),
            state: some("FL"),
            zip: some("33602"),
        }
    }

    #[test]
    fn an_address_is_written_as_on_an_envelope() {
        assert_eq!(tampa().lines(), ["1200 Bay St, Apt 4", "Tampa, FL 33602"]);
        assert_eq!(Address::default().lines(), [""; 0]);
        let state_only = Address {
            state: Some("FL".into()),
            ..Address::default()
        };
        assert_eq!(state_only.lines(), ["FL"]);
    }

    #[test]
    fn a_place_needs_a_state() {
        let place = tampa().place().expect("a place");
        assert_eq!(place.county.as_deref(), Some("Hillsborough"));
        assert_eq!(place.zip.as_deref(), Some("33602"));
        assert_eq!(Address::default().place(), None);
    }
}
