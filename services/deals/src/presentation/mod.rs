//! What a customer is shown of a deal: one to three options on a page of their own, to choose from and to sign.
//!
//! The page is made once, from types that have no place for the dealer's own figures, and kept to the byte. A customer
//! signs those bytes; where the deal has moved on since, nothing is signed.

pub mod link;
mod payload;
pub mod signing;
pub mod withdrawing;

use jiff::Timestamp;
use platform::ids::Uuid;
use platform::{Fault, Problem};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

pub use payload::{Dealer, Offer, Payload, ShownVehicle, Source};

use crate::deal::{Deal, DealId, Person, StructureId};
use crate::signatures::Mark;
use withdrawing::Withdrawn;

platform::id!(PresentationId);

/// The most options that a person compares at a glance.
pub const MOST_OPTIONS: usize = 3;

/// Which revision of which structure an option was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub letter: String,
    pub structure_id: StructureId,
    pub revision: i64,
}

/// A presentation as it is kept.
#[derive(Debug)]
pub struct Presentation {
    pub id: PresentationId,
    pub deal_id: DealId,
    pub created_at: Timestamp,
    pub made_by: Person,
    pub customer_id: Option<Uuid>,
    pub vehicle_id: Option<Uuid>,
    pub expires_at: Timestamp,
    pub shown: Box<RawValue>,
    pub options: Vec<Shown>,
    pub picked: Option<String>,
    pub signed: Option<Signed>,
    pub withdrawn: Option<Withdrawn>,
    /// The letters of options that are not any more what was shown.
    pub changed: Vec<String>,
}

/// The data of `presentation.made`, `presentation.picked`, `presentation.signed` and `presentation.withdrawn`.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub deal_id: DealId,
    pub number: String,
    pub rooftop_id: Uuid,
    pub salesperson_id: Uuid,
    pub made_by: Person,
    /// The letter that was picked or signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
}

impl Fact {
    #[must_use]
    pub fn of(deal: &Deal, made_by: &Person, option: Option<&str>) -> Self {
        Self {
            deal_id: deal.id,
            number: deal.number.clone(),
            rooftop_id: deal.rooftop.id,
            salesperson_id: deal.salesperson.id,
            made_by: made_by.clone(),
            option: option.map(str::to_owned),
        }
    }
}

/// How a presentation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PresentationState)]
pub enum State {
    /// Its link opens and nothing was picked.
    Open,
    /// Its link opens, and the customer likes one of the options.
    Chosen,
    Signed,
    /// Its figures hold no more.
    Expired,
    /// The store took it back.
    Withdrawn,
}

/// How it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub option: String,
    pub signer_name: String,
    pub mark: Mark,
    pub signed_at: Timestamp,
    pub document_sha256: String,
}

impl Presentation {
    /// The option of a letter.
    ///
    /// # Errors
    /// 422 at `/option` where there is none.
    pub fn option(&self, letter: &str) -> Result<&Shown, Problem> {
        let found = self.options.iter().find(|option| option.letter == letter);
        found.ok_or_else(|| {
            let letters: Vec<&str> = self.options.iter().map(|it| it.letter.as_str()).collect();
            let detail = format!(
                "is no option of this page, which has {}",
                letters.join(", ")
            );
            Problem::faults(vec![Fault::new("/option", "unknown", detail)])
        })
    }

    /// How it stands at a moment.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> State {
        if self.signed.is_some() {
            State::Signed
        } else if self.withdrawn.is_some() {
            State::Withdrawn
        } else if now >= self.expires_at {
            State::Expired
        } else if self.picked.is_some() {
            State::Chosen
        } else {
            State::Open
        }
    }

    /// 410 once its figures hold no more, or the store took it back.
    ///
    /// # Errors
    /// Where it does not open.
    pub fn still_open(&self, now: Timestamp) -> Result<(), Problem> {
        if self.withdrawn.is_some() {
            return Err(Problem::new(
                http::StatusCode::GONE,
                "withdrawn",
                "The store took this page back",
                "The store withdrew this page, so nothing on it can be chosen or signed. Nothing was signed. Ask the \
                 store for a new one.",
            ));
        }
        if now < self.expires_at {
            return Ok(());
        }
        Err(Problem::new(
            http::StatusCode::GONE,
            "expired",
            "These figures hold no more",
            "The figures of this page held until their date, which is past. Ask the store for new ones.",
        ))
    }
}
