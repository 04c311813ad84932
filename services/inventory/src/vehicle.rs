//! A vehicle of the stock: what is written about it, and what must hold before it is kept.
//!
//! Condition, class and fuel carry the tax engine's own words, so that a deal hands them on unchanged.

use jiff::Timestamp;
use jiff::civil::Date;
use money::Cents;
use platform::problem::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::status::{Standing, Status};
use crate::vin::{self, Vin};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VehicleCondition)]
pub enum Condition {
    New,
    Used,
}

impl Condition {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Used => "used",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VehicleClass {
    #[default]
    Passenger,
    LightTruck,
    HeavyTruck,
    Motorcycle,
    Motorhome,
    Trailer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fuel {
    #[default]
    Gasoline,
    Diesel,
    Hybrid,
    PlugInHybrid,
    Electric,
    Hydrogen,
}

platform::id!(
    /// A vehicle's id.
    VehicleId
);

/// A vehicle as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Vehicle {
    pub id: VehicleId,
    pub version: i64,
    #[serde(flatten)]
    pub details: Details,
    pub status: Status,
    /// The deal that reserved or bought it.
    pub deal_id: Option<Uuid>,
    /// Where it goes when that deal lets it go.
    #[serde(skip)]
    pub status_before: Option<Status>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

impl Vehicle {
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing {
            status: self.status,
            deal_id: self.deal_id,
            status_before: self.status_before,
        }
    }

    /// As somebody sees it who may not see costs.
    #[must_use]
    pub fn without_cost(mut self) -> Self {
        self.details.invoice_cost = None;
        self.details.cost = None;
        self
    }
}

/// What is written about a vehicle, as a form sends it. The door refuses fields that are not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = VehicleDetails)]
pub struct Details {
    /// The store whose lot it stands on.
    pub rooftop_id: Uuid,
    /// The store's own number for it, unlike any other of that store.
    #[schema(min_length = 1, max_length = 20, example = "H26118")]
    pub stock_number: String,
    /// Vehicle identification number; blanks and hyphens are dropped.
    #[schema(min_length = 1, max_length = 40, example = "5GZCZ43D13S812715")]
    pub vin: String,
    /// Why a number that breaks the standard, or a year that the number contradicts, is right all
    /// the same: built before 1981, a trailer without a standard number, a gray import.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub vin_override_reason: Option<String>,
    pub condition: Condition,
    /// Certified pre-owned: under a programme of the manufacturer or the store. Only a used vehicle can be.
    #[serde(default)]
    pub certified: bool,
    /// The programme that certifies it.
    #[serde(default)]
    #[schema(max_length = 80, example = "Manufacturer CPO")]
    pub certified_programme: Option<String>,
    #[serde(default)]
    pub class: VehicleClass,
    /// Model year.
    #[schema(minimum = 1886)]
    pub year: u16,
    #[schema(min_length = 1, max_length = 60)]
    pub make: String,
    #[schema(min_length = 1, max_length = 60)]
    pub model: String,
    #[serde(default)]
    #[schema(max_length = 80)]
    pub trim: Option<String>,
    #[serde(default)]
    #[schema(max_length = 60)]
    pub body: Option<String>,
    #[serde(default)]
    #[schema(max_length = 60)]
    pub color_exterior: Option<String>,
    #[serde(default)]
    #[schema(max_length = 60)]
    pub color_interior: Option<String>,
    /// Miles.
    #[serde(default)]
    #[schema(maximum = 2_000_000)]
    pub odometer: Option<u32>,
    #[serde(default)]
    pub fuel: Fuel,
    /// Manufacturer's suggested retail price.
    #[serde(default)]
    pub msrp: Option<Cents>,
    /// The asking price.
    #[serde(default)]
    pub list_price: Option<Cents>,
    /// The manufacturer's invoice. Seen and written only with `inventory.see_cost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_cost: Option<Cents>,
    /// What the vehicle has cost the store so far. Seen and written only with `inventory.see_cost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cents>,
    /// Guide value that some states hold the price against.
    #[serde(default)]
    pub book_value: Option<Cents>,
    #[serde(default)]
    #[schema(maximum = 200_000)]
    pub gross_weight_lb: Option<u32>,
    #[serde(default)]
    #[schema(maximum = 200_000)]
    pub curb_weight_lb: Option<u32>,
    #[serde(default)]
    #[schema(maximum = 500)]
    pub city_mpg: Option<u32>,
    /// First day on the lot; today where it is entered or arrives without one.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub in_stock_since: Option<Date>,
    /// Said only when a vehicle is entered: `available` (taken where absent) or `in_transit`.
    /// Later steps go through the vehicle's status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// Details that keep every rule: the only kind that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vetted(Details);

impl Vetted {
    #[must_use]
    pub fn details(&self) -> &Details {
        &self.0
    }

