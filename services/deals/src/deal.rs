//! A deal: its parties, where it stands, and the structure that was chosen.

use desk::DealKind;
use money::Cents;
use platform::ids::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desking::Setting;
use crate::parties::{DealCustomer, DealRooftop, DealVehicle};
use crate::structure::Summary;
use crate::workflow::Status;

platform::id!(DealId);
platform::id!(StructureId);

/// Someone who works at the dealership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DealPerson)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
}

/// The chosen structure in short, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    pub id: StructureId,
    pub letter: String,
    pub name: String,
    pub kind: DealKind,
    pub payment: Option<Cents>,
    pub gross: Option<Cents>,
}

impl Chosen {
    #[must_use]
    pub fn of(id: StructureId, letter: &str, name: &str, summary: Summary) -> Self {
        Self {
            id,
            letter: letter.to_owned(),
            name: name.to_owned(),
            kind: summary.kind,
            payment: summary.payment,
            gross: summary.gross,
        }
    }
}

/// A deal without its structures, as it is loaded to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    pub id: DealId,
    pub version: i64,
    pub number: String,
    pub status: Status,
    /// Why it was returned, cancelled or reopened.
    pub status_reason: Option<String>,
    /// No other deal may be contracted on its vehicle.
    pub holds_vehicle: bool,
    pub rooftop: DealRooftop,
    pub customer: Option<DealCustomer>,
    pub vehicle: Option<DealVehicle>,
    /// From inventory.
    pub vehicle_cost: Option<Cents>,
    pub salesperson: Person,
    pub chosen: Option<Chosen>,
    /// How many letters were given to structures, those of removed ones included.
    pub letters_given: u32,
}

impl Deal {
    #[must_use]
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            rooftop: &self.rooftop,
            customer: self.customer.as_ref(),
            vehicle: self.vehicle.as_ref(),
            vehicle_cost: self.vehicle_cost,
        }
    }

    /// Whether this is the chosen structure.
    #[must_use]
    pub fn has_chosen(&self, structure: StructureId) -> bool {
        self.chosen.as_ref().is_some_and(|it| it.id == structure)
    }

    /// Everything that a search looks through, in lower case.
    #[must_use]
    pub fn search_text(&self) -> String {
        let customer = self.customer.iter().flat_map(|customer| {
            let reach = [&customer.phone, &customer.email].into_iter().flatten();
            reach.chain([&customer.name]).map(String::as_str)
        });
        let vehicle = self.vehicle.iter().flat_map(|vehicle| {
            let names = [&vehicle.name, &vehicle.stock_number].into_iter();
            names.chain(&vehicle.vin).map(String::as_str)
        });
        let own = [self.number.as_str(), self.salesperson.name.as_str()];
        let words: Vec<&str> = own.into_iter().chain(customer).chain(vehicle).collect();
        words.join(" ").to_lowercase()
    }

    /// What is missing before a manager can look at it, by field.
    #[must_use]
    pub fn missing_for_submission(&self) -> Vec<(&'static str, &'static str)> {
        let mut missing = Vec::new();
        if self.customer.is_none() {
            missing.push(("/customer_id", "A deal is submitted for a customer."));
        }
        if self.vehicle.is_none() {
            missing.push(("/vehicle_id", "A deal is submitted with a vehicle."));
        }
        if self.chosen.is_none() {
            missing.push(("/chosen_structure_id", "Choose one of the structures."));
        }
        missing
    }

    /// What the facts that are published say.
    #[must_use]
    pub fn fact(&self, actor: &Person, from: Option<Status>) -> Fact {
        Fact {
            number: self.number.clone(),
            status: self.status,
            from,
            rooftop_id: self.rooftop.id,
            customer_id: self.customer.as_ref().map(|customer| customer.id),
            vehicle_id: self.vehicle.as_ref().map(|vehicle| vehicle.id),
            salesperson_id: self.salesperson.id,
            actor: actor.clone(),
            reason: self.status_reason.clone(),
        }
    }
}

/// The data of every `deal.*` fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DealFact)]
pub struct Fact {
    pub number: String,
    pub status: Status,
    /// The status before.
    pub from: Option<Status>,
    pub rooftop_id: Uuid,
    pub customer_id: Option<Uuid>,
    pub vehicle_id: Option<Uuid>,
    pub salesperson_id: Uuid,
    pub actor: Person,
    pub reason: Option<String>,
}