    /// The same for a vehicle that is entered today, and where it stands then.
    ///
    /// # Errors
    /// Where it is to stand anywhere but on the lot or on its way there.
    pub fn entered(mut self, today: Date) -> Result<(Self, Status), Vec<Fault>> {
        let status = self.0.status.unwrap_or(Status::Available);
        match status {
            Status::InTransit => {}
            Status::Available => self.0.in_stock_since = self.0.in_stock_since.or(Some(today)),
            _ => {
                let detail = "A vehicle is entered as available or in_transit.";
                return Err(vec![Fault::new("/status", "not_at_entry", detail)]);
            }
        }
        Ok((self, status))
    }

    /// The same for a vehicle that is changed; without sight of costs those of `before` stay.
    ///
    /// # Errors
    /// Where it says another status: that has its own way.
    pub fn changing(mut self, before: &Vehicle, sees_cost: bool) -> Result<Self, Vec<Fault>> {
        if self.0.status.is_some_and(|status| status != before.status) {
            let detail = "The status is changed by POST to the vehicle's own /status.";
            return Err(vec![Fault::new("/status", "changed_elsewhere", detail)]);
        }
        self.0.in_stock_since = self.0.in_stock_since.or(before.details.in_stock_since);
        if !sees_cost {
            self.0.invoice_cost = before.details.invoice_cost;
            self.0.cost = before.details.cost;
        }
        Ok(self)
    }

    /// Everything that a search looks through, in lower case.
    #[must_use]
    pub fn search_text(&self) -> String {
        let Details {
            stock_number,
            vin,
            year,
            make,
            model,
            trim,
            ..
        } = &self.0;
        let trim = trim.as_deref().unwrap_or_default();
        format!("{stock_number} {vin} {year} {make} {model} {trim}").to_lowercase()
    }
}

impl Details {
    /// Tidies what is a matter of writing and judges the rest as of `today`.
    ///
    /// # Errors
    /// All faults at once, each naming its field.
    pub fn vetted(mut self, today: Date) -> Result<Vetted, Vec<Fault>> {
        let mut faults = Vec::new();
        self.tidy(&mut faults);
        self.vet_vin(latest_model_year(today), &mut faults);
        self.vet_certified(&mut faults);
        self.vet_amounts(&mut faults);
        if let (Some(gross), Some(curb)) = (self.gross_weight_lb, self.curb_weight_lb)
            && curb > gross
        {
            let detail = "The curb weight cannot be over the gross weight.";
            faults.push(Fault::new("/curb_weight_lb", "over_gross_weight", detail));
        }
        if self.in_stock_since.is_some_and(|day| day > today) {
            let detail =
                "A vehicle cannot be in stock since a day to come; enter it as in_transit.";
            faults.push(Fault::new("/in_stock_since", "in_future", detail));
        }
        if faults.is_empty() {
            Ok(Vetted(self))
        } else {
            Err(faults)
        }
    }

    fn tidy(&mut self, faults: &mut Vec<Fault>) {
        for (field, text) in [
            ("stock_number", &mut self.stock_number),
            ("make", &mut self.make),
            ("model", &mut self.model),
        ] {
            *text = one_line(text);
            if text.is_empty() {
                faults.push(Fault::new(
                    format!("/{field}"),
                    "required",
                    "A vehicle needs this.",
                ));
            }
        }
        for text in [
            &mut self.vin_override_reason,
            &mut self.certified_programme,
            &mut self.trim,
            &mut self.body,
            &mut self.color_exterior,
            &mut self.color_interior,
        ] {
            *text = text
                .take()
                .map(|text| one_line(&text))
                .filter(|text| !text.is_empty());
        }
    }

    fn vet_vin(&mut self, latest: u16, faults: &mut Vec<Fault>) {
        self.vin = vin::tidy(&self.vin);
        let in_range = self.year <= latest;
        if !in_range {
            let detail = format!(
                "{} is not built yet; the newest model year is {latest}.",
                self.year
            );
            faults.push(Fault::new("/year", "in_future", detail));
        }
        if self.vin_override_reason.is_some() {
            if self.vin.is_empty() || !self.vin.chars().all(|c| c.is_ascii_alphanumeric()) {
                let detail = "Even a number outside the standard has only letters and digits.";
                faults.push(Fault::new("/vin", "bad_vin", detail));
            }
            return;
        }
        match Vin::read(&self.vin) {
            Err(wrong) => {
                faults.extend(
                    wrong
                        .iter()
                        .map(|why| Fault::new("/vin", "bad_vin", why.to_string())),
                );
            }
            Ok(vin) if in_range && !vin.allows_year(self.year, latest) => {
                let told = vin::decode(vin.as_str(), latest)
                    .model_year
                    .unwrap_or_default();
                let detail = format!(
                    "The VIN says {told}. If {} is right, say why in vin_override_reason.",
                    self.year
                );
                faults.push(Fault::new("/year", "contradicts_vin", detail));
            }
            Ok(_) => {}
        }
    }

    fn vet_certified(&self, faults: &mut Vec<Fault>) {
        if self.certified && self.condition == Condition::New {
            let detail = "Only a used vehicle can be certified. Nothing was saved; say that it is used, or that it is \
                          not certified.";
            faults.push(Fault::new("/certified", "not_used", detail));
        }
        if !self.certified && self.certified_programme.is_some() {
            let detail = "A programme certifies the vehicle. Nothing was saved; say that the vehicle is certified, or \
                          take the programme out.";
            faults.push(Fault::new("/certified_programme", "not_certified", detail));
        }
    }

    fn vet_amounts(&self, faults: &mut Vec<Fault>) {
        for (field, amount) in [
            ("msrp", self.msrp),
            ("list_price", self.list_price),
            ("invoice_cost", self.invoice_cost),
            ("cost", self.cost),
            ("book_value", self.book_value),
        ] {
            if amount.is_some_and(Cents::is_negative) {
                let detail = "This amount cannot be negative.";
                faults.push(Fault::new(format!("/{field}"), "negative", detail));
            } else if amount.is_some_and(|amount| amount > Cents::LIMIT) {
                let detail = format!("This amount cannot be over {}.", Cents::LIMIT);
                faults.push(Fault::new(format!("/{field}"), "too_large", detail));
            }
        }
    }

    /// The cost fields that are filled in.
    #[must_use]
    pub fn cost_fields(&self) -> Vec<&'static str> {
        [("invoice_cost", self.invoice_cost), ("cost", self.cost)]
            .into_iter()
            .filter_map(|(field, amount)| amount.map(|_| field))
            .collect()
    }
}

/// The newest model year that can be on a lot: makers may be a year ahead of the calendar.
#[must_use]
pub fn latest_model_year(today: Date) -> u16 {
    u16::try_from(today.year()).unwrap_or_default() + 1
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
